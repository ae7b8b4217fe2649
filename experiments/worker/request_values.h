#pragma once

#include "experiments/records/result.h"

#include <QCborMap>
#include <QString>

namespace lb::experiments {

// What the handlers of requests share.

inline tl::unexpected<Error> refused(const QString& sentence)
{
    return fail(ErrorKind::InvalidArgument, sentence);
}

/// A whole number within its bounds.
inline Result<int> count(const QCborMap& request, const char* key, qint64 otherwise, int least, int most)
{
    const qint64 value = request.value(QLatin1String(key)).toInteger(otherwise);
    if (value < least || value > most)
        return refused(QStringLiteral("%1 of %2 cannot be used; choose %3 to %4.")
                           .arg(QLatin1String(key))
                           .arg(value)
                           .arg(least)
                           .arg(most));
    return static_cast<int>(value);
}

} // namespace lb::experiments
