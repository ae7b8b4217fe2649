"""Two tiny decoders by the names of our language models: GPT2-ML's block layout, and GPT-2 writing greedily over a cache."""
import math

import numpy as np

from det import det
from gpt2 import HEADS, LAYERS, POSITIONS, TARGETS, TOKENS, WIDTH, WORDS, attention, layer_norm
from gpt2 import logits as gpt2_logits, parameters as gpt2_parameters
import gpt2


def parameters():
    w = {"embedding/table": 0.5 * det(0, WORDS, WIDTH), "positions/table": 0.5 * det(1, POSITIONS, WIDTH),
         "embedding_norm/scale": 1 + 0.1 * det(2, WIDTH), "embedding_norm/shift": 0.1 * det(3, WIDTH)}
    for layer in range(LAYERS):
        seed, at = 210 + 20 * layer, "block%d/" % layer

        def linear(name, offset, inputs, outputs):
            w[at + name + "/weight"] = 0.3 * det(seed + offset, inputs, outputs)
            w[at + name + "/bias"] = 0.1 * det(seed + offset + 1, outputs)

        for i, name in enumerate(("query", "key", "value", "output")):
            linear("attention/" + name, 2 * i, WIDTH, WIDTH)
        for i, name in enumerate(("mlp_norm", "block_norm")):
            w[at + name + "/scale"] = 1 + 0.1 * det(seed + 8 + 2 * i, WIDTH)
            w[at + name + "/shift"] = 0.1 * det(seed + 9 + 2 * i, WIDTH)
        linear("wide", 12, WIDTH, 4 * WIDTH)
        linear("narrow", 14, 4 * WIDTH, WIDTH)
    return w


def gelu_erf(x):
    return 0.5 * x * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))


def logits(w):
    x = layer_norm(w["embedding/table"][TOKENS] + w["positions/table"][:TOKENS.shape[1]], w, "embedding_norm")
    for layer in range(LAYERS):
        at = "block%d/" % layer
        x = x + attention(x, w, at + "attention/")
        wide = gelu_erf(layer_norm(x, w, at + "mlp_norm") @ w[at + "wide/weight"] + w[at + "wide/bias"])
        x = layer_norm(x + wide @ w[at + "narrow/weight"] + w[at + "narrow/bias"], w, at + "block_norm")
    return x @ w["embedding/table"].T


def token_losses(scores):
    top = scores.max(-1, keepdims=True)
    log_sum = np.log(np.exp(scores - top).sum(-1)) + top[..., 0]
    return log_sum - np.take_along_axis(scores, TARGETS[..., None], -1)[..., 0]


def greedy(prompt, count):
    w, words = gpt2_parameters(), list(prompt)
    kept = gpt2.TOKENS
    for _ in range(count):
        gpt2.TOKENS = np.array([words])
        words.append(int(gpt2_logits(w)[0, -1].argmax()))
    gpt2.TOKENS = kept
    return words


def cases():
    w = parameters()
    counted = TARGETS != 0
    return {"parameters": {k.replace("/", "."): v for k, v in w.items()}, "tokens": TOKENS, "targets": TARGETS,
            "logits": logits(w), "token_losses": token_losses(logits(w)),
            "loss_without_padding": token_losses(logits(w))[counted].mean(),
            "gpt2_token_losses": token_losses(gpt2_logits(gpt2_parameters())), "gpt2_greedy": greedy([5, 2, 2], 5)}
