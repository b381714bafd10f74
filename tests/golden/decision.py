"""decision.json: SciPy's quantiles of Beta(k, n + 1 - k), by which a threshold's rate is said. Run: /usr/bin/python3 tests/golden/decision.py"""

import json
import pathlib

from scipy.stats import beta

CASES = [(1, 1), (1, 32), (2, 32), (5, 99), (1, 99), (17, 40), (40, 40), (1, 5000), (50, 4999), (600, 2000), (3, 100000)]
quantiles = [
    {"k": k, "n": n, "share": share, "quantile": beta.ppf(share, k, n + 1 - k)}
    for k, n in CASES
    for share in (0.025, 0.5, 0.975)
]
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(quantiles))
