#!/usr/bin/python3
"""sin, cos and powers by mpmath (Debian's python3-mpmath) in 1300 digits of binary, rounded to the nearest double.

x goes through all magnitudes, and through the doubles and floats nearest to multiples of pi/2, where a remainder that is
not exact enough loses all its digits; 6381956970095103 * 2^797 is the double nearest to one of all.
Writes trigonometry.json: [x, sin x, cos x] in float64, the same for float32 numbers x, and [a, b, a^b].
"""
import json
import pathlib
import random
import struct

import mpmath

mpmath.mp.prec = 1300
random.seed(7)


def single(x):
    return struct.unpack("f", struct.pack("f", x))[0]


def angles(rounded, largest):
    multiples = [k for k in list(range(1, 40)) + [10**j + i for j in range(2, 7) for i in (0, 1, 7)] + [2**j for j in range(7, largest)]]
    near = [rounded(float(mpmath.pi / 2 * k)) for k in multiples]
    spread = [rounded(random.uniform(1, 2) * 2.0**j) for j in range(-30, largest)]
    return near + spread + [-x for x in spread[::7]]


def rows(xs):
    return [[x, float(mpmath.sin(mpmath.mpf(x))), float(mpmath.cos(mpmath.mpf(x)))] for x in xs]


worst = [6381956970095103 * 2.0**797, 1e22, 1.7976931348623157e308, 5e-324, 2.0**20 * 1.5707963267948966, 1647099.0, 1647099.5]
powers = [(random.uniform(0, 2) * 2.0 ** random.randint(-40, 40), random.uniform(-20, 20)) for _ in range(150)]
powers += [(1 + random.uniform(-1, 1) * 1e-5, random.uniform(-1, 1) * 3e7) for _ in range(50)]
powers += [(-random.uniform(0, 3), float(random.randint(-30, 30))) for _ in range(30)]
golden = {
    "float64": rows(worst + angles(float, 1020)),
    "float32": rows([single(x) for x in worst[1:2] + worst[-3:]] + angles(single, 126)),
    "pow": [[a, b, float(mpmath.power(mpmath.mpf(a), mpmath.mpf(b)))] for a, b in powers],
}
pathlib.Path(__file__).with_name("trigonometry.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
