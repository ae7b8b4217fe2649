#pragma once

#include "experiments/records/metric_records.h"
#include "experiments/store/metric_reader.h"

#include <QHash>
#include <QStringList>

#include <optional>

namespace lb::gui {

class StoreReader;

/// What a run made of the same items at one of the steps that it kept.
struct KeptStrip {
    std::optional<experiments::ItemStrip> strip; ///< the newest at or before the step; nothing: there is none
    qint64 firstStep = -1;                       ///< of all that the run kept; below 0: it kept nothing
};

// In the store's thread. Runs that cannot be read have nothing.

/// Steps that any of the runs kept, rising.
QList<qint64> readStripSteps(StoreReader& reader, const QStringList& uids);
/// `step`: nothing is the newest.
QHash<QString, KeptStrip> readStrips(StoreReader& reader, const QStringList& uids, std::optional<qint64> step);

/// Why runs show nothing at a step, in one sentence; empty: all of them show something.
QString missingStripWords(const QHash<QString, KeptStrip>& strips, const QHash<QString, QString>& names, qint64 step);

} // namespace lb::gui
