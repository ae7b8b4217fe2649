"""Ops of sequence models in float64: both forms of GELU with their slopes."""
import math

import numpy as np


erf = np.vectorize(math.erf)


def gelu():
    x = np.array([-3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 3.0])
    cdf = 0.5 * (1 + erf(x / math.sqrt(2)))
    root = math.sqrt(2 / math.pi)
    t = np.tanh(root * (x + 0.044715 * x**3))
    return {"x": x, "erf": x * cdf, "erf_slope": cdf + x * np.exp(-0.5 * x * x) / math.sqrt(2 * math.pi),
            "tanh": 0.5 * x * (1 + t),
            "tanh_slope": 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * root * (1 + 3 * 0.044715 * x * x)}


def cases():
    return {"gelu": gelu()}
