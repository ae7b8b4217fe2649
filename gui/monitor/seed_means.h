#pragma once

#include "experiments/records/metric_records.h"
#include "gui/compare/seed_lines.h"
#include "gui/compare/seed_spread.h"

#include <QHash>

#include <map>

namespace lb::gui {

/// Means of seeds while their runs train: what can no longer change is not averaged again. GUI thread only.
class SeedMeans {
public:
    /// Forgets all points. Lines of one run are left out.
    void setLines(const QList<SeedLine>& lines, SpreadKind kind);
    /// The line that a run is averaged into, or the run itself.
    QString lineOf(const QString& uid) const { return m_lineOf.value(uid, uid); }
    bool averages(const QString& uid) const { return m_lineOf.contains(uid); }

    /// Steps of a run rising, as they come from its store.
    void append(const QString& uid, const QString& metric, const QList<experiments::MetricPoint>& points);
    /// All metrics of the run where none is named.
    void clear(const QString& uid, const QString& metric = {});

    struct Change {
        QString line;
        QString metric;
        const SeedMean* mean;
    };
    /// What changed since it was asked last, each as a whole. Holds until the next call of anything here.
    QList<Change> takeChanges();

private:
    struct Mean {
        std::map<QString, std::vector<experiments::StepValue>> runs; ///< by uid
        SeedMean result;
        qint64 settled = -1; ///< the last step at which no run can gain a value any more
        bool isChanged = false;
    };
    using Key = std::pair<QString, QString>; ///< line, metric
    void average(Mean& mean) const;

    QHash<QString, QString> m_lineOf;
    std::map<Key, Mean> m_means;
    SpreadKind m_kind = SpreadKind::None;
};

} // namespace lb::gui
