#include "engine/core/error.h"
#include "engine/data/shuffle.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <span>
#include <string>

namespace lb::engine {

namespace {

/// Separates the order of the batches from the order of the items: epochs never reach this bit.
constexpr std::uint64_t kBatchOrder = std::uint64_t{1} << 63;

/// Which items each batch of an epoch holds.
struct EpochPlan {
    struct Slice {
        std::int64_t steps = 0;
        std::vector<std::uint32_t> items;
    };
    std::vector<Slice> batches;
};

/// One sentence spread over the time steps of column `row`.
class ColumnWriter {
public:
    ColumnWriter(Batch& batch)
        : m_rows(static_cast<std::size_t>(batch.shape.rows))
        , m_steps(static_cast<std::size_t>(batch.shape.steps))
        , m_tokens(batch.indices["tokens"])
        , m_decoderInput(batch.indices["decoder_input"])
        , m_targets(batch.indices["targets"])
        , m_lengths(batch.indices["lengths"])
    {
        m_tokens.assign(m_steps * m_rows, TextSet::kPad);
        m_decoderInput.assign(m_steps * m_rows, TextSet::kPad);
        m_targets.assign(m_steps * m_rows, -1);
        m_lengths.assign(m_rows, 0);
    }

    void write(std::size_t row, const std::vector<std::int32_t>& sentence, const TextSet& marks)
    {
        const std::size_t length = std::min(sentence.size(), m_steps - 1);
        m_decoderInput[row] = marks.begin;
        for (std::size_t step = 0; step < length; ++step) {
            m_tokens[step * m_rows + row] = sentence[step];
            m_targets[step * m_rows + row] = sentence[step];
            m_decoderInput[(step + 1) * m_rows + row] = sentence[step];
        }
        m_tokens[length * m_rows + row] = marks.end;
        m_targets[length * m_rows + row] = marks.end;
        m_lengths[row] = static_cast<std::int32_t>(length + 1);
    }

    void writeWindow(std::size_t row, const std::vector<std::int32_t>& window)
    {
        const std::size_t length = std::min(window.empty() ? 0 : window.size() - 1, m_steps);
        for (std::size_t step = 0; step < length; ++step) {
            m_tokens[step * m_rows + row] = window[step];
            m_decoderInput[step * m_rows + row] = window[step];
            m_targets[step * m_rows + row] = window[step + 1];
        }
        m_lengths[row] = static_cast<std::int32_t>(std::max<std::size_t>(length, 1));
    }

private:
    std::size_t m_rows;
    std::size_t m_steps;
    std::vector<std::int32_t>& m_tokens;
    std::vector<std::int32_t>& m_decoderInput;
    std::vector<std::int32_t>& m_targets;
    std::vector<std::int32_t>& m_lengths;
};

class TextBatches : public BatchSource {
public:
    TextBatches(const TextSet& text, std::vector<std::uint32_t> items, std::vector<std::int64_t> buckets,
                const BatchOptions& options)
        : m_text(text)
        , m_items(std::move(items))
        , m_buckets(std::move(buckets))
        , m_options(options)
    {
        checkBatchOptions(m_items, text.count(), options);
        if (m_buckets.empty() || m_buckets.front() < 2 ||
            std::adjacent_find(m_buckets.begin(), m_buckets.end(), std::greater_equal<>()) != m_buckets.end())
            throw EngineError(
                ErrorKind::InvalidArgument,
                "length buckets must be ascending step counts of at least 2 (one word and the end of the sentence)");
        for (const std::uint32_t item : m_items)
            m_bucketOf.push_back(bucketOf(m_text.stepsOf(item)));
    }

    std::int64_t batchesPerEpoch() const override { return batchCount(m_items.size(), m_options); }

    std::vector<BatchShape> shapes() const override
    {
        // How many batches a bucket gives depends on the numbers of items alone, so any epoch shows all shapes.
        std::vector<BatchShape> result;
        for (const EpochPlan::Slice& slice : planOf(0).batches)
            result.push_back({m_options.rows, slice.steps});
        std::sort(result.begin(), result.end());
        result.erase(std::unique(result.begin(), result.end()), result.end());
        return result;
    }

