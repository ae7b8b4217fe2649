#pragma once

#include "engine/train/carried_store.h"
#include "models/families/model.h"
#include "tests/models/tiny_training.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace lb::testing {

/// Writes the evaluation batch's texts, `atOnce` words at a time.
class TextWriter {
public:
    TextWriter(const models::Model& model, TinyTraining& training, std::span<const float> z)
        : m_model(model)
        , m_training(training)
        , m_carried(training.backend())
    {
        if (!model.hasCodes())
            return;
        auto graph = std::make_unique<engine::Graph>();
        model.recordBeginning(*graph, {.rows = training.shape().rows, .room = training.shape().steps});
        const auto program = training.writing(std::move(graph), {}, m_carried);
        program->setInput("z", z);
        if (program->graph().findInput("nothing") >= 0)
            program->setInput("nothing", std::span<const std::int32_t>(numbers(0)));
        program->run({});
        m_carried.applyUpdates(*program);
    }

    /// The logits after the next `steps` words.
    std::vector<float> next(std::int64_t steps)
    {
        const auto rows = m_training.shape().rows;
        auto graph = std::make_unique<engine::Graph>();
        // Room for no more steps than there are: a place that is taken too early would show.
        const models::WritingGraph writing =
            m_model.recordWriting(*graph, {.rows = rows, .steps = steps, .room = m_training.shape().steps});
        const auto program = m_training.writing(std::move(graph), {writing.logits}, m_carried);
        std::vector<std::int32_t> positions, last;
        for (std::int64_t i = 0; i < steps * rows; ++i)
            positions.push_back(static_cast<std::int32_t>(m_past + i / rows));
        for (std::int64_t row = 0; row < rows; ++row)
            last.push_back(static_cast<std::int32_t>((steps - 1) * rows + row));
        const std::vector<std::int32_t>& words = m_training.evaluationBatch().indices.at("decoder_input");
        program->setInput("tokens", std::span(words).subspan(static_cast<std::size_t>(m_past * rows), positions.size()));
        program->setInput("positions", std::span<const std::int32_t>(positions));
        program->setInput("past", std::span<const std::int32_t>(numbers(m_past + writing.memory)));
        program->setInput("lengths", std::span<const std::int32_t>(numbers(steps)));
        program->setInput("last", std::span<const std::int32_t>(last));
        program->run({});
        m_carried.applyUpdates(*program);
        m_past += steps;
        return program->fetch(writing.logits);
    }

private:
    std::vector<std::int32_t> numbers(std::int64_t number) const
    {
        return std::vector<std::int32_t>(static_cast<std::size_t>(m_training.shape().rows),
                                         static_cast<std::int32_t>(number));
    }
    const models::Model& m_model;
    TinyTraining& m_training;
    engine::CarriedStore m_carried;
    std::int64_t m_past = 0;
};

} // namespace lb::testing
