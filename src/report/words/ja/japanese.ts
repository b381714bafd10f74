import { Translator } from "../catalogue/translator.ts";
import { cells } from "./data/cells.ts";
import { columns } from "./data/columns.ts";
import { csv } from "./data/csv.ts";
import { damage } from "./data/damage.ts";
import { encoding } from "./data/encoding.ts";
import { excel } from "./data/excel.ts";
import { formats } from "./data/formats.ts";
import { hub } from "./data/hub.ts";
import { images } from "./data/images.ts";
import { listing } from "./data/listing.ts";
import { rows } from "./data/rows.ts";
import { files } from "./files.ts";
import { help } from "./help.ts";
import { look } from "./look.ts";
import { month } from "./month.ts";
import { okNg } from "./okNg.ts";
import { pages } from "./pages.ts";
import { report } from "./report.ts";
import { runs } from "./runs.ts";
import { taskRows } from "./taskRows.ts";
import { tasks } from "./tasks.ts";
import { terminal } from "./terminal.ts";

/** The catalogue's pages: one for each part of src/ that says something. */
export const catalogues = {
  help,
  terminal,
  report,
  okNg,
  look,
  pages,
  runs,
  tasks,
  taskRows,
  cells,
  columns,
  csv,
  excel,
  damage,
  encoding,
  formats,
  files,
  rows,
  images,
  listing,
  hub,
  month,
};

/** All that kiso says, in Japanese. */
export const japanese = new Translator(...Object.values(catalogues));
