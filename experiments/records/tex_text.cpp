#include "experiments/records/tex_text.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace lb::experiments {

namespace {

/// Signs with a meaning of their own in TeX, and those it knows by name.
const QHash<char16_t, QString>& commands()
{
    static const QHash<char16_t, QString> table{
        {u'\\', QStringLiteral("\\textbackslash{}")},
        {u'{', QStringLiteral("\\{")},
        {u'}', QStringLiteral("\\}")},
        {u'$', QStringLiteral("\\$")},
        {u'&', QStringLiteral("\\&")},
        {u'#', QStringLiteral("\\#")},
        {u'%', QStringLiteral("\\%")},
        {u'_', QStringLiteral("\\_")},
        {u'^', QStringLiteral("\\textasciicircum{}")},
        {u'~', QStringLiteral("\\textasciitilde{}")},
        {u'<', QStringLiteral("$<$")},
        {u'>', QStringLiteral("$>$")},
        {u'|', QStringLiteral("$|$")},
        {u'"', QStringLiteral("''")},
        {u'\u2212', QStringLiteral("$-$")},
        {u'\u00d7', QStringLiteral("$\\times$")},
        {u'\u00b1', QStringLiteral("$\\pm$")},
        {u'\u00b2', QStringLiteral("$^2$")},
        {u'\u00b3', QStringLiteral("$^3$")},
        {u'\u00b7', QStringLiteral("$\\cdot$")},
        {u'\u2016', QStringLiteral("$\\|$")},
        {u'\u2013', QStringLiteral("--")},
        {u'\u2014', QStringLiteral("---")},
        {u'\u2026', QStringLiteral("\\ldots{}")},
        {u'\u2018', QStringLiteral("`")},
        {u'\u2019', QStringLiteral("'")},
        {u'\u201c', QStringLiteral("``")},
        {u'\u201d', QStringLiteral("''")},
        {u'\u00a0', QStringLiteral("~")},
        {u'\u2192', QStringLiteral("$\\to$")},
        {u'\u2264', QStringLiteral("$\\le$")},
        {u'\u2265', QStringLiteral("$\\ge$")},
        {u'\u221e', QStringLiteral("$\\infty$")},
        {u'\u03b1', QStringLiteral("$\\alpha$")},
        {u'\u03b2', QStringLiteral("$\\beta$")},
        {u'\u03b3', QStringLiteral("$\\gamma$")},
        {u'\u03b4', QStringLiteral("$\\delta$")},
        {u'\u03b5', QStringLiteral("$\\varepsilon$")},
        {u'\u03b8', QStringLiteral("$\\theta$")},
        {u'\u03ba', QStringLiteral("$\\kappa$")},
        {u'\u03bb', QStringLiteral("$\\lambda$")},
        {u'\u03bc', QStringLiteral("$\\mu$")},
        {u'\u03c0', QStringLiteral("$\\pi$")},
        {u'\u03c3', QStringLiteral("$\\sigma$")},
        {u'\u03c4', QStringLiteral("$\\tau$")},
        {u'\u03c6', QStringLiteral("$\\varphi$")},
    };
    return table;
}

constexpr char16_t kLastLatin = 0x17f;  // Latin Extended-A: what the T1 encoding has
constexpr qsizetype kWidestHeader = 90; // letters beside each other on a page, in its usual type
constexpr qsizetype kMostColumns = 7;   // of a table that was turned

bool isCjk(QChar letter)
{
    const QChar::Script script = letter.script();
    const char16_t code = letter.unicode();
    return script == QChar::Script_Han || script == QChar::Script_Hiragana || script == QChar::Script_Katakana ||
           script == QChar::Script_Hangul || (code >= 0x3000 && code <= 0x303f) || (code >= 0xff00 && code <= 0xffef);
}

} // namespace

QString texText(const QString& text)
{
    QString tex;
    for (const QChar letter : text) {
        const auto command = commands().constFind(letter.unicode());
        if (command != commands().cend())
            tex += *command;
        else if (letter.isSpace())
            tex += QLatin1Char(' ');
        else if (isCjk(letter))
            tex += letter;
        else if (letter.unicode() < 0x20 || letter.isLowSurrogate())
            continue; // a sign outside the basic plane is one '?'
        else
            tex += letter.unicode() <= kLastLatin ? letter : QLatin1Char('?');
    }
    return tex;
}

bool hasCjk(const QString& text)
{
    return std::any_of(text.cbegin(), text.cend(), isCjk);
}

QString texTabular(QList<QStringList> cells, QString alignment)
{
    static const QRegularExpression commands(QStringLiteral("\\\\[A-Za-z]+|[${}]")); // an arrow is one letter wide
    const QString header = cells.first().join(QStringLiteral("  "));
    const bool isTooWide = QString(header).replace(commands, QString()).size() > kWidestHeader;
    if (isTooWide && cells.size() <= kMostColumns && cells.first().size() > cells.size()) {
        QList<QStringList> turned(cells.first().size());
        for (const QStringList& line : std::as_const(cells))
            for (qsizetype i = 0; i < line.size(); ++i)
                turned[i].append(line[i]);
        alignment = QLatin1Char('l') + QString(cells.size() - 1, QLatin1Char('r'));
        cells = turned;
    }
    QString text = QStringLiteral("\\begin{tabular}{%1}\n\\toprule\n").arg(alignment);
    for (qsizetype i = 0; i < cells.size(); ++i)
        text += cells[i].join(QStringLiteral(" & ")) + QStringLiteral(" \\\\\n") +
                (i == 0 ? QStringLiteral("\\midrule\n") : QString());
    return text + QStringLiteral("\\bottomrule\n\\end{tabular}\n");
}

} // namespace lb::experiments
