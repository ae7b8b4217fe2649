"""Reference values of tests/experiments/tst_statistics.cpp, by SciPy. `python3 comparison.py` prints them."""
import numpy as np
from scipy import stats

A = [34.20, 34.26, 34.19, 34.26, 34.18]
B = [34.80, 34.85, 34.79, 34.90, 34.76]
C = [28.46, 29.1, 27.9]
KL = [0.03, 2.08, 4.13, 6.37, 8.83]
RECONSTRUCTION = [34.84, 33.02, 30.89, 28.46, 26.41]


def summary(values):
    x = np.array(values)
    half = stats.t.ppf(0.975, len(x) - 1) * x.std(ddof=1) / np.sqrt(len(x))
    return [float(v) for v in (x.mean(), x.std(ddof=1), x.mean() - half, x.mean() + half)]


def test(result):
    interval = result.confidence_interval()
    return [float(v) for v in (result.statistic, result.df, result.pvalue, interval.low, interval.high)]


def hedges(a, b):
    x, y = np.array(a), np.array(b)
    pooled = np.sqrt(((len(x) - 1) * x.var(ddof=1) + (len(y) - 1) * y.var(ddof=1)) / (len(x) + len(y) - 2))
    return float((1 - 3 / (4 * (len(x) + len(y)) - 9)) * (x.mean() - y.mean()) / pooled)


def cases():
    line = stats.linregress(KL, RECONSTRUCTION)
    return {
        "summary": {"a": summary(A), "b": summary(B), "c": summary(C)},
        "welch": {"ab": test(stats.ttest_ind(A, B, equal_var=False)), "ca": test(stats.ttest_ind(C, A, equal_var=False))},
        "paired": {"ab": test(stats.ttest_rel(A, B))},
        "hedges": {"ab": hedges(A, B), "ca": hedges(C, A)},
        "line": [float(v) for v in (line.slope, line.intercept, line.rvalue)],
    }


if __name__ == "__main__":
    for name, values in cases().items():
        print(name, values)
