import { escapedAsJson, unseen } from "../../unseen.ts";

/** A value as JSON in which no character moves a terminal or hides: JSON's own escapes say the same text. */
export const jsonText = (value: unknown): string => JSON.stringify(value).replace(unseen, escapedAsJson);
