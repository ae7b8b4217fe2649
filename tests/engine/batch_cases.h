#pragma once

#include "engine/data/batch_source.h"

#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

namespace lb::tests {

/// A small data set with the items chosen from it: pictures, or sentences where `buckets` is not empty.
struct Case {
    engine::ImageSet images;
    engine::TextSet text;
    std::vector<std::uint32_t> items;
    std::vector<std::int64_t> buckets;
    engine::BatchOptions options;

    std::size_t rows() const { return static_cast<std::size_t>(options.rows); }
    std::unique_ptr<engine::BatchSource> training() const { return make(true); }
    std::unique_ptr<engine::BatchSource> evaluation() const { return make(false); }
    std::unique_ptr<engine::BatchSource> make(bool isTraining) const
    {
        engine::BatchOptions chosen = options;
        chosen.shuffle = chosen.dropPartial = isTraining;
        return buckets.empty() ? engine::makeImageBatches(images, items, chosen)
                               : engine::makeTextBatches(text, items, buckets, chosen);
    }
    std::int64_t smallestBucket(std::uint32_t item) const { return bucketIn(buckets, item); }
    std::int64_t bucketIn(const std::vector<std::int64_t>& bounds, std::uint32_t item) const
    {
        const auto needed = static_cast<std::int64_t>(text.sentences[item].size()) + 1;
        const auto found = std::lower_bound(bounds.begin(), bounds.end(), needed);
        return found == bounds.end() ? bounds.back() : *found;
    }
    std::int64_t paddedSteps(const std::vector<std::int64_t>& bounds) const
    {
        return std::accumulate(items.begin(), items.end(), std::int64_t{0},
                               [&](std::int64_t sum, std::uint32_t item) { return sum + bucketIn(bounds, item); });
    }
};

/// Some of the items of a set, in any order, at least a batch of them.
inline std::vector<std::uint32_t> chosenItems(std::size_t count, std::int64_t rows)
{
    std::vector<std::uint32_t> all(count);
    std::iota(all.begin(), all.end(), 0U);
    std::vector<std::uint32_t> order = engine::shuffledOrder(count, *rc::gen::arbitrary<std::uint64_t>(), 0);
    order.resize(*rc::gen::inRange<std::size_t>(static_cast<std::size_t>(rows), count + 1));
    return order;
}

inline engine::BatchOptions anyOptions()
{
    return {.rows = *rc::gen::inRange<std::int64_t>(1, 9), .seed = *rc::gen::arbitrary<std::uint64_t>()};
}

inline rc::Gen<Case> imageCase()
{
    return rc::gen::exec([] {
        Case example{.options = anyOptions()};
        const auto count = static_cast<std::size_t>(example.options.rows) + *rc::gen::inRange<std::size_t>(0, 60);
        example.images = {.height = 2, .width = 3};
        for (std::size_t i = 0; i < count * 6; ++i)
            example.images.pixels.push_back(static_cast<std::uint8_t>(i * 37));
        example.items = chosenItems(count, example.options.rows);
        return example;
    });
}

inline rc::Gen<Case> textCase()
{
    return rc::gen::exec([] {
        Case example{.options = anyOptions()};
        const auto count = static_cast<std::size_t>(example.options.rows) + *rc::gen::inRange<std::size_t>(0, 60);
        const auto lengths = *rc::gen::container<std::vector<std::size_t>>(count, rc::gen::inRange<std::size_t>(0, 15));
        for (const std::size_t length : lengths) {
            std::vector<std::int32_t> sentence(length);
            std::iota(sentence.begin(), sentence.end(), static_cast<std::int32_t>(4 + length));
            example.text.sentences.push_back(std::move(sentence));
        }
        example.items = chosenItems(count, example.options.rows);
        // Bounds of any kind: sentences longer than the last are cut.
        example.buckets = *rc::gen::nonEmpty(rc::gen::unique<std::vector<std::int64_t>>(rc::gen::inRange(2, 20)));
        std::sort(example.buckets.begin(), example.buckets.end());
        return example;
    });
}

inline rc::Gen<Case> anyCase()
{
    return rc::gen::oneOf(imageCase(), textCase());
}

/// The four inputs of one row over all steps; "lengths" has one number.
using Column = std::array<std::vector<std::int32_t>, 4>;

inline Column columnOf(const engine::Batch& batch, std::size_t row)
{
    Column column;
    const auto rows = static_cast<std::size_t>(batch.shape.rows);
    const std::array<std::string, 3> names{"tokens", "decoder_input", "targets"};
    for (std::size_t i = 0; i < names.size(); ++i)
        for (std::size_t step = 0; step < static_cast<std::size_t>(batch.shape.steps); ++step)
            column[i].push_back(batch.indices.at(names[i]).at(step * rows + row));
    column[3] = {batch.indices.at("lengths").at(row)};
    return column;
}

/// The same written down plainly: sentence and </s>; <s> and sentence; sentence and </s>, then -1; the length.
inline Column expectedColumn(std::vector<std::int32_t> sentence, engine::BatchShape shape)
{
    const auto steps = static_cast<std::size_t>(shape.steps);
    sentence.resize(std::min(sentence.size(), steps - 1));
    Column column;
    column[0] = column[1] = column[2] = sentence;
    column[0].push_back(engine::TextSet::kEnd);
    column[1].insert(column[1].begin(), engine::TextSet::kBegin);
    column[2].push_back(engine::TextSet::kEnd);
    column[0].resize(steps, engine::TextSet::kPad);
    column[1].resize(steps, engine::TextSet::kPad);
    column[2].resize(steps, -1);
    column[3] = {static_cast<std::int32_t>(sentence.size() + 1)};
    return column;
}

} // namespace lb::tests
