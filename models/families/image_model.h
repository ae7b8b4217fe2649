#pragma once

#include "models/families/image_likelihood.h"
#include "models/families/image_parts.h"
#include "models/latents/free_bits.h"
#include "models/latents/latent.h"

namespace lb::models {

/// Any image encoder, any latent, any image decoder, and the objective that trains them.
class ImageModel final : public Model {
public:
    /// Throws ShapeError when the data set has no images or the parts do not fit them.
    ImageModel(std::string_view encoderKind, const Config& config, const DataShape& data);
    std::int64_t latentSize() const override { return m_size; }
    bool isText() const override { return false; }
    bool hasKl() const override { return m_latent->hasKl(); }
    bool isStochastic() const override { return m_latent->isStochastic(); }
    Theory theory() const override { return {m_latent->klFloor(), m_latent->entropyCeiling()}; }
    TrainingGraph recordTraining(engine::Graph& graph, engine::BatchShape shape) const override;
    EncodingGraph recordEncoding(engine::Graph& graph, engine::BatchShape shape) const override;
    ScoringGraph recordScoring(engine::Graph& graph, engine::BatchShape shape) const override;
    DecodingGraph recordDecoding(engine::Graph& graph, engine::BatchShape shape) const override;

private:
    engine::Value pixelsInput(engine::Graph& graph, engine::BatchShape shape) const;
    engine::Value codeInput(engine::Graph& graph, engine::BatchShape shape) const;

    std::int64_t m_pixels;
    std::int64_t m_size;
    FreeBits m_freeBits;
    ImageLikelihood m_likelihood;
    std::unique_ptr<ImageEncoder> m_encoder;
    std::unique_ptr<ImageDecoder> m_decoder;
    std::unique_ptr<Latent> m_latent;
};

/// The family "image-<kind>": the encoder of that kind, with the decoder of its kind unless the config names another.
Family imageFamily(const char* kind, const char* title);

} // namespace lb::models
