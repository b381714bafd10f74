import { describe, test } from "vitest";
import { referenceEngine } from "../../src/engine/reference.ts";
import { engineContract } from "./engineContract.ts";

describe("the reference engine", () => {
  engineContract(() => referenceEngine, { test });
});
