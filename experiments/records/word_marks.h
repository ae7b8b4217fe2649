#pragma once

#include <QList>
#include <QString>

namespace lb::experiments {

struct WordMark {
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const WordMark&) const = default;
};

// A word is a run of letters, digits, apostrophes or hyphens, or one Chinese character; case does not count. Neighbours
// with only spaces between them are one stretch.

/// Stretches of words of `output` that do not stand in `input`, by place. Each occurrence in the input excuses one in
/// the output, wherever it stands.
QList<WordMark> wordsNotIn(const QString& input, const QString& output);

/// Stretches of words of `after` that are new against `before`, in order: what is left beside a longest common
/// subsequence of words. Beyond 2,000 words a side, order no longer counts (`wordsNotIn`).
QList<WordMark> changedWords(const QString& before, const QString& after);

/// The text with each stretch in square brackets.
QString bracketed(const QString& text, const QList<WordMark>& marks);

} // namespace lb::experiments
