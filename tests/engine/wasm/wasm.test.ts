import { describe, test } from "vitest";
import { loadWasmEngine } from "../../../src/engine/wasm/engine.ts";
import { engineContract } from "../engineContract.ts";

describe("the wasm engine", () => {
  engineContract(() => loadWasmEngine(), { test });
});
