#include "experiments/records/console_records.h"

#include <cmath>

namespace lb::experiments {

double perplexityOf(const QList<ConsoleToken>& tokens)
{
    double surprisal = 0;
    for (const ConsoleToken& token : tokens)
        surprisal -= token.logProbability;
    return tokens.isEmpty() ? 0 : std::exp(surprisal / static_cast<double>(tokens.size()));
}

void fitToText(QList<ConsoleToken>& tokens, const QString& text)
{
    qsizetype at = 0;
    for (ConsoleToken& token : tokens) {
        const QStringView rest = QStringView(text).mid(at);
        qsizetype same = 0;
        while (same < token.characters.size() && same < rest.size() && token.characters[same] == rest[same])
            ++same;
        token.characters.truncate(same);
        at += same;
    }
    if (!tokens.isEmpty() && at < text.size())
        tokens.last().characters += text.mid(at);
}

} // namespace lb::experiments
