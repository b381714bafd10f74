// What stands in a footer and before each page (Thrift's compact protocol). hyparquet believes every length; this page walks over
// the bytes first and believes none: a list of a thousand million entries, a number of a million bytes, a text of -5 bytes.

/** More are in no structure of Parquet. */
const deepest = 32;

/** Where a structure that begins at `start` ends. Throws a RangeError where the view ends first, an Error where `room` bytes cannot hold it. */
export function endOfStruct(view: DataView, start: number, room: number): number {
  const last = start + room;
  let at = start;

  function number(): number {
    let [value, scale] = [0, 1];
    for (let i = 0; ; i++, scale *= 128) {
      if (i === 10) throw new Error("a number in it has no end");
      const byte = view.getUint8(at++);
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  function skip(bytes: number): void {
    if (at + bytes > last) throw new Error(`a length of ${bytes} is more than there is`);
    at += bytes;
  }

  function element(type: number, depth: number, inList: boolean): void {
    if (type <= 2) skip(inList ? 1 : 0);
    else if (type === 3) skip(1);
    else if (type <= 6) number();
    else if (type === 7) skip(8);
    else if (type === 8) skip(number());
    else if (type === 9) list(depth + 1);
    else if (type === 12) struct(depth + 1);
    else throw new Error(`an entry is of the unknown type ${type}`);
  }

  function list(depth: number): void {
    const head = view.getUint8(at++);
    const size = head >> 4 === 15 ? number() : head >> 4;
    if (at + size > last) throw new Error(`a list of ${size} entries is longer than there is`);
    for (let i = 0; i < size; i++) element(head & 15, depth, true);
  }

  function struct(depth: number): void {
    if (depth > deepest) throw new Error("its entries are nested too deeply");
    for (;;) {
      const head = view.getUint8(at++);
      if ((head & 15) === 0) return;
      if (head >> 4 === 0) number();
      element(head & 15, depth, false);
    }
  }

  struct(0);
  if (at > view.byteLength) throw new RangeError("the bytes end first");
  return at;
}
