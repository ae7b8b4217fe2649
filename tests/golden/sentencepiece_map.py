"""A character map of sentencepiece ("precompiled_charsmap"): a darts-clone double array built here, and what the rules
make of texts by plain longest match in a dictionary, with the raw bytes that every output byte comes from."""
import base64
import struct

RULES = {"\ufb01": "fi", "\u2460": "1", "\uff21": "A", "\uff22": "B", "e\u0301": "\u00e9", "\u3000": " ", "\t": " ", "\u200b": "",
         "\u337f": "\u682a\u5f0f\u4f1a\u793e", "\uff76\uff9e": "\u30ac", "\uff76": "\u30ab", "ABC": "abc", "AB": "x", "\U0001f642": ":)"}
KEPT = ["\uff21!", "AB-"]
TEXTS = ["\ufb01ne cafe\u0301", "\uff21\uff22 \uff21! \uff21?", "\u3000 a\tb\u200bc", "\u337f\u2460", "\uff76\uff9e\uff76x",
         "ABC AB ABD AB-C A", "\U0001f642\U0001f643", "", "plain"]


def double_array(keys):
    """keys: {bytes: value}. Units of darts-clone: a node's children stand at node ^ offset ^ byte, its value at
    node ^ offset."""
    tree = {}
    for key, value in keys.items():
        node = tree
        for byte in key:
            node = node.setdefault(byte, {})
        node[0] = value
    units, bases = {0: 0}, set()
    waiting = [(0, tree)]
    while waiting:
        place, node = waiting.pop(0)
        base = 1
        while base in bases or any((base ^ byte) in units for byte in node):
            base += 1
        bases.add(base)
        units[place] |= (place ^ base) << 10 | (1 << 8 if 0 in node else 0)
        for byte, child in node.items():
            units[base ^ byte] = child | 1 << 31 if byte == 0 else byte
        waiting += [(base ^ byte, child) for byte, child in node.items() if byte]
    size = (max(units) | 255) + 1
    return [units.get(i, 0) for i in range(size)]


def charsmap():
    blob, keys = b"", {}
    for source, target in RULES.items():
        keys[source.encode()] = len(blob)
        blob += target.encode() + b"\0"
    units = double_array(keys)
    return struct.pack("<I", 4 * len(units)) + b"".join(struct.pack("<I", u) for u in units) + blob


def mapped(text):
    """returns (text, [[first raw byte, end], one for each output byte])"""
    out, sources, at, i = "", [], 0, 0
    while i < len(text):
        kept = max((k for k in KEPT if text.startswith(k, i)), key=len, default="")
        rule = max((r for r in RULES if text.startswith(r, i)), key=len, default="")
        taken = kept or rule or text[i]
        new = RULES[rule] if rule and not kept else taken
        width = len(taken.encode())
        if new == taken:      # copied characters are their own source
            place = at
            for c in taken:
                n = len(c.encode())
                sources += [[place, place + n]] * n
                place += n
        else:
            sources += [[at, at + width]] * len(new.encode())
        out, at, i = out + new, at + width, i + len(taken)
    return out, sources


def cases():
    rows = [dict(zip(("raw", "text", "sources"), (t, *mapped(t)))) for t in TEXTS]
    return {"map": base64.b64encode(charsmap()).decode(), "kept": KEPT, "texts": rows}
