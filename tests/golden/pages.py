"""pages/: Parquet files of one row group in many small pages, as Arrow writes them. Run with pyarrow installed:
python3 tests/golden/pages.py

Of lists in pages of the first version nothing says how many rows they are; pages of the second say it. Row i of a
file: number i / 8 (null where i % 7 is 3), word w0 to w4 by i % 5 (null where i % 11 is 5), features i, i + 0.25 and
i + 0.5, label i % 3, nested a record.
"""

import pathlib

import pyarrow
import pyarrow.parquet

rows = range(1200)
table = pyarrow.table(
    {
        "number": [None if i % 7 == 3 else i / 8 for i in rows],
        "word": [None if i % 11 == 5 else f"w{i % 5}" for i in rows],
        "features": [[i, i + 0.25, i + 0.5] for i in rows],
        "label": [i % 3 for i in rows],
        "nested": [{"a": i} for i in rows],
    },
    schema=pyarrow.schema(
        [
            ("number", pyarrow.float64()),
            ("word", pyarrow.string()),
            ("features", pyarrow.list_(pyarrow.float64())),
            ("label", pyarrow.int64()),
            ("nested", pyarrow.struct([("a", pyarrow.int32())])),
        ]
    ),
)
folder = pathlib.Path(__file__).parent / "pages"
for version, codec, dictionary in (("1.0", "snappy", ["word"]), ("2.0", "gzip", True)):
    pyarrow.parquet.write_table(
        table,
        folder / f"v{version[0]}.parquet",
        row_group_size=len(table),
        data_page_version=version,
        data_page_size=500,
        write_batch_size=40,
        use_dictionary=dictionary,
        compression=codec,
        store_schema=False,
    )
