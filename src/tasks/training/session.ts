import type { Engine } from "../../engine/engine.ts";
import type { ModelData } from "../../model/modelData.ts";
import type { Language } from "../../report/report.ts";
import type { Finding } from "../../train/doctor/finding.ts";
import type { Experiment } from "../../train/run/experiment.ts";
import type { Run } from "../../train/run/run.ts";
import type { Prepared, ScaledSamples } from "../rows/prepare.ts";
import type { Trained } from "./learn.ts";
import type { CrossValidated } from "./reports.ts";
import type { RegressionFigures } from "./result.ts";

/** A training: what it is made of, and what it is told. */
export interface Session {
  prepared: Prepared;
  experiment: Experiment;
  engine: Engine;
  /** the folder that keeps it; nothing is written when left out */
  run?: Run;
  /** of the report */
  lang: Language;
  signal?: AbortSignal;
  /** where the settings were cross-validated before */
  validated?: CrossValidated;
}

/** A training that has come to its end. */
export interface Ended extends Session {
  samples: ScaledSamples;
  trained: Trained;
  model: ModelData;
  /** of a regression, in the unit of its label */
  regression?: RegressionFigures;
  findings: readonly Finding[];
}
