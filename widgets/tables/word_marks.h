#pragma once

#include <QList>
#include <QString>

namespace lb::widgets {

struct WordMark {
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const WordMark&) const = default;
};

/// Stretches of words of `output` that do not stand in `input`, by place. A word is a run of letters, digits,
/// apostrophes or hyphens; case does not count. Each occurrence in the input excuses one in the output. Neighbours with
/// only spaces between them are one stretch.
QList<WordMark> wordsNotIn(const QString& input, const QString& output);

} // namespace lb::widgets
