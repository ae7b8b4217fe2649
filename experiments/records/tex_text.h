#pragma once

#include <QString>
#include <QStringList>

namespace lb::experiments {

/// Words as LaTeX sets them in running text: its own signs escaped, Greek letters and mathematical signs by command.
/// Chinese, Japanese and Korean letters stay, for a document with the package CJKutf8 or xeCJK; what else pdflatex has
/// no letter for (beyond Latin) becomes '?'.
QString texText(const QString& text);
/// Whether it has letters that want CJKutf8 or xeCJK.
bool hasCjk(const QString& text);

/// A tabular with the rules of the package booktabs. `cells`: LaTeX, the header line first, all lines of equal length;
/// `alignment`: a letter for each column. A table too wide for a page is turned when it has few lines: each column
/// becomes a line, which a page has room for.
QString texTabular(QList<QStringList> cells, QString alignment);

} // namespace lb::experiments
