"""What SciPy says of the tails in tests/model/drift/tails.test.ts: /usr/bin/python3 tests/golden/drift.py"""

from scipy.stats import hypergeom, norm

for rows, marked, lot, found in [(1300, 130, 300, 60), (1300, 130, 300, 15), (60, 3, 30, 3), (51_000, 20, 50_000, 12)]:
    law = hypergeom(rows, marked, lot)
    print(rows, marked, lot, found, repr(min(1, 2 * min(law.cdf(found), law.sf(found - 1)))))
for x in [0, 1, 2.4, 2.6, 6, 30]:
    print(x, repr(norm.sf(x)))
