#pragma once

#include "experiments/records/result.h"
#include "experiments/store/run_folder.h"

#include <QString>
#include <QStringList>

namespace lb::experiments {

/// Writes a language model as Hugging Face's library keeps one: `out`/config.json, model.safetensors and the files of
/// its tokenizer. A tokenizer that has no such files (words, characters) is kept in our own form beside them, which the
/// returned notes say. InvalidArgument or Unsupported, in a sentence, for a model that the library does not have: with
/// codes, recurrent, of GPT2-ML's layout, with talking heads or free key sizes. An existing file is replaced, each at
/// once or not at all.
Result<QStringList> exportHuggingFace(const RunFolder& folder, const QString& checkpoint, const QString& out,
                                      bool isAveraged);

} // namespace lb::experiments
