#pragma once

#include "engine/core/error.h"
#include "engine/io/imported_transformer.h"
#include "engine/io/tensor_archive.h"
#include "engine/io/transformer_config.h"

#include <functional>
#include <optional>
#include <span>
#include <string>

namespace lb::engine {

/// Whether two tensors hold the same bytes; only asked for names that are there.
using SameContent = std::function<Result<bool>(const std::string& a, const std::string& b)>;

/// Reads names and shapes: whose spelling they have (nameDictionaries), which sizes follow, how each tensor of the
/// neutral form comes about. What tensors and configuration both say must agree. GPT-2's matrices may lie either way,
/// as the shape of c_attn tells. An output matrix equal to the words' embedding is the tied one. Without a
/// configuration the number of heads is known for published sizes only; such guesses are listed as assumed. A list of
/// missing tensors is no error: the caller decides. Unsupported, Corrupt, InvalidArgument with one sentence. Pure but
/// for `isSame`.
Result<ImportedTransformer> mapTransformer(std::span<const TensorPlace> tensors,
                                           const std::optional<TransformerConfig>& config, const SameContent& isSame);

} // namespace lb::engine
