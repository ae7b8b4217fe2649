"""TensorFlow checkpoint ("tensor bundle"): writes tf_tiny.index and tf_tiny.data-00000-of-00001 from the format's text,
reads the index back and states the checksums. The index has raw blocks; packed ones are made by the tests."""
import hashlib
import os
import struct

from det import det

HERE = os.path.dirname(os.path.abspath(__file__))
MAGIC = 0xDB4775248B80FB57


def varint(b, p):
    r = s = 0
    while True:
        c = b[p]
        p += 1
        r |= (c & 127) << s
        s += 7
        if c < 128:
            return r, p


def put_varint(n):
    o = bytearray()
    while n >= 128:
        o.append(n & 127 | 128)
        n >>= 7
    o.append(n)
    return bytes(o)


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def mask(c):
    return ((c >> 15 | c << 17) + 0xA282EAD8) & 0xFFFFFFFF


def block(b, off, size):
    raw, kind, crc = b[off:off + size], b[off + size], struct.unpack_from("<I", b, off + size + 1)[0]
    assert kind == 0 and crc == mask(crc32c(raw + bytes([kind]))), "block checksum"
    nrestart = struct.unpack_from("<I", raw, len(raw) - 4)[0]
    end, p, key = len(raw) - 4 - 4 * nrestart, 0, b""
    while p < end:
        shared, p = varint(raw, p)
        fresh, p = varint(raw, p)
        vlen, p = varint(raw, p)
        key = key[:shared] + raw[p:p + fresh]
        p += fresh
        yield key, raw[p:p + vlen], kind
        p += vlen


def fields(b):
    p = 0
    while p < len(b):
        tag, p = varint(b, p)
        wire = tag & 7
        if wire == 0:
            v, p = varint(b, p)
        elif wire == 5:
            v, p = struct.unpack_from("<I", b, p)[0], p + 4
        elif wire == 2:
            n, p = varint(b, p)
            v, p = b[p:p + n], p + n
        else:
            raise ValueError("wire type %d" % wire)
        yield tag >> 3, v


def entry(v):
    e = dict(dtype=0, shape=[], shard=0, offset=0, size=0, crc=0, slices=0)
    for f, x in fields(v):
        if f == 1:
            e["dtype"] = x
        elif f == 2:
            e["shape"] = [dict(fields(d)).get(1, 0) for g, d in fields(x) if g == 2]
        elif f in (3, 4, 5, 6):
            e[("shard", "offset", "size", "crc")[f - 3]] = x
        elif f == 7:
            e["slices"] += 1
    return e


def read_index(path):
    b = open(path, "rb").read()
    foot = b[-48:]
    assert struct.unpack("<Q", foot[40:])[0] == MAGIC
    _, p = varint(foot, 0)
    _, p = varint(foot, p)
    ioff, p = varint(foot, p)
    isize, p = varint(foot, p)
    out, kinds = {}, set()
    for _, handle, kind in block(b, ioff, isize):
        kinds.add(kind)
        off, q = varint(handle, 0)
        size, q = varint(handle, q)
        for k, v, kk in block(b, off, size):
            kinds.add(kk)
            out[k.decode()] = v
    header = dict(fields(out.pop("")))
    return header, {k: entry(v) for k, v in out.items()}, kinds


def write_bundle(prefix, tensors):
    """tensors: name -> (shape, float32 little-endian bytes)"""
    def field(n, wire, payload):
        return put_varint(n << 3 | wire) + payload

    def blk(items):
        o, last = bytearray(), b""
        for k, v in items:
            s = 0
            while s < min(len(k), len(last)) and k[s] == last[s]:
                s += 1
            o += put_varint(s) + put_varint(len(k) - s) + put_varint(len(v)) + k[s:] + v
            last = k
        return bytes(o) + struct.pack("<II", 0, 1)

    data, items = b"", [(b"", field(1, 0, put_varint(1)) + field(3, 2, put_varint(2) + field(1, 0, put_varint(1))))]
    for name in sorted(tensors):
        shape, raw = tensors[name]
        dims = b"".join(field(2, 2, put_varint(len(d)) + d) for d in (field(1, 0, put_varint(n)) for n in shape))
        v = field(1, 0, put_varint(1)) + field(2, 2, put_varint(len(dims)) + dims)
        if data:
            v += field(4, 0, put_varint(len(data)))
        v += field(5, 0, put_varint(len(raw))) + field(6, 5, struct.pack("<I", mask(crc32c(raw))))
        items.append((name.encode(), v))
        data += raw
    out, handles = b"", []
    for body in (blk(items), blk([])):
        handles.append((len(out), len(body)))
        out += body + b"\0" + struct.pack("<I", mask(crc32c(body + b"\0")))
    idx = blk([(items[-1][0], put_varint(handles[0][0]) + put_varint(handles[0][1]))])
    ih = (len(out), len(idx))
    out += idx + b"\0" + struct.pack("<I", mask(crc32c(idx + b"\0")))
    foot = b"".join(put_varint(n) for n in handles[1] + ih).ljust(40, b"\0") + struct.pack("<Q", MAGIC)
    open(prefix + ".index", "wb").write(out + foot)
    open(prefix + ".data-00000-of-00001", "wb").write(data)


def cases():
    tensors = {"newslm/embeddings/word_embed": ([5, 4], det(1, 5, 4)),
               "newslm/layer00/query_layer/bias": ([4], det(2, 4)),
               "newslm/layer00/query_layer/kernel": ([4, 4], det(3, 4, 4))}
    raw = {k: (shape, v.astype("<f4").tobytes()) for k, (shape, v) in tensors.items()}
    prefix = os.path.join(HERE, "tf_tiny")
    write_bundle(prefix, raw)
    header, entries, _ = read_index(prefix + ".index")
    blobs = {e: open(prefix + e, "rb").read() for e in (".index", ".data-00000-of-00001")}
    for k, e in entries.items():
        data = blobs[".data-00000-of-00001"][e["offset"]:e["offset"] + e["size"]]
        assert data == raw[k][1] and e["crc"] == mask(crc32c(data)) and e["shape"] == raw[k][0]
    return {"values": {k.replace("/", "."): v.astype("<f4") for k, (_, v) in tensors.items()},
            "sizes": [len(b) for b in blobs.values()],
            "sha256": {k: hashlib.sha256(b).hexdigest() for k, b in blobs.items()},
            "crc32c_of_123456789": crc32c(b"123456789"), "masked": mask(crc32c(b"123456789"))}
