#include "experiments/records/word_marks.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <vector>

namespace lb::experiments {

namespace {

constexpr qsizetype kMostWordsInOrder = 2000; // the table of the subsequence is quadratic

struct Word {
    WordMark place;
    QString text; ///< in lower case
};

QList<Word> wordsOf(const QString& text)
{
    static const QRegularExpression word(QStringLiteral("\\p{Han}|(?:(?!\\p{Han})[\\w'’-])+"),
                                         QRegularExpression::UseUnicodePropertiesOption);
    QList<Word> words;
    for (auto it = word.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        words.append({{match.capturedStart(), match.capturedLength()}, match.captured().toLower()});
    }
    return words;
}

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
    QHash<QString, int> available;
    for (const Word& word : wordsOf(input))
        ++available[word.text];
    QList<WordMark> marks;
    for (const Word& word : wordsOf(output)) {
        const auto known = available.find(word.text);
        if (known != available.end() && *known > 0)
            --*known;
        else
            addMark(marks, output, word.place);
    }
    return marks;
}

QList<WordMark> changedWords(const QString& before, const QString& after)
{
    const QList<Word> old = wordsOf(before);
    const QList<Word> now = wordsOf(after);
    if (old.size() > kMostWordsInOrder || now.size() > kMostWordsInOrder)
        return wordsNotIn(before, after);
    // common[i][j]: length of the longest common subsequence of old[i...] and now[j...].
    const auto width = static_cast<std::size_t>(now.size()) + 1;
    std::vector<std::uint16_t> common((static_cast<std::size_t>(old.size()) + 1) * width, 0);
    const auto at = [&](qsizetype i, qsizetype j) -> std::uint16_t& {
        return common[static_cast<std::size_t>(i) * width + static_cast<std::size_t>(j)];
    };
    for (qsizetype i = old.size() - 1; i >= 0; --i)
        for (qsizetype j = now.size() - 1; j >= 0; --j)
            at(i, j) = old[i].text == now[j].text ? static_cast<std::uint16_t>(at(i + 1, j + 1) + 1)
                                                  : std::max(at(i + 1, j), at(i, j + 1));
    QList<WordMark> marks;
    qsizetype i = 0;
    for (qsizetype j = 0; j < now.size();) {
        if (i < old.size() && old[i].text == now[j].text) {
            ++i;
            ++j;
        } else if (i < old.size() && at(i + 1, j) >= at(i, j + 1)) {
            ++i;
        } else {
            addMark(marks, after, now[j].place);
            ++j;
        }
    }
    return marks;
}

QString bracketed(const QString& text, const QList<WordMark>& marks)
{
    QString result = text;
    for (auto mark = marks.crbegin(); mark != marks.crend(); ++mark) {
        result.insert(mark->start + mark->length, QLatin1Char(']'));
        result.insert(mark->start, QLatin1Char('['));
    }
    return result;
}

} // namespace lb::experiments
