"""A user's law in SciPy: least_squares on ln loss with the analytic Jacobian, centred logarithms.

Usage: scipy_least_squares.py RUNS.csv warm|bootstrap COUNT    prints seconds per fit and the last sum of squares

L(N, D) = E + A/N^alpha + B/D^beta; theta = ln A, ln B, ln E at the means of ln N and ln D, alpha, beta.
"""
import sys
import time

import numpy as np
from scipy.optimize import least_squares

START = {"A": 406.4, "B": 410.7, "E": 1.69, "alpha": 0.34, "beta": 0.28}


def terms(theta, x, y):
    a, b, e, alpha, beta = theta
    return np.exp(a - alpha * x), np.exp(b - beta * y), np.exp(e)


def residuals(theta, x, y, log_loss):
    t1, t2, t3 = terms(theta, x, y)
    return np.log(t1 + t2 + t3) - log_loss


def jacobian(theta, x, y, log_loss):
    t1, t2, t3 = terms(theta, x, y)
    total = t1 + t2 + t3
    p1, p2 = t1 / total, t2 / total
    return np.column_stack([p1, p2, t3 / total, -p1 * x, -p2 * y])


def fit(start, *data):
    """MINPACK's Levenberg-Marquardt: of the three methods the fastest here."""
    return least_squares(residuals, start, jac=jacobian, args=data, method="lm", ftol=1e-14, xtol=1e-12, gtol=1e-12)


def main():
    path, mode, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    N, D, loss = np.loadtxt(path, delimiter=",", skiprows=1, unpack=True)
    x, y = np.log(N), np.log(D)
    mean_x, mean_y = x.mean(), y.mean()
    x, y, log_loss = x - mean_x, y - mean_y, np.log(loss)
    alpha, beta = START["alpha"], START["beta"]
    start = [np.log(START["A"]) - alpha * mean_x, np.log(START["B"]) - beta * mean_y, np.log(START["E"]), alpha, beta]
    if mode == "warm":
        samples = [(x, y, log_loss)] * count
    else:
        start = fit(start, x, y, log_loss).x
        draws = np.random.default_rng(1)
        picks = [draws.integers(0, len(x), len(x)) for _ in range(count)]
        samples = ((x[k], y[k], log_loss[k]) for k in picks)
    began = time.perf_counter()
    for sample in samples:
        found = fit(start, *sample)
    print((time.perf_counter() - began) / count, 2 * found.cost)


if __name__ == "__main__":
    main()
