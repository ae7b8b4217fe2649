#pragma once

#include "engine/train/weight_store.h"
#include "experiments/records/result.h"
#include "experiments/records/run_spec.h"
#include "experiments/store/run_folder.h"
#include "experiments/training/opened_writer.h"
#include "models/families/text_reader.h"
#include "models/text/tokenizer.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

namespace lb::experiments {

/// One vector for each of several texts.
struct TextVectors {
    std::int64_t width = 0;
    std::vector<float> numbers; ///< text after text
    qint64 cutTexts = 0;        ///< longer than the model's positions: what is behind them was not read
};

/// The transformer encoder of a run opened for reading texts: an imported BERT, or the encoder of a text VAE. Without
/// data set and optimizer; never touches the run's files. One thread.
class OpenedReader {
public:
    /// `checkpoint`: as in OpenedWriter::open. InvalidArgument for a run without a transformer encoder.
    static Result<std::unique_ptr<OpenedReader>> open(const RunFolder& folder, const QString& checkpoint,
                                                      int threads = 0);
    ~OpenedReader();

    qint64 step() const { return m_step; }
    const models::Tokenizer& tokenizer() const { return *m_tokenizer; }
    /// As in OpenedWriter: read from both sides, every token has a number.
    static constexpr bool scoresFirst() { return true; }

    /// Texts are read between the marks that the model knows, [CLS] and [SEP] in BERT. InvalidArgument for
    /// TextPooling::Weighted of a model that has no trained query. False from `goesOn` ends the work: the
    /// vectors are those of the texts so far.
    Result<TextVectors> vectors(const QStringList& texts, models::TextPooling pooling,
                                const std::function<bool(qint64 done)>& goesOn = {});
    /// ln p of each token when it alone is hidden, from both sides: their sum is the pseudo log likelihood of the text
    /// (Salazar et al. 2020). InvalidArgument without a head for hidden words or a token for them, and for a text that
    /// is longer than the model.
    Result<std::vector<ScoredToken>> score(const QString& text);

private:
    struct Rows;
    OpenedReader() = default;
    std::vector<std::int32_t> framed(const QString& text) const;
    std::vector<float> run(const Rows& rows,
                           const std::function<engine::Value(engine::Graph&, engine::BatchShape)>& record);

    qint64 m_step = 0;
    RunSpec m_spec;
    bool m_hasHead = false;
    bool m_hasQuery = false;
    std::unique_ptr<models::Tokenizer> m_tokenizer;
    std::unique_ptr<models::TextReader> m_reader;
    std::unique_ptr<engine::Backend> m_backend;
    std::unique_ptr<engine::SharedArena> m_arena;
    std::unique_ptr<engine::WeightStore> m_weights;
};

} // namespace lb::experiments
