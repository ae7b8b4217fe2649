#pragma once

#include <QCborMap>
#include <QList>
#include <QString>
#include <QStringList>

#include <array>
#include <utility>

namespace lb::gui {

/// What the samples page shows of runs.
enum class SampleMode { Reconstruct, Prior, Interpolate, Traverse, Arithmetic, History, Worst };
inline constexpr int kSampleModes = 7;

/// What a grid is asked for with: equal settings on one checkpoint give equal grids.
struct SampleSettings {
    SampleMode mode = SampleMode::Reconstruct;
    QString split = QStringLiteral("validation");
    qint64 seed = 1;
    int count = 16;
    QString sampler = QStringLiteral("prior"); ///< or "gaussian", "gmm"
    int components = 10;                       ///< of "gmm"
    double temperature = 1;                    ///< images: the spread of codes; text: of the words, 0 is greedy
    qint64 from = -1;                          ///< position in the split, A or a; below 0: all are drawn by the seed
    qint64 to = -1;                            ///< B or b
    qint64 third = -1;                         ///< c of a - b + c
    std::array<QString, 3> pictures;           ///< files in place of these items; empty: none
    bool isSpherical = true;
    int steps = 11;
    int rows = 8;                           ///< dimensions of a traversal
    double reach = 3;                       ///< deviations to both sides
    QString order = QStringLiteral("loss"); ///< of the worst items: or "kl", "novelty"
    bool operator==(const SampleSettings&) const = default;
};

/// Whether a mode is asked of a worker; the history is read from the store.
inline bool isServed(SampleMode mode)
{
    return mode != SampleMode::History;
}

/// Whether one answer serves both: the order of a ranking that is there is the window's business.
bool asksTheSame(const SampleSettings& a, SampleSettings b);

/// The request (experiments/worker/README.md), without run and checkpoint.
QCborMap sampleRequest(const SampleSettings& settings, bool isText);

/// The request for what is along the path of a grid in finer steps, 0.01 of the path for images.
QCborMap alongRequest(const SampleSettings& settings, bool isText);

/// Whose grid it is.
struct GridOrigin {
    QString project; ///< folder
    QString uid;
    QString run; ///< name
    qint64 step = -1;
    QString checkpoint; ///< file name; empty: not known
    bool isText = false;
};
/// The command that writes the same grid; "" for what there is no checkpoint of.
QString sampleCommand(const SampleSettings& settings, const GridOrigin& origin);

/// What the picture says of itself, as chunks of a PNG: run, checkpoint, step, seed, sampler, command. Keys without
/// spaces: readers of PNG heads cut them there.
QList<std::pair<QString, QString>> pictureFacts(const SampleSettings& settings, const GridOrigin& origin);
/// The same as a sentence, for below the picture. In the user's language.
QString pictureCaption(const SampleSettings& settings, const GridOrigin& origin);

QString modeName(SampleMode mode);
/// What an item of a path or a sum is called: its position, or the name of its file.
QString termName(const SampleSettings& settings, std::size_t term);
/// As the window names it.
QString samplerName(const SampleSettings& settings);

} // namespace lb::gui
