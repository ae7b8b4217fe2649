#include "widgets/tables/word_marks.h"

#include <QHash>
#include <QRegularExpression>

namespace lb::widgets {

namespace {

void addMark(QList<WordMark>& marks, const QString& text, WordMark mark)
{
    if (!marks.isEmpty()) {
        WordMark& last = marks.last();
        const qsizetype end = last.start + last.length;
        if (QStringView(text).mid(end, mark.start - end).trimmed().isEmpty()) {
            last.length = mark.start + mark.length - last.start;
            return;
        }
    }
    marks.append(mark);
}

} // namespace

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
            addMark(marks, output, {match.capturedStart(), match.capturedLength()});
    }
    return marks;
}

} // namespace lb::widgets
