/** A text of src/ that is said to people, as the finished lines that it can become. */
export interface Message {
  readonly file: string;
  readonly line: number;
  readonly samples: readonly string[];
}

export function messages(isExcluded?: (file: string) => boolean): Message[];
export function isForPeople(file: string): boolean;
export function englishIn(line: string): string[];
export const somePhrase: string;
export function leftIn(sample: string, translate: (line: string) => string): string[];
