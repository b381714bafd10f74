"""normals.json: NumPy's legacy normals and the log under them. Run: /usr/bin/python3 tests/golden/normals.py

NumPy draws a legacy normal as x * sqrt(-2 log(r2) / r2), with the C library's log. glibc has several and picks one
by the processor; those with and without fused multiply-add differ in the last bit now and then. x86-64 processors
have had it since 2013, so kiso gives the bits of that log. This script therefore refuses to run where NumPy uses
the other; how many normals tell the two apart stands in the file.

Bytes are little-endian float64. math.log is the C library's log, NumPy's own np.log is not.
"""

import base64
import ctypes
import hashlib
import json
import math
import os
import pathlib
import platform
import struct
import subprocess
import sys

import numpy as np

WITHOUT_FMA = "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2"
MILLION = 1_000_000


def without_fma():
    """a million normals of seed 0, from a process that is told to use the other log"""
    program = f"import sys, numpy as np; np.random.seed(0); sys.stdout.buffer.write(np.random.randn({MILLION}).tobytes())"
    environment = {**os.environ, "GLIBC_TUNABLES": WITHOUT_FMA}
    done = subprocess.run([sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, check=True)
    return np.frombuffer(done.stdout)


def sha256(a):
    return hashlib.sha256(np.ascontiguousarray(a, dtype="<f8").tobytes()).hexdigest()


def base64_of(a):
    return base64.b64encode(np.ascontiguousarray(a, dtype="<f8").tobytes()).decode()


def libm_log(x):
    return np.array([math.log(value) for value in x])


def log_table():
    """all figures of log in the C library: from ln 2's upper part on, 18 coefficients and 128 pairs"""
    libm = ctypes.CDLL("libm.so.6")._name
    maps = pathlib.Path("/proc/self/maps").read_text().split("\n")
    file = pathlib.Path(next(line.split()[-1] for line in maps if line.endswith(libm))).read_bytes()
    at = file.index(struct.pack("<3d", float.fromhex("0x1.62e42fefa3800p-1"), float.fromhex("0x1.ef35793c76730p-45"), -0.5000000000000001))
    return np.frombuffer(file, "<f8", 18 + 2 * 128, at)


np.random.seed(0)
differing = int(np.count_nonzero(np.random.randn(MILLION) != without_fma()))
if differing == 0:
    sys.exit("This machine's NumPy uses the log without fused multiply-add (old processor, or GLIBC_TUNABLES is set).")

millions = []
for seed in (0, 1, 42):
    np.random.seed(seed)
    z = np.random.randn(MILLION)
    after = np.random.random_sample()  # where the stream stands
    millions.append({"seed": seed, "sha256": sha256(z), "head": z[:4].tolist(), "after": after})

short = []
for seed in (0, 1, 2, 7, 42, 12345, 2**31 + 1, 2**32 - 1):
    np.random.seed(seed)
    short.append({"seed": seed, "base64": base64_of(np.random.randn(33))})

# odd and even counts, with everything else that spends the stream, in one row: a waiting normal outlives the others
np.random.seed(3)
rows = [
    ["randn", [1], np.random.randn(1)],
    ["uniform", [5], np.random.uniform(-2, 3, 5)],
    ["randn", [2, 3], np.random.randn(2, 3)],
    ["normal", [-1.5, 0.3, 7], np.random.normal(-1.5, 0.3, 7)],
    ["permutation", [20], np.random.permutation(20).astype(float)],
    ["randn", [0, 4], np.random.randn(0, 4)],
    ["randn", [2], np.random.randn(2)],
    ["normal", [10.0, 0.0, [2, 2]], np.random.normal(10.0, 0.0, (2, 2))],
    ["randn", [1001], np.random.randn(1001)],
    ["random_sample", [3], np.random.random_sample(3)],
    ["randn", [1], np.random.randn(1)],
]
mixed = [{"call": call, "args": args, "base64": base64_of(z)} for call, args, z in rows]

# the log on uniform numbers u, moved to where it matters; the same u come from the seed on the other side
u = np.random.RandomState(5).random_sample(200_000)
logs = {
    "u": libm_log(u),
    "1 - u/8": libm_log(1 - u / 8),
    "1 + u/8": libm_log(1 + u / 8),
    "u * 2**(k % 2000 - 1000)": libm_log(np.ldexp(u, np.arange(len(u)) % 2000 - 1000)),
}
powers = libm_log(np.ldexp(1.0, np.arange(-1074, 1024)))

golden = {
    "log": "with fused multiply-add",
    "numpy": np.__version__,
    "libc": " ".join(platform.libc_ver()),
    "differentWithout": differing,
    "millions": millions,
    "short": short,
    "mixed": mixed,
    "logs": {name: sha256(y) for name, y in logs.items()},
    "powersOfTwo": sha256(powers),
    "table": base64_of(log_table()),
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden, indent=1) + "\n")
print(f"{path.name}: {differing} of {MILLION} normals need the fused log, {path.stat().st_size} bytes")
