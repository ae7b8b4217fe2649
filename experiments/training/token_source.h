#pragma once

#include "models/text/tokenizer.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace lb::experiments {

/// The tokens of a text and, of each, the stretch of the text that it was made from, with what stands before it and
/// belongs to no token (blanks). All stretches together are the text; a token that shares its character with the one
/// before has none.
struct SourceTokens {
    std::vector<std::int32_t> ids;
    QStringList characters;
};
SourceTokens sourceTokens(const models::Tokenizer& tokenizer, const QString& text);

} // namespace lb::experiments
