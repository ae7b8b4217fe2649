#include "gui/search/match_rank.h"

namespace lb::gui {

namespace {

enum Rank { Beginning = 0, WordBeginning = 1, Inside = 3, Elsewhere = 5, ElsewhereInside = 7, Initials = 8 };

/// Lower case; letters and digits alone are kept, all else parts words.
QString plain(const QString& text)
{
    QString result;
    for (const QChar letter : text)
        result += letter.isLetterOrNumber() || letter == QLatin1Char('.') ? letter.toCaseFolded() : QLatin1Char(' ');
    return result.simplified();
}

/// 0: at the beginning, 1: at a word's, 2: inside one.
std::optional<int> placeOf(const QString& word, const QString& text)
{
    if (text.startsWith(word))
        return 0;
    if (text.contains(QLatin1Char(' ') + word))
        return 1;
    if (text.contains(word))
        return 2;
    return std::nullopt;
}

QString initialsOf(const QString& text)
{
    QString result;
    for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        result += word.front();
    return result;
}

std::optional<int> rankOf(const QString& word, const QString& title, const QString& rest)
{
    if (const std::optional<int> place = placeOf(word, title))
        return *place == 0 ? Beginning : *place == 1 ? WordBeginning : Inside;
    if (const std::optional<int> place = placeOf(word, rest))
        return *place == 2 ? ElsewhereInside : Elsewhere;
    if (word.size() > 1 && initialsOf(title).startsWith(word))
        return Initials;
    return std::nullopt;
}

} // namespace

std::optional<int> matchRank(const QStringList& words, const QString& title, const QString& rest)
{
    const QString plainTitle = plain(title);
    const QString plainRest = plain(rest);
    int result = 0;
    for (const QString& word : words) {
        const std::optional<int> rank = rankOf(word, plainTitle, plainRest);
        if (!rank)
            return std::nullopt;
        result += *rank;
    }
    return result;
}

QStringList searchWords(const QString& typed)
{
    return plain(typed).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace lb::gui
