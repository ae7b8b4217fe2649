"""Ops of sequence models in float64: both forms of GELU with their slopes, conditional layer norm,
attention with a key size of its own and with talking heads, GRU, a conditional random field by enumeration,
multi-label softmax cross entropy."""
import itertools
import math

import numpy as np

from det import det


erf = np.vectorize(math.erf)


def gelu():
    x = np.array([-3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 3.0])
    cdf = 0.5 * (1 + erf(x / math.sqrt(2)))
    root = math.sqrt(2 / math.pi)
    t = np.tanh(root * (x + 0.044715 * x**3))
    return {"x": x, "erf": x * cdf, "erf_slope": cdf + x * np.exp(-0.5 * x * x) / math.sqrt(2 * math.pi),
            "tanh": 0.5 * x * (1 + t),
            "tanh_slope": 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * root * (1 + 3 * 0.044715 * x * x)}


def conditional_norm():
    x, c, eps = det(240, 2, 3, 4), det(241, 2, 5), 1e-12
    scale, shift, w_scale, w_shift = 1 + 0.1 * det(242, 4), 0.1 * det(243, 4), 0.3 * det(244, 5, 4), 0.3 * det(245, 5, 4)
    n = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + eps)
    return {"x": x, "condition": c, "scale": scale, "shift": shift, "w_scale": w_scale, "w_shift": w_shift,
            "y": n * (scale + c @ w_scale)[:, None] + (shift + c @ w_shift)[:, None]}


