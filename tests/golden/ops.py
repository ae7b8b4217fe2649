"""Ops in float64 with their gradients: layer and batch norm, weighted softmax cross entropy, LSTM, k-NN entropy."""
import math

import numpy as np

from det import det


def normalise(x, eps, axis):
    scale = 1 / np.sqrt(x.var(axis, keepdims=True) + eps)
    return (x - x.mean(axis, keepdims=True)) * scale, scale


def normalise_grad(dy, y, scale, axis):
    return scale * (dy - dy.mean(axis, keepdims=True) - y * (dy * y).mean(axis, keepdims=True))


def layer_norm():
    x, gamma, beta, dy = det(700, 2, 6), 1 + 0.1 * det(701, 6), 0.1 * det(702, 6), det(703, 2, 6)
    n, scale = normalise(x, 1e-5, 1)
    return {"x": x, "gamma": gamma, "beta": beta, "dy": dy, "y": n * gamma + beta,
            "dx": normalise_grad(dy * gamma, n, scale, 1), "dgamma": (dy * n).sum(0), "dbeta": dy.sum(0)}


def batch_norm():
    x, dy = det(510, 5, 3), det(511, 5, 3)
    y, scale = normalise(x, 1e-3, 0)
    return {"x": x, "dy": dy, "y": y, "dx": normalise_grad(dy, y, scale, 0), "mean": x.mean(0), "variance": x.var(0)}


def cross_entropy():
    """mean over the rows of weight 1 of -log softmax(logits)[target]"""
    logits, targets, weights = 2 * det(704, 3, 5), np.array([4, 0, 2]), np.array([1.0, 0.0, 1.0])
    p = np.exp(logits - logits.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    loss = -(np.log(p[np.arange(3), targets]) * weights).sum() / weights.sum()
    onehot = np.eye(5)[targets]
    return {"logits": logits, "targets": targets, "weights": weights, "loss": loss,
            "grad": (p - onehot) * (weights / weights.sum())[:, None]}


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm():
    """gate order i, f, g, o; h0 = c0 = 0; gradients of sum(h * dh) by the chain rule, step by step"""
    steps, features, hidden = 3, 4, 2
    x, w, u = det(600, steps, features), det(601, features, 4 * hidden), det(602, hidden, 4 * hidden)
    b, dh_out = 0.1 * det(603, 4 * hidden), det(604, steps, hidden)
    h = c = np.zeros(hidden)
    tape, out = [], []
    for t in range(steps):
        z = x[t] @ w + h @ u + b
        i, f, o = sigmoid(z[:hidden]), sigmoid(z[hidden:2 * hidden]), sigmoid(z[3 * hidden:])
        g = np.tanh(z[2 * hidden:3 * hidden])
        after = f * c + i * g
        tape.append((h, c, i, f, g, o, after))
        h, c = o * np.tanh(after), after
        out.append(h)
    dw, du, db, dx = np.zeros_like(w), np.zeros_like(u), np.zeros_like(b), np.zeros_like(x)
    dh, dc = np.zeros(hidden), np.zeros(hidden)
    for t in reversed(range(steps)):
        before, c_before, i, f, g, o, after = tape[t]
        dh, squashed = dh + dh_out[t], np.tanh(after)
        dc = dc + dh * o * (1 - squashed**2)
        dz = np.concatenate([dc * g * i * (1 - i), dc * c_before * f * (1 - f), dc * i * (1 - g**2),
                             dh * squashed * o * (1 - o)])
        dw, du, db, dx[t] = dw + np.outer(x[t], dz), du + np.outer(before, dz), db + dz, w @ dz
        dh, dc = u @ dz, dc * f
    return {"x": x, "w": w, "u": u, "b": b, "dh": dh_out, "h": np.array(out), "c_last": c,
            "dx": dx, "dw": dw, "du": du, "db": db}


def neighbours():
    """Kozachenko-Leonenko entropy and its gradient with the neighbour indices held fixed"""
    z = det(500, 6, 2)
    n, d = z.shape
    distance = np.sqrt(((z[:, None] - z[None])**2).sum(-1))
    np.fill_diagonal(distance, np.inf)
    ball = 0.5 * d * math.log(math.pi) - math.lgamma(0.5 * d + 1)
    result = {"points": z}
    for k in (1, 2):
        j = np.argsort(distance, 1, kind="stable")[:, k - 1]
        eps = distance[np.arange(n), j]
        pull = d / n * (z - z[j]) / (eps**2)[:, None]
        grad = pull.copy()
        np.subtract.at(grad, j, pull)
        psi = sum(1.0 / m for m in range(k, n))  # psi(n) - psi(k)
        result["k%d" % k] = {"entropy": d / n * np.log(eps).sum() + ball + psi, "grad": grad}
    return result


def cases():
    return {"layer_norm": layer_norm(), "batch_norm": batch_norm(), "cross_entropy": cross_entropy(), "lstm": lstm(),
            "neighbours": neighbours()}
