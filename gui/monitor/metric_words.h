#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace lb::gui {

/// What the Monitor calls metrics. `metric` as in experiments/records/README.md.
class MetricWords {
    Q_DECLARE_TR_FUNCTIONS(MetricWords)
public:
    /// "KL divergence": above a plot whose first metric it is.
    static QString plotTitle(const QString& metric);
    /// "KL, validation": among others.
    static QString fullTitle(const QString& metric);
    /// The same, without the split where no other of `among` has the title.
    static QString titleAmong(const QString& metric, const QStringList& among);
    /// "KL": under a heading that names the split.
    static QString title(const QString& metric);
    /// "nats"; empty: a pure number.
    static QString unit(const QString& metric);
    /// "KL (nats)": in the table of values.
    static QString rowLabel(const QString& metric);
    /// "Training", "Validation", ...: what a name's first part means.
    static QString split(const QString& metric);
    /// Beside the y axis of a plot: quantity and unit; the unit alone where several share it.
    static QString axisLabel(const QStringList& metrics);
    /// What a plot's info says: title or explanation, then the definition.
    static QString info(const QString& metric);
    /// Formula, unit, direction, what one may trip over, reference, a line each; empty for an unknown metric.
    static QString definition(const QString& metric);
    /// "1.31 ± 0.04": with its standard error where `values` has one; `metric` must be among them.
    static QString value(const QString& metric, const QMap<QString, double>& values);
    /// It is the standard error of another of `values`.
    static bool isErrorAmong(const QString& metric, const QMap<QString, double>& values);
};

} // namespace lb::gui
