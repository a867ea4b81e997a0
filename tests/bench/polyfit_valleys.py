"""Approach 2 in NumPy: a wild bootstrap of the same runs with polyfit per budget and draw.

It does less than ours, which also moves the law and the bias in every draw.

Usage: polyfit_valleys.py RUNS.csv DRAWS     prints seconds per draw and the standard deviation of a
"""
import sys
import time

import numpy as np

table = np.genfromtxt(sys.argv[1], delimiter=",", names=True)
draws = int(sys.argv[2])
order = np.lexsort((table["N"], table["C"]))
x, y, C = np.log(table["N"][order]), table["loss"][order], table["C"][order]
valleys = []
for budget in np.unique(C):
    rows = C == budget
    design = np.vander(x[rows] - x[rows].mean(), 3)
    pull = np.einsum("ij,ji->i", design, np.linalg.pinv(design))
    fitted = np.polyval(np.polyfit(x[rows], y[rows], 2), x[rows])
    valleys.append((budget, x[rows], fitted, (y[rows] - fitted) / (1 - pull)))
log_c = np.log([budget for budget, *_ in valleys])

generator = np.random.default_rng(1)
began = time.perf_counter()
exponents = []
for _ in range(draws):
    best = []
    for _, sizes, fitted, left in valleys:
        signs = generator.integers(0, 2, len(sizes)) * 2 - 1
        curvature, slope, _ = np.polyfit(sizes, fitted + signs * left, 2)
        best.append(-slope / (2 * curvature))
    exponents.append(np.polyfit(log_c, best, 1)[0])
    np.polyfit(log_c, log_c - np.log(6) - np.array(best), 1)  # D*, as C = 6ND
print((time.perf_counter() - began) / draws, np.std(exponents))
