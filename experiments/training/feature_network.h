#pragma once

#include "engine/train/parameter_store.h"
#include "engine/train/program.h"
#include "experiments/records/result.h"
#include "experiments/training/run_setup.h"
#include "models/families/image_classifier.h"

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace lb::experiments {

/// How far a long piece of work is: what it does, how much of it is done.
using WorkProgress = std::function<void(const QString& phase, qint64 done, qint64 total)>;

/// The features that the quality of image samples is measured in: a small classifier
/// (models/families/image_classifier.h) trained here on the labels of the run's data set, always on the same images and
/// from the same seed, whatever the run was trained on. Its scale is its own: distances compare with other distances in
/// these features alone, never with published Inception distances. The weights are kept in the project's data sets
/// folder under the data's fingerprint. One thread; keeps a reference to the setup's backend.
class FeatureNetwork {
public:
    /// Reads the kept weights or trains (about a minute for 60,000 images). InvalidArgument for data without labels.
    static Result<std::unique_ptr<FeatureNetwork>> open(const RunSetup& setup, const QString& cacheFolder,
                                                        const WorkProgress& progress);
    ~FeatureNetwork();

    /// images: [n, height * width] in [0, 1] -> [n, ImageClassifier::kFeatures].
    std::vector<float> features(std::span<const float> images);
    /// Share of the test images whose class it names.
    double accuracy() const { return m_accuracy; }
    /// The data it was trained on: all of the data set, with its own fixed split.
    const LoadedDataset& data() const { return m_data; }

private:
    FeatureNetwork(const RunSetup& setup, LoadedDataset data);
    void train(const WorkProgress& progress);
    void measureAccuracy();
    std::vector<float> run(std::span<const float> images, bool wantsLogits);
    Result<void> read(const QString& file);
    void write(const QString& file) const;

    LoadedDataset m_data;
    models::ImageClassifier m_classifier;
    std::unique_ptr<engine::ParameterStore> m_store;
    std::unique_ptr<engine::Program> m_program;
    models::ImageClassifier::Output m_output;
    double m_accuracy = 0;
};

/// Grey bytes of items as numbers in [0, 1], [items, height * width].
std::vector<float> pixelsOf(const engine::ImageSet& images, std::span<const std::uint32_t> items);

} // namespace lb::experiments
