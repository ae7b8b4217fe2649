#pragma once

#include <QString>

namespace lb::experiments {

/// Words as LaTeX sets them in running text: its own signs escaped, Greek letters and mathematical signs by command. What
/// pdflatex has no letter for (beyond Latin) becomes '?'.
QString texText(const QString& text);

} // namespace lb::experiments
