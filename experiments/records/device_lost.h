#pragma once

#include <QString>

namespace lb::experiments {

/// How the detail of an error begins that says that a GPU was lost: in reports, logs and run.sqlite. By these words
/// programs tell it from a crash, and can say that the run goes on from its last checkpoint in another process.
inline const QString kDeviceLost = QStringLiteral("The GPU does not answer any more");

inline bool isDeviceLost(const QString& detail)
{
    return detail.startsWith(kDeviceLost);
}

} // namespace lb::experiments
