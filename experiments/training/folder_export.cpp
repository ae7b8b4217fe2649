#include "experiments/training/folder_export.h"

#include "experiments/training/checkpoint.h"
#include "experiments/training/model_export.h"

#include <QDir>
#include <QJsonDocument>
#include <QSaveFile>

namespace lb::experiments {

namespace {

// %1: what is said of the other library.
constexpr char kScript[] = R"(#!/usr/bin/env python3
"""Reads the weights beside this file: needs nothing but Python, and gives NumPy arrays where NumPy is installed.

    from load import load
    config, weights = load()
%1"""
import json
import pathlib
import struct

FOLDER = pathlib.Path(__file__).resolve().parent
KINDS = {"F32": ("f", "<f4"), "F64": ("d", "<f8"), "I32": ("i", "<i4"), "I64": ("q", "<i8"), "U8": ("B", "|u1")}


def load(folder=FOLDER):
    """The config as a dict; weights by name: an array, or without NumPy a pair of shape and flat memory."""
    try:
        import numpy
    except ImportError:
        numpy = None
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    data = memoryview((folder / "model.safetensors").read_bytes())
    size = struct.unpack("<Q", data[:8])[0]
    weights = {}
    for name, entry in json.loads(bytes(data[8:8 + size])).items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        values = data[8 + size + begin:8 + size + end]
        flat, kind = KINDS[entry["dtype"]]
        if numpy:
            weights[name] = numpy.frombuffer(values, dtype=kind).reshape(entry["shape"])
        else:
            weights[name] = (tuple(entry["shape"]), values.cast(flat))
    return config, weights


if __name__ == "__main__":
    total = 0
    for name, value in sorted(load()[1].items()):
        shape = value[0] if isinstance(value, tuple) else value.shape
        count = 1
        for side in shape:
            count *= side
        total += count
        print(f"{name}\t{'x'.join(map(str, shape))}")
    print(f"{total} numbers")
)";

constexpr char kOtherLibrary[] = R"(
Or with Hugging Face's library:

    from transformers import AutoModelForCausalLM
    model = AutoModelForCausalLM.from_pretrained(FOLDER)
)";

Result<void> writeFile(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorKind::Io, QStringLiteral("'%1' cannot be written: %2.").arg(path, file.errorString()));
    return {};
}

Result<void> writePlain(const QString& checkpoint, const QString& base, bool isAveraged)
{
    const Result<CheckpointHeader> header = readCheckpointHeader(checkpoint);
    if (!header)
        return tl::unexpected(header.error());
    if (!QDir().mkpath(base))
        return fail(ErrorKind::Io, QStringLiteral("The folder '%1' cannot be created.").arg(base));
    if (const auto written = exportWeights(checkpoint, base + QStringLiteral("model.safetensors"), isAveraged);
        !written)
        return written;
    QJsonObject config = header->spec.toJson();
    config.insert(QStringLiteral("step"), header->step);
    return writeFile(base + QStringLiteral("config.json"), QJsonDocument(config).toJson());
}

} // namespace

Result<QStringList> exportFolder(const RunFolder& folder, const QString& checkpoint, const QString& out,
                                 bool isAveraged)
{
    const QString base = out + QLatin1Char('/');
    Result<QStringList> notes = exportHuggingFace(folder, checkpoint, out, isAveraged);
    const bool isKnown = notes.has_value();
    if (!isKnown) {
        const ErrorKind kind = notes.error().kind;
        if (kind != ErrorKind::InvalidArgument && kind != ErrorKind::Unsupported)
            return notes;
        if (const auto written = writePlain(folder.checkpoints() + QLatin1Char('/') + checkpoint, base, isAveraged);
            !written)
            return tl::unexpected(written.error());
        notes = QStringList();
    }
    QByteArray script = kScript;
    script.replace("%1", isKnown ? kOtherLibrary : "");
    if (const auto written = writeFile(base + QStringLiteral("load.py"), script); !written)
        return tl::unexpected(written.error());
    return notes;
}

} // namespace lb::experiments