    Batch batch(std::int64_t epoch, std::int64_t index) const override
    {
        if (epoch < 0 || index < 0 || index >= batchesPerEpoch())
            throw EngineError(ErrorKind::InvalidArgument,
                              "there is no batch " + std::to_string(index) + " in epoch " + std::to_string(epoch));
        const auto make = [this](std::int64_t of) { return planOf(of); };
        const EpochPlan::Slice slice = m_plan.with(m_options.shuffle ? epoch : 0, make, [index](const EpochPlan& plan) {
            return plan.batches[static_cast<std::size_t>(index)];
        });
        Batch batch{.shape = {m_options.rows, slice.steps}, .items = slice.items};
        ColumnWriter writer(batch);
        for (std::size_t row = 0; row < static_cast<std::size_t>(m_options.rows); ++row)
            writeRow(writer, row, m_text.sentences[slice.items[row < slice.items.size() ? row : 0]]);
        return batch;
    }

private:
    void writeRow(ColumnWriter& writer, std::size_t row, const std::vector<std::int32_t>& item) const
    {
        if (m_text.isPacked)
            writer.writeWindow(row, item);
        else
            writer.write(row, item, m_text);
    }

    std::size_t bucketOf(std::size_t steps) const
    {
        const auto found = std::lower_bound(m_buckets.begin(), m_buckets.end(), static_cast<std::int64_t>(steps));
        return std::min<std::size_t>(static_cast<std::size_t>(found - m_buckets.begin()), m_buckets.size() - 1);
    }

    std::vector<std::uint32_t> itemOrder(std::int64_t epoch) const
    {
        if (m_options.shuffle)
            return shuffledOrder(m_items.size(), m_options.seed, static_cast<std::uint64_t>(epoch));
        std::vector<std::uint32_t> order(m_items.size());
        std::iota(order.begin(), order.end(), 0U);
        return order;
    }

    /// Ranks are positions in the epoch's item order. A bucket's members stay sorted by rank, also with those that
    /// moved up: a batch made of them alone would hold short sentences only.
    EpochPlan planOf(std::int64_t epoch) const
    {
        const std::vector<std::uint32_t> order = itemOrder(epoch);
        std::vector<std::vector<std::uint32_t>> ranks(m_buckets.size());
        for (std::uint32_t rank = 0; rank < order.size(); ++rank)
            ranks[m_bucketOf[order[rank]]].push_back(rank);

        EpochPlan plan;
        const auto rows = static_cast<std::size_t>(m_options.rows);
        for (std::size_t bucket = 0; bucket < m_buckets.size(); ++bucket) {
            std::vector<std::uint32_t>& members = ranks[bucket];
            const bool isLast = bucket + 1 == m_buckets.size();
            std::size_t begin = 0;
            for (; begin + rows <= members.size(); begin += rows)
                addBatch(plan, bucket, {members.data() + begin, rows}, order);
            const std::span<const std::uint32_t> rest(members.data() + begin, members.size() - begin);
            if (rest.empty())
                continue;
            if (!isLast)
                moveUp(rest, ranks[bucket + 1]);
            else if (!m_options.dropPartial)
                addBatch(plan, bucket, rest, order);
        }
        if (m_options.shuffle)
            shuffleBatches(plan, epoch);
        return plan;
    }

    void addBatch(EpochPlan& plan, std::size_t bucket, std::span<const std::uint32_t> ranks,
                  const std::vector<std::uint32_t>& order) const
    {
        EpochPlan::Slice slice{.steps = m_buckets[bucket]};
        for (const std::uint32_t rank : ranks)
            slice.items.push_back(m_items[order[rank]]);
        plan.batches.push_back(std::move(slice));
    }

    static void moveUp(std::span<const std::uint32_t> rest, std::vector<std::uint32_t>& above)
    {
        const auto middle = static_cast<std::ptrdiff_t>(above.size());
        above.insert(above.end(), rest.begin(), rest.end());
        std::inplace_merge(above.begin(), above.begin() + middle, above.end());
    }

    void shuffleBatches(EpochPlan& plan, std::int64_t epoch) const
    {
        EpochPlan shuffled;
        for (const std::uint32_t position :
             shuffledOrder(plan.batches.size(), m_options.seed, static_cast<std::uint64_t>(epoch) | kBatchOrder))
            shuffled.batches.push_back(std::move(plan.batches[position]));
        plan = std::move(shuffled);
    }

    const TextSet& m_text;
    std::vector<std::uint32_t> m_items;
    std::vector<std::int64_t> m_buckets;
    std::vector<std::size_t> m_bucketOf; ///< by position in m_items
    BatchOptions m_options;
    EpochCache<EpochPlan> m_plan;
};

} // namespace

std::unique_ptr<BatchSource> makeTextBatches(const TextSet& text, std::vector<std::uint32_t> items,
                                             std::vector<std::int64_t> buckets, const BatchOptions& options)
{
    return std::make_unique<TextBatches>(text, std::move(items), std::move(buckets), options);
}

} // namespace lb::engine
