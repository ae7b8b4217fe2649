#pragma once

#include "experiments/records/metric_records.h"
#include "experiments/store/run_folder.h"
#include "experiments/training/checkpoint.h"
#include "experiments/training/evaluator.h"
#include "experiments/training/run_setup.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace lb::experiments {

/// Decoded data: sentences, or grey images.
struct DecodedItems {
    QStringList sentences;
    int height = 0;
    int width = 0;
    QList<QByteArray> images; ///< height * width bytes each
};

class CodeDecoder;

/// What codes, [n, latent], become: images, or sentences, greedily unless the temperature is above 0.
DecodedItems decodeItems(const RunSetup& setup, CodeDecoder& decoder, std::span<const float> codes,
                         double temperature = 0, quint64 seed = 0);

struct SampleOptions {
    int count = 16;
    quint64 seed = 1;
    /// "prior": N(0, I), or uniform on the sphere for vmf. "gaussian", "gmm": one Gaussian, a mixture, fitted to the
    /// codes (posterior means) of up to 10,000 training items.
    QString sampler = QStringLiteral("prior");
    double temperature = 0; ///< text; 0: greedy
    int components = 10;    ///< gmm
    double spread = 1;      ///< of the codes about the sampler's mean; 0: the mean itself

    static constexpr int kMostComponents = 200;
    static constexpr double kMostSpread = 10;
};

struct OpenOptions {
    int threads = 0;         ///< 0: the spec's
    bool isAveraged = false; ///< the moving average of the weights in their place; InvalidArgument without one
};

/// A snapshot of a run (one checkpoint) opened for reading: sample, encode, interpolate; RunEvaluation
/// evaluates it. Never touches the run's files, so it cannot disturb a training. A checkpoint from the middle of a
/// training has its batch norms calibrated when it is opened, as a final one had before it was written: both answer
/// alike. One thread.
class OpenedRun {
public:
    /// `checkpoint`: a file name inside checkpoints/, a path, or empty for the newest whole one.
    static Result<std::unique_ptr<OpenedRun>> open(const RunFolder& folder, const QString& checkpoint,
                                                   const OpenOptions& options = {});

    qint64 step() const { return m_header.step; }
    const RunSetup& setup() const { return *m_setup; }

    /// Where what is slow to make is kept: the project's data sets folder.
    const QString& cacheFolder() const { return m_cacheFolder; }

    /// split: "train" "validation" "test". InvalidArgument for another word.
    Result<std::vector<std::uint32_t>> itemsOf(const QString& split) const;
    /// Codes (posterior means) of items, [items, latent].
    std::vector<float> codesOf(const std::vector<std::uint32_t>& items);
    /// Code (posterior mean) of a picture of the data's size that is not among its items, [latent].
    std::vector<float> codeOfPicture(std::span<const std::uint8_t> pixels);
    /// What codes become: images as numbers in [0, 1], [n, height * width]; sentences as token ids, decoded greedily.
    std::vector<float> decodeImages(const std::vector<float>& codes);
    std::vector<std::vector<std::int32_t>> decodeTokens(const std::vector<float>& codes);
    /// Texts of a language model, drawn as its probabilities are at this temperature.
    std::vector<std::vector<std::int32_t>> writeTokens(qint64 count, quint64 seed, double temperature = 1.0);
    /// Codes of a sampler, [count, latent]. InvalidArgument for what there is not.
    Result<std::vector<float>> drawCodes(const SampleOptions& options);
    /// A language model needs no codes: `sampler` does not matter, and a temperature of 0 means 1.
    Result<DecodedItems> sample(const SampleOptions& options);
    /// Codes (posterior means) of a split's items, [n, latent].
    Result<std::vector<float>> encode(const QString& split);

private:
    OpenedRun() = default;
    Result<void> requireCodes() const;
    DecodedItems decode(const std::vector<float>& codes, double temperature, quint64 seed);
    std::unique_ptr<RunSetup> m_setup;
    CheckpointHeader m_header;
    QString m_cacheFolder;
};

} // namespace lb::experiments
