#pragma once

#include "experiments/store/metric_reader.h"
#include "experiments/store/own_lasts.h"
#include "experiments/store/run_index.h"
#include "experiments/store/run_store.h"

#include <functional>
#include <map>

namespace lb::experiments {

/// What a RunStore is made of; its functions are in run_store.cpp (finding, reading) and run_store_edit.cpp (changing).
struct RunStore::State {
    QString project;
    QString indexFile;
    bool isReadOnly = false;
    std::unique_ptr<RunIndex> index;

    /// An open reader of a run that is alive, so that looking at it twice a second stays cheap.
    struct LiveReader {
        qint64 holder = 0;
        std::unique_ptr<MetricReader> reader;
    };
    std::map<QString, LiveReader> liveReaders;
    OwnLasts ownLasts;

    RunFolder folder(const QString& uid) const;
    /// The row as its folder says it is now. `isDue`: it differs so much, or for so long, that the index should be
    /// told.
    struct Look {
        IndexRow row;
        bool isDue = false;
    };
    Look look(const IndexRow& known, bool isForced);
    /// Looks at each, and writes the copies that are due into the index at once. Throws SQLite::Exception.
    QList<RunRecord> reconcile(const QList<IndexRow>& known, bool isForced);
    /// `reconcile` for all runs, as often as somebody likes: those that wait or live are looked at every time, of the
    /// settled ones of a large project some hundred, in turn. The first time all are.
    QList<RunRecord> reconcileInTurn();
    /// The row made from the folder alone.
    IndexRow rowFromFolder(const QString& uid);
    Result<int> rebuild();
    Result<IndexRow> rowOf(const QString& uid);
    QString freeName(const QString& wanted, bool isBase);
    /// Changes meta.json and its mirror together.
    Result<void> editMeta(const QString& uid, const std::function<Result<void>(RunMeta&)>& change);
    /// Number of workers that have opened the run; 0 without a database.
    qint64 starts(const QString& uid) const;

private:
    MetricReader* readerFor(const QString& uid, qint64 holder, std::unique_ptr<MetricReader>& temporary);
    void readDatabase(IndexRow& row, qint64 holder);
    void beginListing(const QList<IndexRow>& known);
    /// As lists show it: with the project's own metrics.
    RunRecord shown(const RunRecord& record);

    // Of reconcileInTurn. While nothing changes, every list is the same one, shared.
    bool hasLookedAtAll = false;
    qint64 listedReading = -1;
    QList<RunRecord> listed;
    QList<qsizetype> restless; ///< positions in it of runs that wait or live
    qsizetype nextSettled = 0; ///< position in it
};

/// Epochs that a spec asks for.
qint64 epochsOf(const RunSpec& spec);

} // namespace lb::experiments
