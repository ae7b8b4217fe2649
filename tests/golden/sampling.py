"""Filters of logits, both rules of top-p, draws by inverse cumulative sums, banned n-grams, a beam search."""
import numpy as np

LOGITS = np.array([2.0, 1.0, 0.5, 0.0, -1.0, -2.0])
# A language of three words and an end, 3, in which the next word depends on the last alone.
FIRST = np.array([0.5, 0.4, 0.1, 0.0])
NEXT = np.array([[0.30, 0.30, 0.25, 0.15], [0.05, 0.05, 0.05, 0.85], [0.25, 0.25, 0.25, 0.25], [0, 0, 0, 1.0]])


def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum()


def ranking(p):
    return sorted(range(len(p)), key=lambda i: (-p[i], i))


def only(p, kept):
    q = np.array([v if i in kept else 0.0 for i, v in enumerate(p)])
    return q / q.sum()


def top_k(p, k):
    return only(p, ranking(p)[:k])


def top_p(p, share, keeps_crossing):
    order, kept, total = ranking(p), [], 0.0
    for i in order:
        if kept and (total >= share if keeps_crossing else total + p[i] > share):
            break
        kept.append(i)
        total += p[i]
    return only(p, kept)


def draw(p, u):
    total = 0.0
    for i in ranking(p):
        total += p[i]
        if total > u:
            return i
    return ranking(p)[-1]


def shrinking_beam(width, longest):
    beams = [((), 0.0)]
    for _ in range(longest):
        with np.errstate(divide="ignore"):
            more = [(ids + (t,), s + np.log(p[t])) for ids, s in beams for p in [NEXT[ids[-1]] if ids else FIRST]
                    for t in range(4)]
        more = sorted(more, key=lambda b: -b[1])[:width]
        if more[0][0][-1] == 3:
            return more[0]
        beams = [b for b in more if b[0][-1] != 3]
        width = len(beams)
    return beams[0]


def cases():
    p = softmax(LOGITS / 0.7)
    penalized = LOGITS.copy()
    for i in (0, 4):
        penalized[i] = penalized[i] * 1.2 if penalized[i] < 0 else penalized[i] / 1.2
    ids, n = [1, 2, 3, 1, 2, 4, 1, 2], 3
    banned = sorted({ids[i + n - 1] for i in range(len(ids) - n + 1) if ids[i:i + n - 1] == ids[len(ids) - n + 1:]})
    one, two = shrinking_beam(1, 6), shrinking_beam(2, 6)
    return {"logits": LOGITS, "first": FIRST, "next": NEXT, "softmax": p, "top_k_3": top_k(p, 3),
            "top_p_crossing": top_p(p, 0.8, True), "top_p_below": top_p(p, 0.8, False),
            "top_k_4_top_p": top_p(top_k(p, 4), 0.95, True), "penalized": penalized,
            "draws": [draw(p, u) for u in (0.05, 0.6, 0.75, 0.9, 0.999)], "banned": banned,
            "beam_1": {"ids": one[0], "log_probability": one[1]},
            "beam_2": {"ids": two[0], "log_probability": two[1]}}
