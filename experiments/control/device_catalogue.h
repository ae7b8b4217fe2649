#pragma once

#include "experiments/records/result.h"
#include "experiments/records/run_spec.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace lb::experiments {

/// Where a run is to train: run.device and run.gpu.
struct DeviceKey {
    QString device = QStringLiteral("auto");
    int gpu = 0; ///< of "cuda" alone

    bool operator==(const DeviceKey&) const = default;
    /// "auto", "cpu", "cuda:1"; "cuda" is "cuda:0". Anything else is "auto".
    static DeviceKey fromText(const QString& text);
    QString text() const;
    /// Of run.device and run.gpu.
    static DeviceKey of(const RunSpec& spec);
    /// Sets these.
    void applyTo(RunSpec& spec) const;
};

struct Device {
    DeviceKey key;
    QString name;           ///< of a GPU: the maker's; of the CPU: of its backend
    int threads = 0;        ///< of the CPU
    qint64 memoryBytes = 0; ///< 0: unknown
    qint64 freeBytes = 0;   ///< when the catalogue was made

    bool isGpu() const { return key.device == QLatin1String("cuda"); }
};

/// The devices that workers of this computer can train on, as `latentbench-worker devices` prints them.
struct DeviceCatalogue {
    Device cpu{.key = {QStringLiteral("cpu")}};
    QList<Device> gpus;
    /// Why there is no GPU, empty where there is one: "no-driver", "old-driver", "library-missing", "other-build",
    /// "no-device", "failure".
    QString absence;
    QString absenceDetail;

    /// Corrupt where a line is none of a catalogue, or the CPU is missing.
    static Result<DeviceCatalogue> parse(const QByteArray& lines);
    /// Where a run with this key trains: "auto" is the first GPU, or else the CPU. Null: there is no such GPU.
    const Device* find(const DeviceKey& key) const;
};

} // namespace lb::experiments
