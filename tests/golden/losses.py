"""Losses of extraction models, with gradients: half pointers with a power of the sigmoid, a span of a masked text."""
import numpy as np

from det import det


def power_bce(s, y, mask, n):
    """-log of the Bernoulli with p = sigmoid(s)^n within [1e-7, 1 - 1e-7]; mean over the last axis, sums over those
    between it and the tokens, mean over the unmasked tokens"""
    p = np.clip((1 / (1 + np.exp(-s)))**n, 1e-7, 1 - 1e-7)
    b = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean(-1)
    return (b.reshape(len(mask), -1).sum(-1) * mask).sum() / mask.sum()


def power_bce_gradient(s, y, mask, n):
    sigmoid = 1 / (1 + np.exp(-s))
    p = sigmoid**n
    per_number = (p - y) / (p * (1 - p)) * n * p * (1 - sigmoid) / s.shape[-1]
    return per_number * mask.reshape((-1,) + (1,) * (s.ndim - 1)) / mask.sum()


def cases():
    mask = np.array([1.0, 1, 1, 0])
    subject, subject_labels = det(330, 4, 2), np.array([[1.0, 0], [0, 0], [0, 1], [0, 0]])
    objects, object_labels = det(331, 4, 3, 2), np.zeros((4, 3, 2))
    object_labels[1, 2, 0] = object_labels[2, 2, 1] = 1
    z = 3 * det(320, 6, 2)  # columns: logits of start and end
    masked = np.where(np.array([1, 1, 1, 1, 1, 0])[:, None] == 1, z, -1e12)
    p = np.exp(masked - masked.max(0))
    p /= p.sum(0)
    return {"mask": mask,
            "subject": {"logits": subject, "labels": subject_labels, "loss": power_bce(subject, subject_labels, mask, 2),
                        "gradient": power_bce_gradient(subject, subject_labels, mask, 2)},
            "object": {"logits": objects, "labels": object_labels, "loss": power_bce(objects, object_labels, mask, 4),
                       "gradient": power_bce_gradient(objects, object_labels, mask, 4)},
            "span": {"logits": z, "masked": masked, "loss": -(np.log(p[1, 0]) + np.log(p[3, 1])) / 2}}
