"""Import this first: it pins the one thing in NumPy's random numbers that depends on the processor.

NumPy draws a legacy normal as x * sqrt(-2 log(r2) / r2), with the C library's log. glibc has two of them,
with and without fused multiply-add, and picks one by the processor it finds; about 65 in 10^6 normals then
differ in their last bit. kiso has one set of bits on every machine: those of the log without. The setting
below asks glibc for that one, whatever the processor. (Uniform draws and shuffles never call log.)
"""

import os
import sys

PORTABLE = "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2"

if os.environ.get("GLIBC_TUNABLES") != PORTABLE:
    # the setting is read when the process starts, so start again
    os.environ["GLIBC_TUNABLES"] = PORTABLE
    os.execv(sys.executable, [sys.executable, *sys.argv])
