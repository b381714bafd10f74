#!/usr/bin/python3
"""erf by Python's math module (the C library's), at points on every branch of Cody's approximations. Writes erf.json."""
import json
import math
import pathlib

points = [0.0, 1e-300, 1e-8, 0.46875, math.nextafter(0.46875, 1), 4.0, math.nextafter(4.0, 5), 5.9, 6.1, 30.0]
points += [i / 37 for i in range(1, 260)]
pairs = [[s * x, math.erf(s * x)] for x in points for s in (1, -1)]
pathlib.Path(__file__).with_name("erf.json").write_text(json.dumps(pairs, separators=(",", ":")) + "\n")
