#include "experiments/worker/scored_lines.h"

namespace lb::experiments {

namespace {

template <class Number>
void appendNumber(QByteArray& bytes, Number value)
{
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

} // namespace

void ScoredLines::add(qint64 line, qint64 tokens, double reconstruction, double kl)
{
    if (m_rows.empty() || m_rows.back().line != line)
        m_rows.push_back({.line = static_cast<qint32>(line)});
    Row& row = m_rows.back();
    row.tokens += static_cast<qint32>(tokens);
    row.reconstruction += reconstruction;
    row.kl += kl;
}

void ScoredLines::addToken(const QString& characters, double surprisal)
{
    // Breaks before its first letter belong to the lines above, the break that it ends with to its own.
    qsizetype begin = 0;
    while (begin < characters.size() && characters[begin].isSpace())
        ++begin;
    const QString before = begin < characters.size() ? characters.left(begin) : QString();
    m_line += before.count(QLatin1Char('\n'));
    add(m_line, 1, surprisal);
    m_line += characters.count(QLatin1Char('\n')) - before.count(QLatin1Char('\n'));
}

QCborMap ScoredLines::toCbor() const
{
    QByteArray lines;
    QByteArray tokens;
    QByteArray reconstruction;
    QByteArray kl;
    for (const Row& row : m_rows) {
        appendNumber(lines, row.line);
        appendNumber(tokens, row.tokens);
        appendNumber(reconstruction, static_cast<float>(row.reconstruction));
        appendNumber(kl, static_cast<float>(row.kl));
    }
    return {{QStringLiteral("line"), lines},
            {QStringLiteral("tokens"), tokens},
            {QStringLiteral("reconstruction"), reconstruction},
            {QStringLiteral("kl"), kl}};
}

} // namespace lb::experiments
