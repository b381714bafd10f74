"""Archives that NumPy wrote, of words, dates, objects and parts: python3 tests/golden/npz.py"""

from pathlib import Path

import numpy as np

folder = Path(__file__).parent / "npz"
folder.mkdir(exist_ok=True)
X = np.array([[0.5, 1.25], [1.5, -2], [2.5, 3], [3.5, 4]])
words = np.array(["良品", "OK", "良品", "不良😀"])
codes = np.array([0, 1, 0, 1])


def save(name, **arrays):
    np.savez(folder / f"{name}.npz", **arrays)


save("words", X=X, y=words)
np.savez_compressed(folder / "packed.npz", X=X, y=words)
save("big-endian", X=X, y=words.astype(">U4"))
save("bytes", X=X, y=np.char.encode(words, "utf-8"))
save("cp932", X=X, y=np.char.encode(np.array(["良品", "OK", "良品", "不良"]), "cp932"))
save("column", X=X, y=words.reshape(4, 1))
save("objects", X=X, y=words.astype(object))
save("alone", X=X)
save("parts", x_train=X, y_train=words, x_test=X[:2], y_test=words[:2], ids_train=np.arange(4))
save("more", data=X, target=codes, feature_names=np.array(["a", "b"]))
save("columns", a=X[:, 0], day=np.arange(4).astype("M8[D]"), label=words)
