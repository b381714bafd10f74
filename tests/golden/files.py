"""Files written by pandas and NumPy for the readers' tests: /usr/bin/python3 tests/golden/files.py"""
import io, json, os
import numpy as np
import pandas as pd

here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "files")
os.makedirs(here, exist_ok=True)
at = lambda name: os.path.join(here, name)

rng = np.random.RandomState(7)
X = np.concatenate([rng.randn(12, 3), 10.0 ** rng.uniform(-300, 300, (4, 3)), [[0.1, -0.0, 5e-324], [1 / 3, 2**53, -1.7976931348623157e308]]])
y = rng.randint(0, 3, len(X))
names = np.array(["良品", "不良品", 'crack, "deep"\nlong'])[y]

frame = pd.DataFrame(X, columns=["width", "length, mm", "depth"])
frame["grade"] = names
frame.to_csv(at("pandas.csv"), index=False, float_format="%.17g")
frame.to_csv(at("pandas-crlf.csv"), index=False, lineterminator="\r\n", float_format="%.17g")
frame.to_csv(at("pandas-excel-ja.csv"), index=False, encoding="cp932", float_format="%.17g")
frame.to_csv(at("pandas-bom.csv"), index=False, encoding="utf-8-sig", float_format="%.17g")
frame.to_csv(at("pandas-utf16.csv"), index=False, encoding="utf-16", float_format="%.17g")
frame.to_csv(at("pandas.tsv"), index=False, sep="\t", float_format="%.17g")
frame.to_csv(at("pandas-semicolon.csv"), index=False, sep=";", float_format="%.17g")
frame.to_csv(at("pandas.csv.gz"), index=False, float_format="%.17g", compression={"method": "gzip", "mtime": 0})
pd.DataFrame(np.column_stack([X, y])).to_csv(at("pandas-numbered.csv"), index=False, float_format="%.17g")
np.savetxt(at("savetxt.csv"), np.column_stack([X, y]), delimiter=",", fmt="%.17g")
frame[:12].to_json(at("pandas.jsonl"), orient="records", lines=True, force_ascii=False, double_precision=15)

np.savez(at("Xy.npz"), X=X, y=y)
np.savez_compressed(at("keras.npz"), x_train=np.arange(2 * 3 * 4 * 2, dtype=np.uint8).reshape(4, 3, 4), y_train=np.array([3, 1, 3, 1], np.uint8),
                    x_test=np.arange(24, dtype=np.uint8).reshape(2, 3, 4), y_test=np.array([1, 3], np.uint8))
np.savez(at("fortran.npz"), X=np.asfortranarray(X[:12].astype(np.float32)), y=y[:12].astype(np.int32))
np.save(at("matrix.npy"), np.column_stack([X, y]))
json.dump({"X": [[v.hex() for v in row] for row in X.tolist()], "y": y.tolist(), "names": names.tolist()}, open(at("expected.json"), "w"), ensure_ascii=False)
