#pragma once

#include "experiments/records/field_schema.h"
#include "experiments/records/run_figures.h"

#include <QHash>

namespace lb::gui {

/// What was read of the project's runs, as a value: a copy is cheap and stays as it is, so another thread may read it.
struct CompareFigures {
    QHash<QString, experiments::RunFigures> runs;    ///< by uid
    QHash<QString, QString> settingsKeys;            ///< by uid, the MD5 of experiments::settingsKey
    QHash<QString, experiments::FieldSchema> fields; ///< of any run's schema, by key
    qsizetype waiting = 0;                           ///< runs that are still to be read

    /// Null for a run that has not been read.
    const experiments::RunFigures* figures(const QString& uid) const
    {
        const auto found = runs.constFind(uid);
        return found == runs.cend() ? nullptr : &*found;
    }
    /// Null for an unknown key.
    const experiments::FieldSchema* field(const QString& key) const
    {
        const auto found = fields.constFind(key);
        return found == fields.cend() ? nullptr : &*found;
    }
};

} // namespace lb::gui
