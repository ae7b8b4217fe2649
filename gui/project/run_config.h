#pragma once

#include "experiments/records/field_schema.h"
#include "experiments/records/result.h"
#include "experiments/records/run_record.h"
#include "experiments/records/run_spec.h"
#include "experiments/store/run_store.h"

#include <QList>
#include <QString>

namespace lb::gui {

/// A run's settings beside what they are compared with: the run it was forked from, else the shipped preset of its
/// model on its data, else the defaults.
struct RunConfig {
    enum class Base { Parent, Preset, Defaults };
    QString uid;
    Base base = Base::Defaults;
    QString baseName; ///< "VAE", "BN-VAE on sentences"; empty for the defaults
    QList<experiments::FieldSchema> schema;
    experiments::RunSpec spec;     ///< complete
    experiments::RunSpec baseSpec; ///< complete
    QStringList changed;           ///< keys whose values differ
};

/// For the store's thread: reads two small files.
experiments::Result<RunConfig> readConfig(experiments::RunStore& store, const experiments::RunRecord& run);

/// Label, unit or help of a field in the user's language.
QString fieldWords(const QString& text);

/// Null when the schema has no such field.
const experiments::FieldSchema* fieldOf(const QList<experiments::FieldSchema>& schema, const QString& key);

/// A value as people write it: "0.001", "on", "bn-vae"; with true minus, without trailing zeros.
QString fieldValueText(const experiments::FieldSchema& field, const QJsonValue& value);

/// The same for reading only: with its unit, or what 0 means instead of the number.
QString fieldDisplayText(const experiments::FieldSchema& field, const QJsonValue& value);

/// The field is used by this spec (its dependsOn holds).
bool isUsed(const experiments::FieldSchema& field, const experiments::RunSpec& spec);

} // namespace lb::gui
