"""safetensors: writes tiny.safetensors, lists bad files a loader must refuse."""
import hashlib
import json
import os
import struct

from det import det

HERE = os.path.dirname(os.path.abspath(__file__))


def build(header, data, pad=True):
    h = json.dumps(header, separators=(",", ":")).encode()
    if pad:
        h += b" " * (-len(h) % 8)
    return struct.pack("<Q", len(h)) + h + data


def read(blob):
    if len(blob) < 8:
        raise ValueError("short file")
    n = struct.unpack_from("<Q", blob)[0]
    if n > 100_000_000 or n + 8 > len(blob):
        raise ValueError("header length")
    if blob[8:9] != b"{":
        raise ValueError("header start")

    def pairs(p):
        if len({k for k, _ in p}) != len(p):
            raise ValueError("duplicate key")
        return dict(p)

    head = json.loads(blob[8:8 + n].decode("utf-8"), object_pairs_hook=pairs)
    head.pop("__metadata__", None)
    size, pos = {"F64": 8, "F32": 4, "BF16": 2, "F16": 2, "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U8": 1, "BOOL": 1}, 0
    for name, t in sorted(head.items(), key=lambda kv: kv[1]["data_offsets"]):
        a, b = t["data_offsets"]
        count = 1
        for d in t["shape"]:
            count *= d
        if a != pos or b < a or b - a != count * size[t["dtype"]]:
            raise ValueError("offsets of " + name)
        pos = b
    if pos + 8 + n != len(blob):
        raise ValueError("buffer not covered")
    return head


def cases():
    a, b = det(400, 2, 3).astype("<f4").tobytes(), struct.pack("<4H", 0x3F80, 0xBF80, 0x4049, 0x0000)
    head = {"__metadata__": {"format": "pt"}, "a.weight": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]},
            "b": {"dtype": "BF16", "shape": [4], "data_offsets": [24, 32]}}
    blob = build(head, a + b)
    with open(os.path.join(HERE, "tiny.safetensors"), "wb") as f:
        f.write(blob)
    read(blob)
    t = lambda **k: dict({"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}, **k)
    bad = {"truncated_prefix": b"\x01\x02", "huge_header": struct.pack("<Q", 1 << 40) + b"{}",
           "not_object": struct.pack("<Q", 8) + b"[      ]", "overlap": build({"x": t(), "y": t()}, b"\0" * 8),
           "hole": build({"x": t(data_offsets=[8, 16])}, b"\0" * 16), "tail": build({"x": t()}, b"\0" * 9),
           "short": build({"x": t()}, b"\0" * 7), "size_mismatch": build({"x": t(shape=[3])}, b"\0" * 8),
           "negative": build({"x": t(shape=[-2])}, b"\0" * 8),
           "duplicate": struct.pack("<Q", 120) + (b'{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},'
                                                  b'"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}').ljust(120) + b"\0" * 8}
    refused = []
    for k, v in bad.items():
        try:
            read(v)
        except ValueError:
            refused.append(k)
    assert refused == list(bad)
    return {"header_len": struct.unpack_from("<Q", blob)[0], "size": len(blob),
            "sha256": hashlib.sha256(blob).hexdigest(), "a.weight": det(400, 2, 3),
            "b_values": [1.0, -1.0, 3.140625, 0.0], "must_refuse": refused}
