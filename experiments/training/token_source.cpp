#include "experiments/training/token_source.h"

#include <algorithm>

namespace lb::experiments {

SourceTokens sourceTokens(const models::Tokenizer& tokenizer, const QString& text)
{
    const std::string bytes = text.toStdString();
    const QList<uint> all = QString::fromStdString(bytes).toUcs4(); // as the tokenizer counts them
    const auto stretch = [&](qsizetype begin, qsizetype end) {
        const QList<uint> own = all.mid(begin, end - begin);
        return QString::fromUcs4(reinterpret_cast<const char32_t*>(own.constData()), own.size());
    };
    SourceTokens result;
    qsizetype done = 0;
    for (const models::TokenSpan& token : models::characterSpans(bytes, tokenizer.tokenize(bytes))) {
        const auto end = std::max(done, static_cast<qsizetype>(token.end));
        result.ids.push_back(token.id);
        result.characters.append(stretch(done, end));
        done = end;
    }
    if (!result.characters.isEmpty())
        result.characters.last() += stretch(done, all.size());
    return result;
}

} // namespace lb::experiments
