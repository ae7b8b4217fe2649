#pragma once

#include "models/families/text_parts.h"
#include "models/families/word_output.h"

namespace lb::models {

/// A text decoder that writes from nothing: -log p(x) of a sentence is the cross-entropy summed over its tokens and
/// </s>, in nats. No encoder, no code. Scalars: "reconstruction", the loss itself.
class LanguageModel final : public Model {
public:
    /// Throws ShapeError when the data set has no sentences or the decoder does not fit them.
    LanguageModel(std::string_view kind, const Config& config, const DataShape& data);
    std::int64_t latentSize() const override { return 0; }
    bool isText() const override { return true; }
    bool hasKl() const override { return false; }
    bool isStochastic() const override { return false; }
    Theory theory() const override;
    TrainingGraph recordTraining(engine::Graph& graph, engine::BatchShape shape) const override;
    ScoringGraph recordScoring(engine::Graph& graph, engine::BatchShape shape) const override;
    void recordBeginning(engine::Graph& graph, WritingShape shape) const override;
    WritingGraph recordWriting(engine::Graph& graph, WritingShape shape) const override;

private:
    std::unique_ptr<TextDecoder> m_decoder;
    WordOutput m_words;
};

/// The family "language-<kind>": the text decoder of that kind alone.
Family languageFamily(const char* kind, const char* title);

} // namespace lb::models
