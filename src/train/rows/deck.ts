import { threefry2x32 } from "../../data/random/threefry.ts";

/** Cards 0 … n − 1, shuffled, and shuffled again when all are dealt: each comes as often as any other, or once more. */
export class Deck {
  #cards: Int32Array;
  #at: number;
  readonly #draw: () => number;

  constructor(
    readonly size: number,
    draw: () => number,
  ) {
    this.#draw = draw;
    this.#cards = Int32Array.from({ length: size }, (_, i) => i);
    this.#at = size;
  }

  /** `count` different cards, of which there must be so many. */
  deal(count: number): number[] {
    const hand: number[] = [];
    while (hand.length < count) {
      if (this.#at === this.size) this.#shuffle(hand);
      hand.push(this.#cards[this.#at++]!);
    }
    return hand;
  }

  /** Fisher and Yates's shuffle; the cards in the hand come last. */
  #shuffle(hand: readonly number[]): void {
    const cards = this.#cards;
    for (let i = this.size - 1; i > 0; i--) {
      const j = Math.floor(this.#draw() * (i + 1));
      [cards[i], cards[j]] = [cards[j]!, cards[i]!];
    }
    const held = (card: number) => hand.includes(card);
    if (hand.length > 0)
      this.#cards = Int32Array.from([...cards.filter((card) => !held(card)), ...cards.filter(held)]);
    this.#at = 0;
  }
}

/** Numbers in [0, 1) of a seed and an epoch: Threefry-2x32 with that key. Streams of different `kind` are independent. */
export function stream(seed: number, epoch: number, kind: number): () => number {
  let i = 0;
  return () => threefry2x32([seed, epoch], [i++, kind])[0] / 2 ** 32;
}
