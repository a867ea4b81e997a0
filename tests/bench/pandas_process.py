"""Read a table, fit, draw one chart: what a Python user's script starts up for."""
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd

from scipy_fit import centred, fit, starts
import numpy as np

runs = pd.read_csv(sys.argv[1])
N, D, loss = (runs[name].to_numpy() for name in ("N", "D", "loss"))
x, y, _, _ = centred(N, D)
best = min((fit(start, x, y, np.log(loss)) for start in starts(x, y, loss)[:3]), key=lambda m: m.fun)
figure, axes = plt.subplots()
points = axes.scatter(6 * N * D, loss, c=np.log10(N))
axes.set(xscale="log", yscale="log", xlabel="Compute C (FLOP)", ylabel="Loss (nats/token)")
figure.colorbar(points, label="log10 N")
figure.savefig(sys.argv[2], format="svg")
print(best.fun * 1e-6)
