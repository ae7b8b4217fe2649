"""WordPiece (BERT rules), span mapping back to the raw text, byte-level BPE (GPT-2 rules), unigram Viterbi."""
import unicodedata

import numpy as np

VOCAB = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "我", "爱", "g", "##pt", "##2", "un", "##aff", "##able", "cafe", "!", "模",
         "型", "2", "##0", "##3", "。"]
IDX = {}
for _i, _t in enumerate(VOCAB):
    IDX.setdefault(_t, _i)


def is_cjk(c):
    o = ord(c)
    return any(a <= o <= b for a, b in ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
                                        (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)))


def is_punct(c):
    o = ord(c)
    return 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126 or unicodedata.category(c)[0] == "P"


def normalise(text):
    """lower-case, NFD, drop Mn/Cc/Cf (tab and newline count as space); keeps the raw index of every kept character"""
    out = []
    for i, ch in enumerate(text):
        for c in unicodedata.normalize("NFD", ch.lower()):
            cat = unicodedata.category(c)
            if c in " \t\n\r" or cat == "Zs":
                out.append((" ", i))
            elif ord(c) in (0, 0xFFFD) or cat in ("Mn", "Cc", "Cf"):
                continue
            else:
                out.append((c, i))
    return out


def wordpiece(text):
    """returns [(token, id, first raw index, last raw index)]; an unmatched word becomes one [UNK]"""
    words, cur = [], []
    for c, i in normalise(text):
        if c == " " or is_cjk(c) or is_punct(c):
            if cur:
                words.append(cur)
                cur = []
            if c != " ":
                words.append([(c, i)])
        else:
            cur.append((c, i))
    if cur:
        words.append(cur)
    out = []
    for w in words:
        pieces, a = [], 0
        while a < len(w):
            for b in range(len(w), a, -1):
                s = ("##" if a else "") + "".join(c for c, _ in w[a:b])
                if s in IDX:
                    break
            else:
                pieces = [("[UNK]", IDX["[UNK]"], w[0][1], w[-1][1])]
                break
            pieces.append((s, IDX[s], w[a][1], w[b - 1][1]))
            a = b
        out += pieces
    return out


def byte_table():
    keep = [b for b in range(256) if 33 <= b <= 126 or 161 <= b <= 172 or 174 <= b <= 255]
    rest = [b for b in range(256) if b not in keep]
    t = {b: chr(b) for b in keep}
    t.update({b: chr(256 + n) for n, b in enumerate(rest)})
    return t


def gpt2_split(s):
    """the GPT-2 pre-tokeniser without a regex engine: contractions | ?letters | ?numbers | ?others | trailing space rule"""
    kind = lambda c: "S" if c.isspace() else {"L": "L", "N": "N"}.get(unicodedata.category(c)[0], "O")
    out, i = [], 0
    while i < len(s):
        for c in ("'s", "'t", "'re", "'ve", "'m", "'ll", "'d"):
            if s.startswith(c, i):
                out.append(c)
                i += len(c)
                break
        else:
            j = i + 1 if s[i] == " " and i + 1 < len(s) and kind(s[i + 1]) != "S" else i
            if kind(s[j]) != "S":
                k = j
                while k < len(s) and kind(s[k]) == kind(s[j]):
                    k += 1
            else:
                k = i
                while k < len(s) and kind(s[k]) == "S":
                    k += 1
                if k < len(s) and k - i > 1:      # leave one space for the next word
                    k -= 1
            out.append(s[i:k])
            i = k
    return out


def bpe(word, merges):
    rank, w = {m: r for r, m in enumerate(merges)}, list(word)
    while len(w) > 1:
        r, i = min((rank.get((w[i], w[i + 1]), 1 << 30), i) for i in range(len(w) - 1))
        if r == 1 << 30:
            break
        a, b, n, i = w[i], w[i + 1], [], 0
        while i < len(w):
            if i + 1 < len(w) and w[i] == a and w[i + 1] == b:
                n.append(a + b)
                i += 2
            else:
                n.append(w[i])
                i += 1
        w = n
    return w


def unigram(text, pieces, unk=-20.0):
    s = "\u2581" + text.replace(" ", "\u2581")
    best, back = np.full(len(s) + 1, -np.inf), {}
    best[0] = 0
    for i in range(len(s)):
        for j in range(i + 1, len(s) + 1):
            sc = pieces.get(s[i:j], unk if j == i + 1 else None)
            if sc is not None and best[i] + sc > best[j]:
                best[j], back[j] = best[i] + sc, i
    out, j = [], len(s)
    while j:
        out.append(s[back[j]:j])
        j = back[j]
    return out[::-1], best[-1]


def cases():
    t = byte_table()
    enc = lambda s: "".join(t[b] for b in s.encode("utf-8"))
    merges = [("h", "e"), ("l", "l"), ("he", "ll"), ("hell", "o"), ("\u0120", "w"), ("o", "r"), ("\u0120w", "or"), ("l", "d")]
    text = "我爱GPT2模型, unaffable  Café!xyz\n202。"
    uni = {"\u2581he": -2.0, "ll": -2.5, "o": -3.0, "\u2581": -4.0, "hello": -6.0, "\u2581hell": -5.5, "h": -5, "e": -5, "l": -5}
    u = unigram("hello", uni)
    return {"vocabulary": VOCAB, "text": text, "merges": [" ".join(m) for m in merges], "unigram_pieces": uni,
            "wordpiece": [list(x) for x in wordpiece(text)],
            "byte_table": {hex(b): "U+%04X" % ord(t[b]) for b in (0x00, 0x0A, 0x20, 0x21, 0x7F, 0xA0, 0xAD, 0xE4)},
            "split": gpt2_split("I'm  here,\n\n 2nd try!! x"), "split_zh": gpt2_split("你好 世界2020年。"),
            "enc_ni": [hex(ord(c)) for c in enc("你")],
            "bpe_hello_world": [p for w in gpt2_split("hello world") for p in bpe(enc(w), merges)],
            "unigram": {"pieces": u[0], "score": u[1]}}
