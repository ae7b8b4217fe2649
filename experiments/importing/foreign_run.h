#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace lb::experiments {

struct ForeignPoint {
    qint64 step = 0;
    qint64 timeMs = 0; ///< 0: the file does not say
    double value = 0;
    bool operator==(const ForeignPoint&) const = default;
};

/// The numbers of a run that another program wrote.
struct ForeignRun {
    struct Series {
        QString name;                     ///< as the file has it
        std::vector<ForeignPoint> points; ///< steps rise
    };
    QString name;   ///< of the folder or file
    QString source; ///< its path
    std::vector<Series> series;
    QHash<QString, std::size_t> indexOf; ///< into `series`, by name

    // What is not there, and why.
    qint64 lostBytes = 0;   ///< after the place where the file ends early or is damaged
    qint64 lostRecords = 0; ///< whole, but with a wrong checksum or not to be understood
    qint64 otherValues = 0; ///< pictures, histograms, texts
    qint64 replaced = 0;    ///< by points of a later start of the same run

    /// A step that is not behind the last one takes the place of all from there on: the run was started again.
    void add(const QString& metric, const ForeignPoint& point);
    qint64 pointCount() const;
    qint64 lastStep() const;
    /// "12 bytes at its end could not be read, ..."; empty: nothing was lost.
    QString losses() const;
};

/// The name that a foreign metric gets here, so that it can be compared: "val_loss", "Loss/val" and "eval/loss" are
/// "validation/loss". Any other stays as it is.
QString importedMetric(const QString& foreign);

/// What programs call a step and the time of a point, in small letters; the first that is there counts.
const QStringList& stepNames();
const QStringList& timeNames();
/// The step that a number means, an epoch's fraction cut; nothing for one that is no step.
std::optional<qint64> stepOfNumber(double number);
/// Milliseconds since 1970 of a number of seconds or of milliseconds; 0 where it is neither.
qint64 timeOfNumber(double number);

/// Whether a name can stand for a metric: some printable characters, at most 200.
bool isUsableMetric(const QString& name);

} // namespace lb::experiments
