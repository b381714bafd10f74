"""Durations, times of the day and numbers of many digits, as pyarrow, pandas and fastparquet write them: 90, 90.25 … 92.25 seconds.

pip install pyarrow pandas fastparquet; made with pyarrow 25.0.1, pandas 3.0.6; python tests/golden/ticks.py
"""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

OUT = Path(__file__).parent / "ticks"
ROWS = 10
SECONDS = [90 + i / 4 for i in range(ROWS)]
UNITS = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}


def ticks(unit, offset=0):
    return [int((offset + s) * UNITS[unit]) for s in SECONDS]


columns = {f"dur_{u}": pa.array(ticks(u), pa.duration(u)) for u in UNITS}
columns["list_us"] = pa.array([[t, t] for t in ticks("us")], pa.list_(pa.duration("us")))
columns["long_ns"] = pa.array([10**17 + 1 + i for i in range(ROWS)], pa.duration("ns"))
columns["time_s"] = pa.array(ticks("s", 28800), pa.time32("s"))
columns["time_ms"] = pa.array(ticks("ms", 28800), pa.time32("ms"))
columns["time_us"] = pa.array(ticks("us", 28800), pa.time64("us"))
columns["time_ns"] = pa.array(ticks("ns", 28800), pa.time64("ns"))
columns["int64"] = pa.array([2**53 + 1 + 2 * i for i in range(ROWS)], pa.int64())
columns["uint64"] = pa.array([2**63 + 1 + 2 * i for i in range(ROWS)], pa.uint64())
columns["decimal128"] = pa.array([Decimal(10**20 + i) for i in range(ROWS)], pa.decimal128(24, 0))
columns["decimal_point"] = pa.array([Decimal(10**20 + 7 + i).scaleb(-3) for i in range(ROWS)], pa.decimal128(24, 3))
columns["decimal_short"] = pa.array([Decimal(8000 + i).scaleb(-3) for i in range(ROWS)], pa.decimal128(24, 3))
pq.write_table(pa.table(columns), OUT / "arrow.parquet")

frame = pd.DataFrame(
    {"td": pd.to_timedelta(SECONDS, unit="s"), "clock": [dt.time(8, i, 30, 250000) for i in range(ROWS)]}
)
frame.to_parquet(OUT / "pandas.parquet")
frame[["td"]].to_parquet(OUT / "fastparquet.parquet", engine="fastparquet")
