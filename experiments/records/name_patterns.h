#pragma once

#include "experiments/records/result.h"

#include <QList>
#include <QString>

namespace lb::experiments {

/// A pattern on parameter names ('*' stands for any characters) and what it asks for.
struct NamePattern {
    QString pattern;
    double factor = 1.0;
};

/// "decoder/*=0.1, latent/*=2": patterns with factors of 0 or more. Empty text gives none. InvalidArgument with a
/// sentence that names the part which cannot be read.
Result<QList<NamePattern>> patternsWithFactors(const QString& text);
/// "*/embedding/*, latent/*": patterns alone.
Result<QList<NamePattern>> patternsAlone(const QString& text);

} // namespace lb::experiments
