#include "widgets/tables/word_marks.h"

#include <QHash>
#include <QRegularExpression>

namespace lb::widgets {

QList<WordMark> wordsNotIn(const QString& input, const QString& output)
{
    static const QRegularExpression word(QStringLiteral("[\\w'’-]+"), QRegularExpression::UseUnicodePropertiesOption);
    QHash<QString, int> available;
    for (auto it = word.globalMatch(input); it.hasNext();)
        ++available[it.next().captured().toLower()];
    QList<WordMark> marks;
    for (auto it = word.globalMatch(output); it.hasNext();) {
        const auto match = it.next();
        const auto known = available.find(match.captured().toLower());
        if (known != available.end() && *known > 0)
            --*known;
        else
            marks.append({match.capturedStart(), match.capturedLength()});
    }
    return marks;
}

} // namespace lb::widgets
