// Lesson 2. Data from a file or from the Hub: rows of features, each with its label.
import { loadDataset } from "kiso/node";

// "lesson" ships with kiso: 10 features, 10 classes. A file name or a Hub id OWNER/NAME works as well.
const { splits } = await loadDataset("lesson");
const { train, test } = splits;
console.log(`train ${train.nSamples} rows, test ${test.nSamples} rows`);
console.log(`${train.nFeatures} features, ${train.nClasses} classes`);

// Shuffled as the Python package `datasets` does it, then the first 1000 rows.
const rows = Array.from({ length: 1000 }, (_, i) => i);
const small = train.shuffle(42).select(rows);
console.log(small.features.shape, small.labels.shape);

// A row is ten numbers and a label.
console.log(small.features.row(0).tolist(), "->", small.labels.get([0]));

// Are the classes there about equally often?
const counts = Array(small.nClasses).fill(0);
for (const label of small.labels.data) counts[Number(label)]++;
console.log(counts);
