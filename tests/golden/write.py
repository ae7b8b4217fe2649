"""Recompute the cases of the named modules and write MODULE.json beside each (floats at 10 significant digits).

    python3 tests/golden/write.py optim safetensors
"""
import importlib
import json
import os
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


def plain(x):
    if isinstance(x, dict):
        return {str(k): plain(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)):
        return [plain(v) for v in x]
    if isinstance(x, np.ndarray):
        return plain(x.tolist())
    if isinstance(x, (bool, np.bool_)):
        return bool(x)
    if isinstance(x, (int, np.integer)):
        return int(x)
    if isinstance(x, (float, np.floating)):
        return float("%.10g" % x)
    return x


if __name__ == "__main__":
    for name in sys.argv[1:]:
        with open(os.path.join(HERE, name + ".json"), "w", encoding="utf-8") as f:
            json.dump(plain(importlib.import_module(name).cases()), f, ensure_ascii=False, indent=1)
            f.write("\n")
