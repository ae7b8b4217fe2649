#pragma once

#include "engine/train/program.h"
#include "experiments/training/run_setup.h"

#include <map>
#include <memory>
#include <span>
#include <vector>

namespace lb::experiments {

/// Writes texts word by word from codes, `rows` at a time, with the current weights of a setup's store. Models that
/// keep something of every word (a transformer's keys and values) get states with room for 16 words, then twice as many
/// whenever they are full, so that a step takes time in proportion to what has been written. One thread; keeps a
/// reference to the setup.
class TextStepper {
public:
    TextStepper(const RunSetup& setup, std::int64_t rows);
    ~TextStepper();

    /// codes: [rows, latent]. Before the first word of a text.
    void start(std::span<const float> codes);
    /// tokens: [rows], the words before (<s> at first). Returns the logits of the next ones, [rows, vocabulary].
    std::vector<float> next(std::span<const std::int32_t> tokens);
    /// Words written since `start`.
    std::int64_t position() const { return m_position; }
    /// The most words that the model can write; 0: any number.
    std::int64_t longest() const;

private:
    struct Prepared {
        models::DecodingGraph graph;
        std::unique_ptr<engine::Program> program;
    };
    Prepared& preparedFor(std::int64_t room);
    void run(std::span<const std::int32_t> tokens);
    void grow();

    const RunSetup& m_setup;
    std::int64_t m_rows;
    std::map<std::int64_t, Prepared> m_prepared; ///< by room
    Prepared* m_now = nullptr;
    // Kept here between steps: the programs of a setup take turns in one arena.
    std::vector<float> m_codes;
    std::vector<std::vector<float>> m_states;
    std::int64_t m_position = 0;
};

} // namespace lb::experiments
