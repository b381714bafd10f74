"""Tables in 12 encodings, 6 dialects, with 4 headers and 5 kinds of labels, and what pandas reads of each when it is told everything:

    python3 csv_matrix.py > csv-matrix.json.gz
"""

import gzip
import io
import json
import sys
from base64 import b64encode

import pandas as pd

numbers = [
    (1.25, -3.5), (0.75, 12.125), (-2.5, 7.0625), (3.375, 0.5), (10.5, -1.125), (4.25, 2.75),
    (-0.625, 5.5), (8.125, -6.25), (2.0625, 9.75), (6.5, 1.375), (-4.75, 3.25), (5.125, -2.625),
]

# encoding: names of the columns, a title, words for good and bad
japanese = (["幅", "高さ", "判定"], "検査表 五月", ["良品", "不良品"])
scripts = {
    "utf-8": japanese,
    "utf-8-sig": japanese,
    "utf-16": japanese,
    "utf-16-be-bom": japanese,
    "utf-16-le": japanese,
    "cp932": (["幅", "高さ", "判定"], "検査表 ①", ["良品", "ﾌﾘｮｳ"]),
    "euc_jp": japanese,
    "iso2022_jp": japanese,
    "cp1252": (["Größe", "Höhe", "Prüfung"], "Prüfbericht – Mai", ["gut", "böse"]),
    "cp949": (["폭", "높이", "판정"], "검사표", ["양품", "불량품"]),
    "gb18030": (["宽度", "高度", "判定"], "检验表", ["合格", "不合格"]),
    "big5": (["寬度", "高度", "判定"], "檢驗表", ["合格", "不合格"]),
}

# name of the file, delimiter, decimal mark, end of lines, whether all cells are in quotation marks
dialects = {
    "comma": ("a.csv", ",", ".", "\n", False),
    "tab": ("a.tsv", "\t", ".", "\n", False),
    "semicolon": ("a.csv", ";", ",", "\r\n", False),
    "bar": ("a.csv", "|", ".", "\n", False),
    "blanks": ("a.txt", "  ", ".", "\n", False),
    "quoted": ("a.csv", ",", ".", "\r\n", True),
}
headers = ["words", "years", "none", "title and units"]
labels = {
    "words": lambda good, words: words[0] if good else words[1],
    "digits": lambda good, words: "1" if good else "0",
    "leading zeros": lambda good, words: "001" if good else "010",
    "quoted": lambda good, words: f'{words[0]}, "A" | B; C' if good else words[1],
    "letters": lambda good, words: "OK" if good else "NG",
}


def written(text, mark, every):
    if every or any(one in text for one in [",", ";", "|", '"', " ", "\t"]) and not text.replace(".", "").replace(",", "").replace("-", "").isdigit():
        return '"' + text.replace('"', '""') + '"'
    return text


def case(encoding, dialect, header, label):
    names, title, words = scripts[encoding]
    file, between, mark, end, every = dialects[dialect]
    if header == "years":
        names = ["2019", "2020", names[2]]
    lines = []
    if header == "title and units":
        lines.append(title.replace(" ", "") if dialect == "blanks" else title)
    if header != "none":
        lines.append(between.join(written(name, mark, every) for name in names))
    if header == "title and units":
        lines.append(between.join(written(unit, mark, every) for unit in ["mm", "kg", "-"]))
    for i, (w, h) in enumerate(numbers):
        cells = [repr(w).replace(".", mark), repr(h).replace(".", mark), labels[label](i % 3 > 0, words)]
        lines.append(between.join(written(cell, mark, every) for cell in cells))
    text = end.join(lines) + end
    if encoding == "utf-16-be-bom":
        codec, data = "utf-16", b"\xfe\xff" + text.encode("utf-16-be")
    else:
        codec, data = encoding, text.encode(encoding)
    title_rows = 1 if header == "title and units" else 0
    table = pd.read_csv(
        io.BytesIO(data),
        encoding=codec,
        sep=r"\s+" if dialect == "blanks" else between,
        decimal=mark,
        header=None if header == "none" else 0,
        names=["w", "h", "label"],
        skiprows=[0, 2] if title_rows else None,
        dtype={"label": str},
        keep_default_na=False,
    )
    return {
        "name": f"{encoding}, {dialect}, {header}, {label}",
        "file": file,
        "bytes": b64encode(data).decode(),
        "rows": len(table),
        "classes": dict(sorted(table.label.value_counts().items())),
        "cells": [float(table.w.iloc[0]).hex(), float(table.h.iloc[-1]).hex()],
    }


cases = [case(e, d, h, l) for e in scripts for d in dialects for h in headers for l in labels]
sys.stdout.buffer.write(gzip.compress(json.dumps(cases, ensure_ascii=False).encode(), 9, mtime=0))
