"""The expert's Python: the same fit with SciPy, analytic gradient, centred, objective over delta squared.

Usage: scipy_fit.py RUNS.csv warm|bootstrap COUNT     prints seconds per fit and the last objective
       scipy_fit.py RUNS.csv process                  reads the table with pandas and fits once from nothing
       scipy_fit.py RUNS.csv bare-process             the same, reading the table with NumPy
"""
import sys
import time

import numpy as np
from scipy.optimize import minimize, nnls

DELTA = 1e-3
HOFFMANN = np.array([6.0073404, 6.0179186, 0.5267228, 0.33917084, 0.2849083])  # ln A, ln B, ln E, alpha, beta


def centred(N, D):
    x, y = np.log(N), np.log(D)
    return x - x.mean(), y - y.mean(), x.mean(), y.mean()


def objective(theta, x, y, log_loss):
    """Sum of Huber(r) / delta^2 and its gradient."""
    a, b, e, alpha, beta = theta
    t1, t2, t3 = np.exp(a - alpha * x), np.exp(b - beta * y), np.exp(e)
    total = t1 + t2 + t3
    r = (np.log(total) - log_loss) / DELTA
    psi = np.clip(r, -1.0, 1.0)
    value = np.dot(psi, r - 0.5 * psi)
    w = psi / (DELTA * total)
    p1, p2 = w * t1, w * t2
    return value, np.array([p1.sum(), p2.sum(), w.sum() * t3, -np.dot(p1, x), -np.dot(p2, y)])


def fit(start, x, y, log_loss):
    return minimize(objective, start, args=(x, y, log_loss), jac=True, method="L-BFGS-B",
                    options={"maxiter": 2000, "maxfun": 4000, "ftol": 1e-15, "gtol": 1e-9, "maxcor": 10})


def starts(x, y, loss):
    """Variable projection on the same 8 x 8 grid of exponents."""
    nodes = [0.05, 0.12, 0.2, 0.3, 0.42, 0.6, 0.95, 1.6]
    found = []
    one = np.ones(len(x))
    for alpha in nodes:
        for beta in nodes:
            columns = np.column_stack([np.exp(-alpha * x) / loss, np.exp(-beta * y) / loss, 1 / loss])
            terms, misfit = nnls(columns, one)
            found.append((misfit, [*np.log(np.maximum(terms, 1e-3 * loss.mean())), alpha, beta]))
    return [np.array(theta) for _, theta in sorted(found, key=lambda pair: pair[0])]


def main():
    path, mode = sys.argv[1:3]
    if mode == "process":
        import pandas as pd

        runs = pd.read_csv(path)
        N, D, loss = (runs[name].to_numpy() for name in ("N", "D", "loss"))
    else:
        N, D, loss = np.loadtxt(path, delimiter=",", skiprows=1, unpack=True)
    x, y, mean_x, mean_y = centred(N, D)
    log_loss = np.log(loss)
    if mode.endswith("process"):
        best = min((fit(start, x, y, log_loss) for start in starts(x, y, loss)[:3]), key=lambda m: m.fun)
        print(best.fun * DELTA**2, *best.x[3:])
        return
    start = HOFFMANN - np.array([HOFFMANN[3] * mean_x, HOFFMANN[4] * mean_y, 0, 0, 0])
    count = int(sys.argv[3])
    if mode == "warm":
        samples = [(x, y, log_loss)] * count
    else:
        start = fit(start, x, y, log_loss).x
        np.random.seed(42)
        rows = np.arange(len(x))
        picks = [np.random.choice(rows, len(x), replace=True) for _ in range(count)]
        samples = ((x[k], y[k], log_loss[k]) for k in picks)
    began = time.perf_counter()
    for sample in samples:
        found = fit(start, *sample)
    print((time.perf_counter() - began) / count, found.fun * DELTA**2)


if __name__ == "__main__":
    main()
