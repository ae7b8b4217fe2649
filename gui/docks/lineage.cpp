#include "gui/docks/lineage.h"

#include "experiments/store/metric_reader.h"
#include "experiments/store/run_trash.h"

#include <QSet>

#include <algorithm>

namespace lb::gui {

using experiments::RunRecord;

namespace {

/// The data of models that come from elsewhere.
const QString kImported = QStringLiteral("imported");

struct Family {
    QHash<QString, const RunRecord*> byUid;
    QHash<QString, QList<const RunRecord*>> children; ///< oldest first

    explicit Family(const QList<RunRecord>& runs)
    {
        for (auto run = runs.crbegin(); run != runs.crend(); ++run) {
            byUid.insert(run->uid, &*run);
            if (!run->parentUid.isEmpty())
                children[run->parentUid].append(&*run);
        }
    }
};

void appendChildren(const Family& family, const QString& uid, QList<LineageEntry>& entries, QSet<QString>& seen)
{
    for (const RunRecord* child : family.children.value(uid)) {
        if (seen.contains(child->uid))
            continue; // damaged names may go in a circle
        seen.insert(child->uid);
        entries.append({child->uid, uid, child->parentStep});
        appendChildren(family, child->uid, entries, seen);
    }
}

} // namespace

QList<LineageEntry> lineageOf(const QList<RunRecord>& runs, const QString& uid)
{
    const Family family(runs);
    QList<LineageEntry> entries;
    QSet<QString> seen;
    for (QString next = uid; !next.isEmpty() && !seen.contains(next);) {
        const RunRecord* run = family.byUid.value(next);
        seen.insert(next);
        entries.prepend(run ? LineageEntry{next, run->parentUid, run->parentStep} : LineageEntry{next, {}, -1, false});
        next = run ? run->parentUid : QString();
    }
    if (!entries.isEmpty())
        entries.first().parentUid.clear();
    appendChildren(family, uid, entries, seen);
    return entries;
}

LineageFacts readLineageFacts(experiments::RunStore& store, const QList<RunRecord>& runs,
                              const QList<LineageEntry>& entries)
{
    LineageFacts facts;
    const bool hasStrangers =
        std::any_of(entries.begin(), entries.end(), [](const LineageEntry& entry) { return !entry.isKnown; });
    if (hasStrangers)
        for (const experiments::RunMeta& meta : experiments::trashedMetas(store))
            facts.trashedNames.insert(meta.uid, meta.name);
    for (const RunRecord& run : runs) {
        if (run.dataset != kImported)
            continue;
        const auto reader = experiments::MetricReader::open(store.folder(run.uid));
        const auto update = reader ? (*reader)->after({}, 1)
                                   : experiments::Result<experiments::MetricUpdate>(tl::unexpected(reader.error()));
        if (!update)
            continue;
        for (const experiments::RunEvent& event : update->events)
            if (event.kind == QLatin1String("import"))
                facts.imports.insert(run.uid, event.message);
    }
    return facts;
}

} // namespace lb::gui
