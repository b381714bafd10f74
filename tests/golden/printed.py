"""How NumPy prints arrays: writes printed.json beside itself.  python3 tests/golden/printed.py"""
import json
import os

import numpy as np

rng = np.random.RandomState(0)
nan, inf = float("nan"), float("inf")
cases = []


def case(name, a):
    data = a.ravel()
    numbers = [str(x) if a.dtype.kind == "f" and not np.isfinite(x) else x.item() for x in data]
    if a.dtype.kind == "f":
        numbers = [x if isinstance(x, str) else ("-0.0" if x == 0 and np.signbit(x) else x) for x in numbers]
    cases.append({"name": name, "shape": list(a.shape), "dtype": str(a.dtype), "numbers": numbers, "text": str(a)})


for dtype in ("float64", "float32"):
    f = lambda x: np.array(x, dtype)
    case("a matrix", f([[1, 2.5], [3, 0.004]]))
    case("whole numbers", f([1, -2, 300]))
    case("zeros", np.zeros((2, 3), dtype))
    case("a negative zero", f([0.0, -0.0, 1.5]))
    case("normals", f(rng.randn(4, 3)))
    case("normals that wrap", f(rng.randn(3, 20)))
    case("small normals", f(rng.randn(3, 4) * 0.01))
    case("far apart", f([1e-3, 1.5, 2000.25]))
    case("large", f([1e10, 1.5, -3]))
    case("tiny", f([1e-5, 3.25e-5]))
    case("beyond", f([1e-30, 1e30, -1e-7]))
    case("exponents of three digits", np.array([1e-300, 1e300]) if dtype == "float64" else f([1e-30, 1]))
    case("not finite", f([[1.5, nan], [-inf, inf]]))
    case("only not finite", f([nan, inf]))
    case("only negative infinity", f([nan, -inf]))
    case("not finite among powers", f([1e-9, nan, -inf]))
    case("halves of the last digit", f([0.001953125, 0.005859375, 1.001953125]))
    case("thirds", f([1 / 3, 2 / 3, 100 / 3]))
    case("three axes", f(np.arange(24).reshape(2, 3, 4)))
    case("four axes", f(rng.rand(2, 1, 2, 2)))
    case("summarised", f(rng.randn(60, 40)))
    case("summarised to one row", f(np.arange(1001)))
    case("summarised in three axes", f(np.arange(8 * 3 * 50).reshape(8, 3, 50)))
    case("a row of one", f([[7]]))
    case("nothing", np.zeros((0, 3), dtype))
    for x in (3.5, 0.1, 1, 1e-5, 1e16, 1e15, 123456.789, -0.0, nan, -inf, 1 / 3):
        case("a scalar", f(x))
case("int32", np.array([[1, -20], [300, 4]], "int32"))
case("int64", np.array([5, 6, 70]))
case("an int scalar", np.array(5))
case("uint8", np.array([0, 255], "uint8"))
case("bool", np.array([True, False]))
case("many ints", np.arange(1200))

with open(os.path.join(os.path.dirname(__file__), "printed.json"), "w") as file:
    json.dump(cases, file, indent=0, allow_nan=False)
