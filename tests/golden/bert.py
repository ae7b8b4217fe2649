"""A tiny BERT by the neutral names of checkpoints: vectors of texts, and how likely each hidden word is."""
import numpy as np

from det import det
from gpt2_ml import gelu_erf

LAYERS, WIDTH, HEADS, WORDS, POSITIONS, EPSILON = 2, 8, 2, 11, 8, 1e-12
CLS, SEP, MASK = 2, 3, 4
TEXTS = [[5, 7, 10, 6], [9]]


def parameters():
    w = {"embedding.words": 0.5 * det(0, WORDS, WIDTH), "embedding.positions": 0.5 * det(1, POSITIONS, WIDTH),
         "embedding.segments": 0.5 * det(2, 2, WIDTH)}

    def norm(name, seed):
        w[name + ".scale"] = 1 + 0.1 * det(seed, WIDTH)
        w[name + ".shift"] = 0.1 * det(seed + 1, WIDTH)

    def linear(name, seed, inputs, outputs):
        w[name + ".weight"] = 0.3 * det(seed, inputs, outputs)
        w[name + ".bias"] = 0.1 * det(seed + 1, outputs)

    norm("embedding.norm", 3)
    for layer in range(LAYERS):
        seed, at = 310 + 20 * layer, "block%02d." % layer
        for i, name in enumerate(("query", "key", "value", "output")):
            linear(at + "attention." + name, seed + 2 * i, WIDTH, WIDTH)
        norm(at + "norm0", seed + 8)
        linear(at + "feed.in", seed + 10, WIDTH, 4 * WIDTH)
        linear(at + "feed.out", seed + 12, 4 * WIDTH, WIDTH)
        norm(at + "norm1", seed + 14)
    linear("pooler", 400, WIDTH, WIDTH)
    linear("pooler.next", 402, WIDTH, 2)
    linear("masked", 404, WIDTH, WIDTH)
    norm("masked.norm", 406)
    w["output.bias"] = 0.1 * det(408, WORDS)
    return w


def layer_norm(x, w, name):
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt((centred ** 2).mean(-1, keepdims=True) + EPSILON) * w[name + ".scale"] + w[name + ".shift"]


def attention(x, w, at):
    size, out = WIDTH // HEADS, []
    q, k, v = (x @ w[at + n + ".weight"] + w[at + n + ".bias"] for n in ("query", "key", "value"))
    for head in range(HEADS):
        part = slice(head * size, (head + 1) * size)
        scores = q[:, part] @ k[:, part].T / np.sqrt(size)
        weights = np.exp(scores - scores.max(-1, keepdims=True))
        out.append(weights / weights.sum(-1, keepdims=True) @ v[:, part])
    return np.concatenate(out, -1) @ w[at + "output.weight"] + w[at + "output.bias"]


def states(words, w):
    x = w["embedding.words"][words] + w["embedding.positions"][:len(words)] + w["embedding.segments"][0]
    x = layer_norm(x, w, "embedding.norm")
    for layer in range(LAYERS):
        at = "block%02d." % layer
        x = layer_norm(x + attention(x, w, at + "attention."), w, at + "norm0")
        wide = gelu_erf(x @ w[at + "feed.in.weight"] + w[at + "feed.in.bias"])
        x = layer_norm(x + wide @ w[at + "feed.out.weight"] + w[at + "feed.out.bias"], w, at + "norm1")
    return x


def guess(words, place, w):
    """ln p of the word at `place`, hidden by [MASK]"""
    hidden = list(words)
    hidden[place] = MASK
    x = states(hidden, w)[place]
    x = layer_norm(gelu_erf(x @ w["masked.weight"] + w["masked.bias"]), w, "masked.norm")
    scores = x @ w["embedding.words"].T + w["output.bias"]
    return scores[words[place]] - scores.max() - np.log(np.exp(scores - scores.max()).sum())


def cases():
    w = parameters()
    framed = [[CLS] + t + [SEP] for t in TEXTS]
    return {"parameters": w, "mean": [states(t, w).mean(0) for t in framed], "first": [states(t, w)[0] for t in framed],
            "guesses": [guess(framed[0], i, w) for i in range(1, len(framed[0]) - 1)]}
