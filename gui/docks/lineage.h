#pragma once

#include "experiments/records/run_record.h"

#include <QHash>
#include <QList>

namespace lb::experiments {
class RunStore;
}

namespace lb::gui {

/// A run among those it comes from and those that come from it.
struct LineageEntry {
    QString uid;
    QString parentUid; ///< of the entry above it; empty: the first
    /// From the weights of its parent's checkpoint at this step; negative: with its parent's settings alone, or of
    /// nobody.
    qint64 fromStep = -1;
    bool isKnown = true; ///< false: a parent that is in the project no more
    bool operator==(const LineageEntry&) const = default;
};

/// From the first ancestor down to `uid`, then everything that comes from it, each behind its parent, siblings in the
/// order they were made. `runs` as RunBoard has them, newest first. Pure.
QList<LineageEntry> lineageOf(const QList<experiments::RunRecord>& runs, const QString& uid);

/// What only the disk knows of a lineage.
struct LineageFacts {
    QHash<QString, QString> imports;      ///< uid to where its model was imported from, in a sentence
    QHash<QString, QString> trashedNames; ///< of runs in the trash
};
/// For the store's thread.
LineageFacts readLineageFacts(experiments::RunStore& store, const QList<experiments::RunRecord>& runs,
                              const QList<LineageEntry>& entries);

} // namespace lb::gui
