"""Latents and metrics of codes: Su's split with its KL, batch norm's running statistics, k-NN entropy, Frechet, PRDC."""
import math

import numpy as np

from det import det


def normalise(x, eps):
    return (x - x.mean(0)) / np.sqrt(x.var(0) + eps)


def split():
    """bn-split on given heads: gamma_mu^2 + gamma_sigma^2 = 1, KL of N(mu, sigma^2) against N(0, 1) per element"""
    features, theta, tau = det(520, 6, 3), np.array([0.0, 1.0, -2.0]), 0.5
    w_mean, w_deviation = det(521, 3, 3), det(522, 3, 3)
    s = 1 / (1 + np.exp(-theta))
    g_mean, g_deviation = np.sqrt(tau + (1 - tau) * s), np.sqrt((1 - tau) * (1 - s))
    mean = normalise(features @ w_mean, 1e-8) * g_mean
    deviation = normalise(features @ w_deviation, 1e-8) * g_deviation
    kl = 0.5 * (mean**2 + deviation**2 - np.log(deviation**2) - 1)
    return {"features": features, "w_mean": w_mean, "w_deviation": w_deviation, "theta": theta, "kl": kl}


def running():
    """PyTorch's rule over three batches: momentum 0.1, unbiased variance; then the evaluation of one row"""
    batches, mean, variance = [det(530 + i, 5, 2) for i in range(3)], np.zeros(2), np.ones(2)
    for x in batches:
        mean = 0.9 * mean + 0.1 * x.mean(0)
        variance = 0.9 * variance + 0.1 * x.var(0, ddof=1)
    row = det(540, 1, 2)
    return {"batches": batches, "mean": mean, "variance": variance, "row": row,
            "evaluated": 0.6 * (row - mean) / np.sqrt(variance + 1e-8) + 0.25}


def digamma(n):
    return -0.5772156649015329 + sum(1.0 / m for m in range(1, n))


def neighbours():
    z = det(550, 12, 3)
    n, d = z.shape
    distance = np.sqrt(((z[:, None] - z[None])**2).sum(-1))
    np.fill_diagonal(distance, np.inf)
    ball = 0.5 * d * math.log(math.pi) - math.lgamma(0.5 * d + 1)
    entropy = [d / n * np.log(np.sort(distance, 1)[:, k - 1]).sum() + ball + digamma(n) - digamma(k) for k in (1, 2, 3)]
    return {"points": z, "entropy": entropy}


def root(a):
    values, vectors = np.linalg.eigh(a)
    return (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T


def samples():
    real, fake, k = det(560, 20, 4), 0.8 * det(561, 15, 4) + 0.1, 3
    s1, s2 = np.cov(real.T), np.cov(fake.T)
    r = root(s1)
    frechet = ((real.mean(0) - fake.mean(0))**2).sum() + np.trace(s1 + s2 - 2 * root(r @ s2 @ r))

    def radii(x):
        return np.sort(np.sqrt(((x[:, None] - x[None])**2).sum(-1)), 1)[:, k]

    between = np.sqrt(((real[:, None] - fake[None])**2).sum(-1))
    in_real, in_fake = between < radii(real)[:, None], between < radii(fake)[None]
    prdc = [in_real.any(0).mean(), in_fake.any(1).mean(), in_real.sum() / (k * len(fake)), in_real.any(1).mean()]
    return {"real": real, "fake": fake, "frechet": frechet, "prdc": prdc}


def cases():
    return {"split": split(), "running": running(), "neighbours": neighbours(), "samples": samples()}
