#pragma once

#include "experiments/records/run_spec.h"
#include "experiments/training/text_stepper.h"
#include "models/text/beam_search.h"
#include "models/text/sampling.h"
#include "models/text/tokenizer.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace lb::experiments {

struct GenerationSettings {
    models::SamplingSettings sampling;
    std::int64_t maximumTokens = 100;
    /// Ends and stops are heeded from here on; before, a text simply goes on.
    std::int64_t minimumTokens = 0;
    std::uint64_t seed = 1;
    std::vector<std::int32_t> stopIds;    ///< end a text and belong to it, as a full stop does
    std::vector<std::string> stopStrings; ///< end a text and do not belong to it
    std::int64_t alternatives = 0;        ///< likeliest tokens to report with each
    std::int64_t beams = 0;               ///< above 0: beam search instead of sampling
    models::BeamRule beamRule = models::BeamRule::Collecting;
    double lengthPenalty = 1.0;
};

/// One token as the model saw it: probabilities are those of its softmax, before any of the settings.
struct WrittenToken {
    std::int32_t id = 0;
    double logProbability = 0; ///< nats; its negative is the surprisal
    std::vector<models::TokenChance> best;
    std::string characters{}; ///< that it completed: what it adds to the text
};

enum class TextEnd { End, Stop, Length, Full, Cancelled };

struct WrittenText {
    std::vector<WrittenToken> tokens; ///< without the model's end mark
    std::string text;                 ///< whole UTF-8 characters, without the prompt
    TextEnd end = TextEnd::Length;
};

/// The marks that a vocabulary has; -1: none.
struct TextMarks {
    std::int32_t begin = -1; ///< stands before every text
    std::int32_t end = -1;
    std::vector<std::int32_t> never; ///< are no words to say
};
/// Those of the tokenizers that are made here.
TextMarks ownMarks();
/// Those of a run: its own tokenizer's.
TextMarks marksOf(const RunSpec& spec, const models::Tokenizer& tokenizer);
/// Rows of the embedding: the tokenizer's size, or what an imported model has.
std::int64_t vocabularyOf(const RunSpec& spec, const models::Tokenizer& tokenizer);

/// Writes texts after prompts. Equal weights, prompts, settings and seed give equal texts, whatever is written beside
/// them. One thread.
class TextGenerator {
public:
    /// `tokenizer` must outlive it.
    TextGenerator(WriterParts parts, const models::Tokenizer& tokenizer, TextMarks marks);

    /// After each token: the text's number and the token. False ends all texts.
    using OnToken = std::function<bool(std::size_t text, const WrittenToken& token)>;
    /// prompts: token ids without the begin mark; codes: [prompts, latent], for models with codes. A transformer whose
    /// positions are full goes on from the newer half of the text.
    std::size_t carriedBytes() const { return m_stepper ? m_stepper->carriedBytes() : 0; }
    std::vector<WrittenText> run(const std::vector<std::vector<std::int32_t>>& prompts, std::span<const float> codes,
                                 const GenerationSettings& settings, const OnToken& onToken = {});

private:
    struct Writing;
    void writeTogether(std::vector<Writing>& texts, std::span<const float> codes, const OnToken& onToken);
    void writeBeam(Writing& writing, const std::vector<float>& code);
    /// What a model says of the next words: their logits, or words already.
    struct Next {
        std::vector<float> logits;
        std::vector<DrawnWord> drawn;
    };
    using Words = std::vector<std::vector<std::int32_t>>;
    Words begin(TextStepper& stepper, std::vector<Writing>& texts, std::span<const float> codes,
                std::int64_t more) const;
    Next feed(TextStepper& stepper, const Words& words, const std::vector<Writing>& texts) const;
    void take(Writing& writing, const Next& next, const OnToken& onToken);
    void append(Writing& writing, WrittenToken token, const OnToken& onToken);
    TextStepper& stepperFor(std::int64_t rows);

    WriterParts m_parts;
    const models::Tokenizer& m_tokenizer;
    TextMarks m_marks;
    GenerationSettings m_settings;
    std::unique_ptr<TextStepper> m_stepper;
    std::int64_t m_rows = 0;
};

} // namespace lb::experiments
