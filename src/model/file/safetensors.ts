import { UserError } from "../../errors.ts";

/** A named array as it is stored: row-major values and their shape. */
export interface StoredTensor {
  shape: readonly number[];
  data: Float64Array | Float32Array;
}

export type Tensors = Readonly<Record<string, StoredTensor>>;

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

const alignment = 8;

/**
 * The safetensors format: the header's length (8 bytes, little-endian), the header (JSON, padded with
 * spaces), the values (little-endian, in the header's order). The same tensors give the same bytes.
 * Source: the format's description in the safetensors project, version 0.x.
 */
export function encodeSafetensors(
  tensors: Tensors,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  for (const [name, tensor] of Object.entries(tensors)) checkTensor(name, tensor);
  const header: Record<string, Entry | Readonly<Record<string, string>>> = { __metadata__: metadata };
  let offset = 0;
  // Wide values first keeps every tensor aligned to its own width.
  const entries = Object.entries(tensors).sort(
    ([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT,
  );
  for (const [name, { shape, data }] of entries) {
    const dtype = data instanceof Float64Array ? "F64" : "F32";
    header[name] = { dtype, shape: [...shape], data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(json.length / alignment) * alignment;
  const bytes = new Uint8Array(8 + headerLength + offset).fill(0x20, 8, 8 + headerLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.set(json, 8);
  let at = 8 + headerLength;
  for (const [, { data }] of entries) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

function checkTensor(name: string, { shape, data }: StoredTensor): void {
  const isFloat = data instanceof Float64Array || data instanceof Float32Array;
  const wanted = Array.isArray(shape) ? shape.reduce((product, length) => product * length, 1) : undefined;
  if (isFloat && data.length === wanted) return;
  const found = isFloat ? `${data.length} numbers` : typeof data;
  throw new UserError(
    `safetensors: ${name} must be { shape, data }, with as many numbers in a Float64Array or Float32Array as the shape (${shape}) says; found ${found}`,
  );
}

function isEntry(entry: unknown): entry is Entry {
  if (typeof entry !== "object" || entry === null) return false;
  const { dtype, shape, data_offsets: offsets } = entry as Partial<Entry>;
  const areSizes = (list: unknown) => Array.isArray(list) && list.every((n) => Number.isInteger(n) && n >= 0);
  return typeof dtype === "string" && areSizes(shape) && areSizes(offsets) && offsets?.length === 2;
}

const widths = { F64: 8, F32: 4 } as const;

export interface SafetensorsFile {
  tensors: Record<string, StoredTensor>;
  metadata: Readonly<Record<string, string>>;
}

/** What a safetensors file holds. `source` names it in errors, which are thrown where the file is cut or not one. */
export function decodeSafetensors(bytes: Uint8Array, source = "what was given"): SafetensorsFile {
  const broken = (why: string) =>
    new UserError(
      `${source} is not a whole safetensors file: ${why}; take it from the run that wrote it again`,
    );
  if (!(bytes instanceof Uint8Array)) throw broken(`it is no bytes but ${typeof bytes}`);
  if (bytes.length < 8) throw broken(`it has ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = Number(view.getBigUint64(0, true));
  // The format's own limit. What begins as text, a CSV file, would have a header of exabytes.
  if (headerLength > 100e6)
    throw new UserError(`${source} is no safetensors file; name one that kiso wrote, or its folder`);
  if (headerLength > bytes.length - 8)
    throw broken(`its header should have ${headerLength} bytes, the file ends before`);
  let header: Record<string, Entry> & { __metadata__?: Readonly<Record<string, string>> };
  try {
    header = JSON.parse(
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(8, 8 + headerLength)),
    );
  } catch {
    throw broken("its header is not JSON");
  }
  if (typeof header !== "object" || header === null || Array.isArray(header))
    throw broken("its header is not a JSON object");
  const values = bytes.subarray(8 + headerLength);
  const tensors: Record<string, StoredTensor> = {};
  const { __metadata__: metadata = {}, ...entries } = header;
  if (!Object.values(metadata ?? [0]).every((value) => typeof value === "string"))
    throw broken("its metadata are no texts");
  for (const [name, entry] of Object.entries(entries)) {
    if (!isEntry(entry)) throw broken(`tensor ${name} lacks its dtype, shape or data_offsets`);
    const { dtype, shape, data_offsets } = entry;
    if (dtype !== "F64" && dtype !== "F32")
      throw broken(`tensor ${name} has dtype ${dtype}, and kiso reads F64 and F32`);
    const [begin, end] = data_offsets;
    const size = shape.reduce((product, length) => product * length, 1);
    if (end > values.length) throw broken(`tensor ${name} ends at byte ${end} of ${values.length}`);
    if (end - begin !== size * widths[dtype])
      throw broken(`tensor ${name} of shape (${shape.join(", ")}) has ${end - begin} bytes`);
    // A copy, at offset 0 of its own buffer; a Buffer's slice would be a view.
    const own = new Uint8Array(values.subarray(begin, end)).buffer;
    tensors[name] = { shape, data: dtype === "F64" ? new Float64Array(own) : new Float32Array(own) };
  }
  return { tensors, metadata };
}
