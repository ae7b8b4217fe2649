#pragma once

#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

#include <limits>

namespace lb::experiments {

/// One setting of a run: the single source for forms, validation, help and `--set`. Model fields come from the family
/// (through experiments/preview), the rest from `runFields()`.
struct FieldSchema {
    enum class Kind { Boolean, Integer, Real, Choice, Text };
    QString key; ///< dotted: "latent.size"
    Kind kind = Kind::Text;
    QString label;
    QJsonValue defaultValue;
    double minimum = -std::numeric_limits<double>::max();
    double maximum = std::numeric_limits<double>::max();
    QStringList choices;
    QString unit;
    QString zeroText; ///< what 0 means, where it is no amount: "all", "off"
    QString help;
    QString section; ///< "Data", "Model", "Latent", "Objective", "Training", "Run"
    /// Shown and used only while field `dependsOn` has one of `dependsOnValues`; empty: always.
    QString dependsOn;
    QStringList dependsOnValues;
    bool isLive = false; ///< may be changed while the run trains
};

/// A value that does not fit its field: what, why, what to do, in one sentence.
struct FieldProblem {
    QString key;
    QString sentence;
};

/// Fields that every run has, whatever its model: data.*, model.family, optimizer.*, train.*, run.*.
const QList<FieldSchema>& runFields();

} // namespace lb::experiments
