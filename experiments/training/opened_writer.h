#pragma once

#include "engine/train/weight_store.h"
#include "experiments/records/result.h"
#include "experiments/records/run_spec.h"
#include "experiments/store/run_folder.h"
#include "experiments/training/text_generator.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace lb::experiments {

struct WriterOptions {
    int threads = 0; ///< 0: the spec's, and if that is 0 too, the number of cores
    /// In what the weights are kept: "fp32", "bf16", or "auto": bfloat16 for models of 64 MiB and more, which are read
    /// as fast as memory allows, so that half of the bytes are half of the time.
    QString precision = QStringLiteral("auto");
    bool isAveraged = false; ///< the moving average of the weights; InvalidArgument without one
};

/// A given text as a model sees it.
struct ScoredToken {
    std::int32_t id = 0;
    double logProbability = 0; ///< nats
};

/// A text model of a run opened for writing: the weights of one checkpoint and the tokenizer, without the data set, the
/// optimizer or gradients. Never touches the run's files. One thread.
class OpenedWriter {
public:
    /// `checkpoint`: a file name inside checkpoints/, a path, or empty for the newest. InvalidArgument for a model of
    /// images, NotFound without a checkpoint or tokenizer.
    static Result<std::unique_ptr<OpenedWriter>> open(const RunFolder& folder, const QString& checkpoint,
                                                      const WriterOptions& options = {});
    ~OpenedWriter();

    qint64 step() const { return m_step; }
    const RunSpec& spec() const { return m_spec; }
    const models::Tokenizer& tokenizer() const { return *m_tokenizer; }
    const TextMarks& marks() const { return m_marks; }
    /// Whether `score` has a number for a text's first token: there is a mark before it.
    bool scoresFirst() const { return m_marks.begin >= 0; }
    bool hasCodes() const { return m_model->hasCodes(); }
    bool isBf16() const { return m_isBf16; }
    std::size_t weightBytes() const { return m_weights->bytes(); }
    std::size_t carriedBytes() const { return m_generator->carriedBytes(); }

    /// One text after each prompt. Models with codes take them from the prior, by the seed.
    std::vector<WrittenText> write(const QStringList& prompts, const GenerationSettings& settings,
                                   const TextGenerator::OnToken& onToken = {});
    /// One text for each of `texts`, decoded from its code: a draw from its posterior q(z|x), by the seed, or its mean.
    /// InvalidArgument for a language model, which has no codes, and for a text without a word.
    Result<std::vector<WrittenText>> rewrite(const QStringList& texts, bool fromMean,
                                             const GenerationSettings& settings,
                                             const TextGenerator::OnToken& onToken = {});
    /// The tokens of a text with the end mark, if there is one, each given those before. Language models alone;
    /// a text longer than the model's positions is taken in pieces that overlap by half.
    Result<std::vector<ScoredToken>> score(const QString& text);

private:
    OpenedWriter() = default;
    WriterParts parts();
    Result<void> openEncoder();
    /// mean and ln sigma^2 (empty where there is no noise) of a text's posterior.
    std::pair<std::vector<float>, std::vector<float>> posteriorOf(std::vector<std::int32_t> ids);
    std::vector<double> losses(const std::vector<std::int32_t>& inputs, const std::vector<std::int32_t>& targets);

    qint64 m_step = 0;
    RunSpec m_spec;
    std::unique_ptr<models::Tokenizer> m_tokenizer;
    TextMarks m_marks;
    std::unique_ptr<models::Model> m_model;
    std::unique_ptr<engine::Backend> m_backend;
    std::unique_ptr<engine::SharedArena> m_arena;
    std::unique_ptr<engine::WeightStore> m_weights;
    std::unique_ptr<engine::WeightStore> m_encoderWeights; ///< null until a text is encoded
    std::function<Result<void>(engine::WeightStore&)> m_readEncoder;
    std::unique_ptr<TextGenerator> m_generator;
    bool m_isBf16 = false;
};

} // namespace lb::experiments
