// Every kind of input that kiso takes, one row each. A row that is added is fuzzed.
import { hubFormats } from "./formats/hub.mjs";
import { modelFormats } from "./formats/models.mjs";
import { parquetFormats } from "./formats/parquet.mjs";
import { pictureFormats } from "./formats/pictures.mjs";
import { tableFormats } from "./formats/tables.mjs";

/**
 * A row says how its inputs are made (`make`, of a random stream: files by their names, and the `whole` ones that they were), what loads
 * them (`load`, of loaders.mjs, from the file or folder `source`, else from the first file) and what is known of the numbers: `checked`,
 * where they must be those of the whole ones; `truth`, what else reads them (truth.mjs). A row of `share` 0.5 has every second seed.
 */
export const formats = {
  ...tableFormats,
  ...parquetFormats,
  ...pictureFormats,
  ...modelFormats,
  ...hubFormats,
};
