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
/// Shipped or one's own. NotFound with the known ids.
Result<Preset> findPreset(const QString& id);

// One's own presets: a file each in ownPresetFolder(), for the window and the command line of every project. Their id is
// "own:NAME".

/// LATENTBENCH_PRESETS, else the user's configuration folder + "/latentbench/presets".
QString ownPresetFolder();
bool isOwnPreset(const QString& id);
/// By title. Files that are damaged or of a newer version are left out.
QList<Preset> ownPresets();
/// The shipped ones, then one's own.
Result<QList<Preset>> allPresets();
/// A new one, named by its title (with a number where the name is taken). InvalidArgument for no title, Io.
Result<Preset> saveOwnPreset(const QString& title, const QString& description, const RunSpec& spec);
/// Another title; the id stays, for scripts name it.
Result<void> renameOwnPreset(const QString& id, const QString& title);
Result<void> removeOwnPreset(const QString& id);

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
