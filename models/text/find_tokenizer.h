#pragma once

#include "models/text/tokenizer.h"

#include <filesystem>

namespace lb::models {

/// The tokenizer that lies in a checkpoint's folder, chosen by the files there and never by the model's architecture (a
/// GPT-2 trained on Chinese comes with BERT's vocab.txt). The first of these that is complete: tokenizer.json;
/// vocab.json with merges.txt; encoder.json with vocab.bpe; vocab.txt; one *.model of sentencepiece. A tokenizer.json
/// that cannot be used is an error even where the older files lie beside it: they may lack a rule that only it tells,
/// and ids that are a little wrong go unnoticed. tokenizer_config.json, when there, gives "do_lower_case" and
/// "add_prefix_space" and names special tokens; without it a vocab.txt that has capitals is used as cased. Reads at
/// most 32 MiB a file. NotFound with what is there and what is missing, else what the readers say.
engine::Result<std::unique_ptr<Tokenizer>> findTokenizer(const std::filesystem::path& folder);

} // namespace lb::models
