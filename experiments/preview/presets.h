#pragma once

#include "experiments/records/result.h"
#include "experiments/records/run_spec.h"

#include <QList>
#include <QString>

namespace lb::experiments {

/// A named, shipped run description (resources/presets/presets.json).
struct Preset {
    QString id;          ///< "bn-vae-sentences"
    QString title;       ///< "BN-VAE on sentences"
    QString description; ///< one sentence
    QString family;      ///< latent kind, for the hue
    RunSpec spec;
};

/// All shipped presets. Corrupt when the shipped file is damaged: our own mistake, found by a test.
Result<QList<Preset>> presets();
/// NotFound with the known ids.
Result<Preset> findPreset(const QString& id);

/// One run of a demo.
struct DemoRun {
    RunSpec spec;
    QString name;   ///< "VAE"
    QString family; ///< latent kind
};

/// The three runs of the demo `kind` ("sentences" or "images"): same data, seed and batches, so that their curves
/// compare.
Result<QList<DemoRun>> demoRuns(const QString& kind, qint64 seed);
/// "Demo: sentences": the group of a demo's runs.
QString demoGroup(const QString& kind);

} // namespace lb::experiments
