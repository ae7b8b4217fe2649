#pragma once

#include <QString>
#include <QStringList>

namespace lb::experiments {

/// Number of single-character insertions, deletions, replacements and swaps of neighbours between two words.
/// Source: optimal string alignment distance.
int editDistance(QStringView a, QStringView b);

/// The candidate most like `word`, for "did you mean"; empty when none is near (more than a third of it differs).
/// Upper and lower case count as equal; a dotted candidate is also compared by its last part ("size", "latent.size").
QString nearestOf(const QString& word, const QStringList& candidates);

} // namespace lb::experiments
