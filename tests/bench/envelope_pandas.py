"""The envelope of a large table of training curves with pandas: the columns that are needed, and no others.

Usage: envelope_pandas.py CURVES.csv SIZES.csv     prints its bins, the sum of the losses and the peak memory in bytes
"""
import resource
import sys

import numpy as np
import pandas as pd

curves = pd.read_csv(sys.argv[1], usecols=["run", "tokens", "loss"])
sizes = pd.read_csv(sys.argv[2]).set_index("run")["N"]
C = 6.0 * curves["run"].map(sizes).to_numpy() * curves["tokens"].to_numpy()
bins = np.floor(50 * np.log10(C)).astype(np.int32)
best = curves.loc[curves["loss"].groupby(bins).idxmin()]
print(len(best), f"{best['loss'].sum():.6f}", 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
