#pragma once

#include "models/families/transformer_encoder.h"
#include "models/families/transformer_settings.h"

namespace lb::models {

/// A transformer encoder by itself, as BERT is used: a vector for a text, and how likely a word is at a place that is
/// hidden from it. Reads the encoder's settings of a config; parameters are the encoder's, and of the guessing head
/// "encoder/predictions/dense/...", "encoder/predictions/norm/...", "encoder/predictions/bias". Evaluation mode; holds
/// no numbers. Source of the head: Devlin et al. 2018 and the code they published.
class TextReader {
public:
    /// Throws ShapeError when the settings do not fit together.
    TextReader(const Config& config, std::int64_t vocabulary);

    /// The longest text, in tokens.
    std::int64_t longest() const { return m_longest; }
    std::int64_t width() const { return m_encoder.width(); }
    /// Inputs "tokens" I32 [steps, rows] and "lengths" I32 [rows] -> [rows, width()].
    engine::Value recordVectors(engine::Graph& graph, engine::BatchShape shape, TextPooling pooling) const;
    /// And "places" I32 [rows]: row * steps + the place in it, and "targets" I32 [rows]: the word to be guessed there
    /// -> -ln p of it, [rows].
    engine::Value recordGuesses(engine::Graph& graph, engine::BatchShape shape) const;

private:
    engine::Value states(engine::Graph& graph, engine::BatchShape shape, engine::Value lengths) const;
    engine::Value activated(engine::Value x) const;

    std::int64_t m_vocabulary;
    std::int64_t m_longest;
    TransformerEncoder m_encoder;
    BlockActivation m_activation;
    Linear m_dense;
    LayerNorm m_norm;
};

} // namespace lb::models
