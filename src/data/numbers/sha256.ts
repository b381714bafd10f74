/**
 * SHA-256 (FIPS 180-4) of bytes that come in pieces. A page that is not served by HTTPS has no `crypto.subtle`, and that takes
 * all bytes at once.
 */
export class Sha256 {
  readonly #state = start.slice();
  /** the schedule of a block: its 16 words, and 48 made of them */
  readonly #words = new Int32Array(64);
  readonly #block = new Uint8Array(64);
  #bytes = 0;

  /** Text counts as UTF-8. */
  update(piece: Uint8Array | string): this {
    const bytes = typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
    const filled = this.#bytes % 64;
    this.#bytes += bytes.length;
    let at = 0;
    if (filled > 0) {
      at = Math.min(64 - filled, bytes.length);
      this.#block.set(bytes.subarray(0, at), filled);
      if (filled + at < 64) return this;
      this.#mix(this.#block, 0);
    }
    for (; at + 64 <= bytes.length; at += 64) this.#mix(bytes, at);
    this.#block.set(bytes.subarray(at));
    return this;
  }

  /** Hexadecimal, of all that came; nothing can be added then. */
  digest(): string {
    const bits = this.#bytes * 8;
    // A one, zeros up to the last eight bytes of a block, and the length in bits.
    const padding = new Uint8Array(((119 - (this.#bytes % 64)) % 64) + 9);
    padding[0] = 0x80;
    const length = new DataView(padding.buffer, padding.length - 8);
    length.setUint32(0, Math.floor(bits / 2 ** 32));
    length.setUint32(4, bits >>> 0);
    this.update(padding);
    return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  /** Takes a block of 64 bytes in. */
  #mix(bytes: Uint8Array, at: number): void {
    const [w, state, k] = [this.#words, this.#state, constants];
    for (let i = 0; i < 16; i++) {
      const j = at + 4 * i;
      w[i] = (bytes[j]! << 24) | (bytes[j + 1]! << 16) | (bytes[j + 2]! << 8) | bytes[j + 3]!;
    }
    for (let i = 16; i < 64; i++) {
      const [x, y] = [w[i - 15]!, w[i - 2]!];
      const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
      const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
      w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
    }
    let a = state[0]!;
    let b = state[1]!;
    let c = state[2]!;
    let d = state[3]!;
    let e = state[4]!;
    let f = state[5]!;
    let g = state[6]!;
    let h = state[7]!;
    for (let i = 0; i < 64; i++) {
      const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + k[i]! + w[i]!) | 0;
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    state[0]! += a;
    state[1]! += b;
    state[2]! += c;
    state[3]! += d;
    state[4]! += e;
    state[5]! += f;
    state[6]! += g;
    state[7]! += h;
  }
}

const turn = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

/**
 * The first 32 bits of the fractions of the roots of the first primes, as the standard defines its constants. The rest of each is at
 * least 0.005 of the last bit away from its next whole number, and rounding 0.00001 of it: every engine finds the same.
 */
function fractions(count: number, power: number): Int32Array {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return Int32Array.from(primes, (prime) => (prime ** power % 1) * 2 ** 32);
}

const start = /* @__PURE__ */ fractions(8, 1 / 2);
const constants = /* @__PURE__ */ fractions(64, 1 / 3);
