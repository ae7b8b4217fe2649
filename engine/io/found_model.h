#pragma once

#include "engine/core/error.h"
#include "engine/io/tensor_archive.h"
#include "engine/io/transformer_config.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace lb::engine {

/// What stands at a path that somebody calls a model.
struct FoundModel {
    enum class Kind { Safetensors, Tensorflow, OwnCheckpoint };

    Kind kind = Kind::Safetensors;
    std::filesystem::path weights;                   ///< a .safetensors file, an .index.json or an .index
    std::optional<std::filesystem::path> config;     ///< config.json, bert_config.json, hparams.json, ...
    std::vector<std::filesystem::path> vocabularies; ///< tokenizer files beside it, by name
};

/// Looks at a folder or a file: a folder of Hugging Face's library (config.json beside safetensors, whole or sharded),
/// a TensorFlow checkpoint by any of its names, a checkpoint of this program. Everything else is refused with a
/// sentence saying what it is and what to do: pickles (.bin, .pt, .pth, .ckpt), Keras, GGUF, llm.c, pointers of Git
/// LFS. Reads no tensors. NotFound, InvalidArgument (more than one model), Unsupported, Corrupt, Io; details begin with
/// the path.
Result<FoundModel> findModel(const std::filesystem::path& path);

Result<TensorArchive> openModel(const FoundModel& model);

/// Empty when there is none.
Result<std::optional<TransformerConfig>> readConfig(const FoundModel& model);

} // namespace lb::engine