def softmax(s):
    e = np.exp(s - s.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def heads(x, count):
    return x.reshape(x.shape[0], x.shape[1], count, -1).transpose(0, 2, 1, 3)


def unheads(x):
    return x.transpose(0, 2, 1, 3).reshape(x.shape[0], x.shape[2], -1)


def key_size():
    """two heads, keys of 5 and values of 3 numbers, causal, the last key padded; gradients of sum(y g)"""
    t, c, h, dk, dv = 4, 6, 2, 5, 3
    x, g = det(200, 1, t, c), det(209, 1, t, c)
    wq, wk, wv, wo = (0.5 * det(201, c, h * dk), 0.5 * det(202, c, h * dk), 0.5 * det(203, c, h * dv),
                      0.5 * det(204, h * dv, c))
    bq, bk, bv, bo = 0.1 * det(205, h * dk), 0.1 * det(206, h * dk), 0.1 * det(207, h * dv), 0.1 * det(208, c)
    q, k, v = heads(x @ wq + bq, h), heads(x @ wk + bk, h), heads(x @ wv + bv, h)
    allowed = np.tril(np.ones((t, t), bool)) & np.array([True, True, True, False])
    p = softmax(np.where(allowed, q @ k.swapaxes(-1, -2) / math.sqrt(dk), -np.inf))
    o = p @ v
    do = heads(g @ wo.T, h)
    dp = do @ v.swapaxes(-1, -2)
    ds = p * (dp - (dp * p).sum(-1, keepdims=True)) / math.sqrt(dk)
    dq, dk_, dv_ = ds @ k, ds.swapaxes(-1, -2) @ q, p.swapaxes(-1, -2) @ do
    return {"x": x, "g": g, "wq": wq, "wk": wk, "wv": wv, "wo": wo, "bq": bq, "bk": bk, "bv": bv, "bo": bo,
            "y": unheads(o) @ wo + bo, "dwq": x[0].T @ unheads(dq)[0], "dwk": x[0].T @ unheads(dk_)[0],
            "dwv": x[0].T @ unheads(dv_)[0]}


def talking_heads():
    h, t, dk, dv = 2, 3, 2, 2
    q, k, v, g = det(220, 1, h, t, dk), det(221, 1, h, t, dk), det(222, 1, h, t, dv), det(223, 1, h, t, dv)
    before, after = np.array([[1.0, 0.5], [-0.25, 1.0]]), np.array([[0.75, 0.25], [0.1, 0.9]])
    raw = q @ k.swapaxes(-1, -2) / math.sqrt(dk)

    def forward(mask, mixes_after):
        p = softmax(np.where(mask, np.einsum("ij,bjts->bits", before, raw), -np.inf))
        return p, (np.einsum("ij,bjts->bits", after, p) if mixes_after else p) @ v

    full, causal = np.ones((t, t), bool), np.tril(np.ones((t, t), bool))
    p, y = forward(causal, True)
    dr = g @ v.swapaxes(-1, -2)
    dp = np.einsum("ij,bits->bjts", after, dr)
    ds = p * (dp - (dp * p).sum(-1, keepdims=True))
    dq = np.einsum("ij,bits->bjts", before, ds) / math.sqrt(dk) @ k
    return {"q": unheads(q), "k": unheads(k), "v": unheads(v), "g": unheads(g), "before": before, "after": after,
            "y_before_only": unheads(forward(full, False)[1]), "y_both": unheads(forward(full, True)[1]),
            "y_causal": unheads(y), "dbefore": np.einsum("bits,bjts->ij", ds, raw),
            "dafter": np.einsum("bits,bjts->ij", dr, p), "dq": unheads(dq)}


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def gru():
    """gate order r, z, n; h0 = 0; both places of the reset gate"""
    steps, hidden = 3, 2
    x, w, u = det(600, steps, 4), det(605, 4, 3 * hidden), det(606, hidden, 3 * hidden)
    b, c = 0.1 * det(607, 3 * hidden), 0.1 * det(608, 3 * hidden)
    after, before = [], []
    for resets_after, out in ((True, after), (False, before)):
        h = np.zeros(hidden)
        for t in range(steps):
            a = x[t] @ w + b
            s = h @ u + (c if resets_after else 0)
            r, z = sigmoid(a[:hidden] + s[:hidden]), sigmoid(a[hidden:2 * hidden] + s[hidden:2 * hidden])
            n = np.tanh(a[2 * hidden:] + (r * s[2 * hidden:] if resets_after else (r * h) @ u[:, 2 * hidden:]))
            h = (1 - z) * n + z * h
            out.append(h)
    return {"x": x, "w": w, "u": u, "b": b, "c": c, "after": np.array(after), "before": np.array(before)}


def crf():
    """gradients from all paths, one by one"""
    e, a, y, k = 2 * det(300, 4, 3), det(301, 3, 3), np.array([0, 2, 1, 1]), 3

    def score(path):
        return sum(e[t, j] for t, j in enumerate(path)) + sum(a[i, j] for i, j in zip(path, path[1:]))

    def log_z(n):
        return math.log(sum(math.exp(score(p)) for p in itertools.product(range(k), repeat=n)))

    z, de, da = log_z(4), np.zeros_like(e), np.zeros_like(a)
    for path in itertools.product(range(k), repeat=4):
        p = math.exp(score(path) - z)
        for t, j in enumerate(path):
            de[t, j] += p
        for i, j in zip(path, path[1:]):
            da[i, j] += p
    for t, j in enumerate(y):
        de[t, j] -= 1
    for i, j in zip(y, y[1:]):
        da[i, j] -= 1
    best = max(itertools.product(range(k), repeat=4), key=score)
    forced = max((p for p in itertools.product(range(k), repeat=4) if p[0] == 1), key=score)
    return {"emissions": e, "transitions": a, "labels": y, "log_z": z, "nll": z - score(y), "de": de, "da": da,
            "path": best, "score": score(best), "forced_path": forced, "forced_score": score(forced),
            "log_z_of_3": log_z(3), "nll_of_3": log_z(3) - score(y[:3])}


def multilabel():
    s, y = np.array([2.0, -1.0, 0.5, -3.0, 1.5]), np.array([1.0, 0.0, 1.0, 0.0, 0.0])
    soft = np.array([0.9, 0.1, 0.8, 0.0, 0.2])

    def sums(y):
        return 1 + ((1 - y) * np.exp(s)).sum(), 1 + (y * np.exp(-s)).sum()

    wrong, right = sums(y)
    return {"scores": s, "labels": y, "soft": soft, "loss": math.log(wrong * right),
            "grad": (1 - y) * np.exp(s) / wrong - y * np.exp(-s) / right,
            "soft_loss": math.log(np.prod(sums(soft))), "none_loss": math.log(np.prod(sums(0 * y))),
            "all_loss": math.log(np.prod(sums(0 * y + 1)))}


def cases():
    return {"gelu": gelu(), "conditional_norm": conditional_norm(), "key_size": key_size(),
            "talking_heads": talking_heads(), "gru": gru(), "crf": crf(), "multilabel": multilabel()}
