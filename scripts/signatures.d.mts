export interface Signature {
  /** as it is exported: "fit", "op.exp" */
  name: string;
  /** exported as a type alone */
  isType: boolean;
  /** the name in its own file */
  declared: string;
  file: string;
}

export function signaturesOf(entry: string): Signature[];
export function callsOf(signature: Signature): { path: string; positions: number }[];
export function namedTypesOf(signature: Signature): { declared: string; file: string }[];
