"""Optimizer steps on fixed gradients (Adam, AdamW, SGD with momentum, clipping) and learning-rate schedules."""
import math

import numpy as np

T0 = np.array([[0.1, -0.2, 0.3], [0.4, -0.5, 0.6]])
G = [np.array([[1.0, 2, 3], [4, 5, 6]]) / 100, np.array([[-1.0, 1, 0.5], [2, -2, 1]]) / 100,
     np.array([[0.5, 0, -0.5], [1, 1, -1]]) / 100]


def adam(theta, grads, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8, wd=0.0):
    th, m, v, out = theta.copy(), 0.0, 0.0, []
    for t, g in enumerate(grads, 1):
        m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
        mh, vh = m / (1 - b1**t), v / (1 - b2**t)
        u = mh / (np.sqrt(vh) + eps) + wd * th
        th = th - lr * u
        out.append(th.copy())
    return out


def lamb(theta, grads, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8, wd=0.01):
    th, m, v, out = theta.copy(), 0.0, 0.0, []
    for t, g in enumerate(grads, 1):
        m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
        u = m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps) + wd * th
        th = th - lr * np.linalg.norm(th) / np.linalg.norm(u) * u
        out.append(th.copy())
    return out


def adafactor(theta, grads, lr=None, beta1=0.0, eps1=1e-30, eps2=1e-3, threshold=1.0, factored=True):
    """theta after each step; lr None: min(1e-2, 1/sqrt t)"""
    th, r, c, v, m, out = theta.copy(), 0.0, 0.0, 0.0, 0.0, []
    for t, g in enumerate(grads, 1):
        b2, s = 1 - t**-0.8, g * g + eps1
        if factored:
            r = b2 * r + (1 - b2) * s.mean(1, keepdims=True)
            c = b2 * c + (1 - b2) * s.mean(0, keepdims=True)
            u = g / np.sqrt(r * c / r.mean())
        else:
            v = b2 * v + (1 - b2) * s
            u = g / np.sqrt(v)
        u = u / max(1.0, np.sqrt((u * u).mean()) / threshold)
        if beta1:
            m = beta1 * m + (1 - beta1) * u
            u = m
        rate = min(1e-2, t**-0.5) if lr is None else lr
        th = th - rate * max(eps2, np.sqrt((th * th).mean())) * u
        out.append(th.copy())
    return out


def sgd(theta, grads, lr=0.1, momentum=0.9, wd=0.01):
    th, m, out = theta.copy(), 0.0, []
    for g in grads:
        m = momentum * m + g + wd * th
        th = th - lr * m
        out.append(th.copy())
    return out


def piecewise(t, schedule):
    """schedule {step: factor}; starts from (0, 0) unless step 0 is given; constant after the last point"""
    pts = sorted(schedule.items())
    if pts[0][0] != 0:
        pts = [(0, 0.0)] + pts
    for (a, x), (b, y) in zip(pts, pts[1:]):
        if t < b:
            return x + (y - x) * (t - a) / (b - a)
    return pts[-1][1]


def cosine(t, warmup, total, final):
    """factor: linear warm-up from 1/warmup, then half a cosine down to final at total, constant after it"""
    if t < warmup:
        return (t + 1) / warmup
    done = min(1.0, (t - warmup) / (total - warmup))
    return final + (1 - final) * (1 + math.cos(math.pi * done)) / 2


def step_decay(t, every, factor):
    return factor ** (t // every)


def average(thetas, decay):
    """moving average that begins as the parameters before the first update"""
    mean, out = T0.copy(), []
    for th in thetas:
        mean = decay * mean + (1 - decay) * th
        out.append(mean.copy())
    return out


def lookahead(grads, steps, every, weight, lr=1.0):
    """over plain SGD, taking the gradients in turn"""
    slow, fast = T0.copy(), T0.copy()
    for i in range(steps):
        fast = fast - lr * grads[i % len(grads)]
        if (i + 1) % every == 0:
            slow = slow + weight * (fast - slow)
            fast = slow.copy()
    return fast


def cases():
    return {"theta0": T0, "grads": G, "adam": adam(T0, G), "adam_eps0.01": adam(T0, G, eps=0.01),
            "adamw_wd0.01": adam(T0, G, wd=0.01), "lamb_wd0.01": lamb(T0, G),
            "adafactor_relative": adafactor(T0, G), "adafactor_lr1e-3": adafactor(T0, G, lr=1e-3),
            "adafactor_lr1e-3_beta1_0.9": adafactor(T0, G, lr=1e-3, beta1=0.9),
            "adafactor_lr1e-3_whole": adafactor(T0, G, lr=1e-3, factored=False),
            "adafactor_clip_active_lr1e-3": adafactor(T0, [G[0], 10 * G[1], G[2]], lr=1e-3),
            "average0.9_of_adamw_wd0.01": average(adam(T0, G, wd=0.01), 0.9),
            "lookahead_sgd_lr1_k2_a0.5_4steps": lookahead(G, 4, 2, 0.5),
            "adam_of_mean_gradient": adam(T0, [(G[0] + G[1] + G[2]) / 3]),
            "sgd_lr0.1_momentum0.9_wd0.01": sgd(T0, G),
            "global_norm_clip_1.0_of_100x_g0": (100 * G[0]) * min(1.0, 1.0 / np.linalg.norm(100 * G[0])),
            "piecewise_1000:1_2000:0.1": {str(t): piecewise(t, {1000: 1, 2000: 0.1}) for t in (0, 500, 1000, 1500, 2000, 5000)},
            "cosine_warmup100_total1000_final0.1": {str(t): cosine(t, 100, 1000, 0.1) for t in (0, 49, 99, 100, 325, 550, 1000, 2000)},
            "step_decay_every300_factor0.5": {str(t): step_decay(t, 300, 0.5) for t in (0, 299, 300, 899, 900)}}
