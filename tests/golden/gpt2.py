"""A tiny GPT-2 (two layers of 8, two heads, eleven words): logits, loss and the gradients of all its parameters."""
import math

import numpy as np

from det import det

WORDS, POSITIONS, WIDTH, HEADS, LAYERS, EPSILON = 11, 8, 8, 2, 2, 1e-5
TOKENS = np.array([[1, 5, 2, 9, 0, 3], [4, 4, 7, 10, 6, 8]])
TARGETS = np.array([[5, 2, 9, 0, 3, 7], [4, 7, 10, 6, 8, 1]])


def parameters():
    """by the names that a graph of our layers gives them; a query, key and value map are thirds of one matrix"""
    w = {"words/table": 0.5 * det(0, WORDS, WIDTH), "positions/table": 0.5 * det(1, POSITIONS, WIDTH)}

    def norm(name, seed):
        w[name + "/scale"], w[name + "/shift"] = 1 + 0.1 * det(seed, WIDTH), 0.1 * det(seed + 1, WIDTH)

    def linear(name, seed, inputs, outputs):
        w[name + "/weight"], w[name + "/bias"] = 0.3 * det(seed, inputs, outputs), 0.1 * det(seed + 1, outputs)

    for layer in range(LAYERS):
        seed, at = 10 + 20 * layer, "block%d/" % layer
        norm(at + "attention_norm", seed)
        matrix, bias = 0.3 * det(seed + 2, WIDTH, 3 * WIDTH), 0.1 * det(seed + 3, 3 * WIDTH)
        for third, name in enumerate(("query", "key", "value")):
            part = slice(third * WIDTH, (third + 1) * WIDTH)
            w[at + "attention/" + name + "/weight"] = matrix[:, part].copy()
            w[at + "attention/" + name + "/bias"] = bias[part].copy()
        linear(at + "attention/output", seed + 4, WIDTH, WIDTH)
        norm(at + "mlp_norm", seed + 6)
        linear(at + "wide", seed + 8, WIDTH, 4 * WIDTH)
        linear(at + "narrow", seed + 10, 4 * WIDTH, WIDTH)
    norm("norm", 100)
    return w


def layer_norm(x, w, name):
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean)**2).mean(-1, keepdims=True)
    return (x - mean) / np.sqrt(variance + EPSILON) * w[name + "/scale"] + w[name + "/shift"]


def attention(x, w, at):
    def heads(name):
        y = x @ w[at + name + "/weight"] + w[at + name + "/bias"]
        return y.reshape(*y.shape[:2], HEADS, -1).transpose(0, 2, 1, 3)

    query, key, value = heads("query"), heads("key"), heads("value")
    scores = query @ key.swapaxes(-1, -2) / math.sqrt(WIDTH // HEADS)
    steps = x.shape[1]
    scores = np.where(np.arange(steps)[None, :] <= np.arange(steps)[:, None], scores, -np.inf)
    p = np.exp(scores - scores.max(-1, keepdims=True))
    y = (p / p.sum(-1, keepdims=True)) @ value
    return y.transpose(0, 2, 1, 3).reshape(x.shape) @ w[at + "output/weight"] + w[at + "output/bias"]


def gelu(x):
    return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def logits(w):
    x = w["words/table"][TOKENS] + w["positions/table"][:TOKENS.shape[1]]
    for layer in range(LAYERS):
        at = "block%d/" % layer
        x = x + attention(layer_norm(x, w, at + "attention_norm"), w, at + "attention/")
        wide = gelu(layer_norm(x, w, at + "mlp_norm") @ w[at + "wide/weight"] + w[at + "wide/bias"])
        x = x + wide @ w[at + "narrow/weight"] + w[at + "narrow/bias"]
    return layer_norm(x, w, "norm") @ w["words/table"].T


def loss(w):
    scores = logits(w)
    top = scores.max(-1, keepdims=True)
    log_sum = np.log(np.exp(scores - top).sum(-1)) + top[..., 0]
    return (log_sum - np.take_along_axis(scores, TARGETS[..., None], -1)[..., 0]).mean()


def gradient(w, name, step=1e-3):
    """central differences of fourth order, so that about ten digits remain"""
    flat, result = w[name].reshape(-1), np.zeros(w[name].size)
    for i, old in enumerate(flat.copy()):
        values = []
        for shift in (-2, -1, 1, 2):
            flat[i] = old + shift * step
            values.append(loss(w))
        flat[i] = old
        result[i] = (values[0] - 8 * values[1] + 8 * values[2] - values[3]) / (12 * step)
    return result.reshape(w[name].shape)


def cases():
    w = parameters()
    return {"parameters": {k.replace("/", "."): v for k, v in w.items()}, "tokens": TOKENS, "targets": TARGETS,
            "logits": logits(w), "loss": loss(w),
            "gradients": {k.replace("/", "."): gradient(w, k) for k in w}}
