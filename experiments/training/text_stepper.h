#pragma once

#include "engine/ops/sampling.h"
#include "engine/train/carried_store.h"
#include "engine/train/program.h"
#include "models/families/model.h"
#include "models/text/sampling.h"

#include <compare>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace lb::experiments {

/// What writes texts: a text model and programs over its weights, wherever those are.
struct WriterParts {
    const models::Model* model = nullptr;
    engine::Backend* backend = nullptr;
    std::function<std::unique_ptr<engine::Program>(std::unique_ptr<engine::Graph>, const std::vector<engine::Value>&,
                                                   engine::CarriedStore*)>
        program;
};

/// How words are drawn where the logits are.
struct WordDrawing {
    std::vector<std::int32_t> banned;
    models::SamplingSettings sampling;
    /// Whether these settings are among those that a graph knows: others need the logits.
    static bool knows(const models::SamplingSettings& sampling);
};

struct DrawnWord {
    std::int32_t id = 0;
    double logProbability = 0; ///< by the softmax of the logits as they are, in nats
};

/// Writes texts, `rows` at a time, with the weights as they are: takes the words so far, gives the logits of the
/// next. A transformer's keys and values of the words before are kept, with room for the words that a
/// text may have, so that a word takes time in proportion to what has been written. One thread; what the
/// parts point to must outlive it.
class TextStepper {
public:
    TextStepper(WriterParts parts, std::int64_t rows);
    ~TextStepper();

    /// The room that `start` makes for texts of so many words; `model` is any of the model's writing graphs.
    static std::int64_t roomFor(std::int64_t words, const models::WritingGraph& model);
    /// Words that a program takes of each row, and how many are banned where it draws the next; -1: it does not.
    struct Kind {
        std::int64_t steps = 1;
        std::int64_t banned = -1;
        auto operator<=>(const Kind&) const = default;
    };
    /// What such a program computes.
    struct Step {
        models::WritingGraph graph;
        engine::DrawnClasses drawn;
        std::vector<engine::Value> outputs;
    };
    /// `shape` has the rows and the room.
    static Step record(const models::Model& model, engine::Graph& graph, models::WritingShape shape, Kind kind);

    /// Before the first word of texts of up to `room` words. codes: [rows, latent].
    void start(std::span<const float> codes, std::int64_t room);
    /// Goes on by the same number of words in all rows. tokens: [steps, rows], first <s>, then what was written.
    /// Returns the logits of the words after them, [rows, vocabulary].
    std::vector<float> next(std::span<const std::int32_t> tokens);
    /// The same by different numbers: the words of row r are tokens[r]. Rows of different lengths stand together only
    /// at the beginning of texts, as prompts do; a row without words stays where it is and has no logits (a recurrent
    /// net's goes on with padding: do not read it again).
    std::vector<float> next(const std::vector<std::vector<std::int32_t>>& tokens);
    /// Whether words are better drawn where the logits are: on a device with memory of its own.
    bool drawsThere() const { return m_parts.backend->freeBytes().has_value(); }
    /// As `next`, but gives a word for each row instead of its logits, drawn by chances: [rows], in (0, 1), as
    /// models::NextToken draws it.
    std::vector<DrawnWord> draw(const std::vector<std::vector<std::int32_t>>& tokens, const WordDrawing& drawing,
                                std::span<const double> chances);
    /// Row i goes on from where row parents[i] stands.
    void pickRows(std::span<const std::int32_t> parents);
    /// Words that row r has so far, <s> included.
    std::int64_t position(std::int64_t row = 0) const { return m_past[static_cast<std::size_t>(row)]; }
    /// The most words that the model can take; 0: any number.
    std::int64_t longest() const { return m_longest; }
    /// Times the ops of the program that takes one word, from now on; and what they took.
    void setProfiling(bool isOn);
    std::vector<engine::OpTime> opTimes() const;
    std::size_t carriedBytes() const { return m_carried ? m_carried->bytes() : 0; }

private:
    struct Prepared {
        Step step;
        std::unique_ptr<engine::Program> program;
    };
    using Piece = std::vector<std::span<const std::int32_t>>;
    Prepared& preparedFor(Kind kind);
    /// Steps of the program that takes so many words: 1, 2, 4, ...
    std::int64_t stepsFor(std::int64_t words) const;
    /// Cuts `tokens` into what is taken at once: visit(piece).
    template <class Visit>
    void forEachPiece(const std::vector<std::vector<std::int32_t>>& tokens, const Visit& visit) const;
    std::int64_t stepsFor(const Piece& words) const;
    /// `others`: what the program has as inputs beside the words.
    void runPiece(const Piece& words, Prepared& prepared, std::int64_t steps,
                  std::vector<engine::InputNumbers> others = {});

    WriterParts m_parts;
    std::int64_t m_rows;
    std::int64_t m_longest = 0;
    bool m_isEndless = false;
    std::int64_t m_room = 0; ///< of what is carried
    std::unique_ptr<engine::CarriedStore> m_carried;
    std::unique_ptr<engine::Program> m_beginning; ///< null without codes
    std::map<Kind, Prepared> m_prepared;
    std::vector<std::int64_t> m_past; ///< by row
};

} // namespace lb::experiments
