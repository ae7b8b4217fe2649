#include "engine/core/error.h"
#include "engine/data/shuffle.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace lb::engine {

namespace {

class ImageBatches : public BatchSource {
public:
    ImageBatches(const ImageSet& images, std::vector<std::uint32_t> items, const BatchOptions& options)
        : m_images(images)
        , m_items(std::move(items))
        , m_options(options)
    {
        checkBatchOptions(m_items, images.count(), options);
    }

    std::int64_t batchesPerEpoch() const override { return batchCount(m_items.size(), m_options); }

    std::vector<BatchShape> shapes() const override { return {{.rows = m_options.rows}}; }

    Batch batch(std::int64_t epoch, std::int64_t index) const override
    {
        if (epoch < 0 || index < 0 || index >= batchesPerEpoch())
            throw EngineError(ErrorKind::InvalidArgument,
                              "there is no batch " + std::to_string(index) + " in epoch " + std::to_string(epoch));
        Batch batch{.shape = {.rows = m_options.rows}};
        batch.items = itemsOf(epoch, index);
        const auto size = static_cast<std::size_t>(m_images.height * m_images.width);
        std::vector<float>& pixels = batch.reals["pixels"];
        pixels.reserve(static_cast<std::size_t>(m_options.rows) * size);
        for (std::size_t row = 0; row < static_cast<std::size_t>(m_options.rows); ++row) {
            const std::size_t item = batch.items[row < batch.items.size() ? row : 0];
            const std::uint8_t* bytes = m_images.pixels.data() + item * size;
            std::transform(bytes, bytes + size, std::back_inserter(pixels),
                           [](std::uint8_t byte) { return static_cast<float>(byte) / 255.0F; });
        }
        return batch;
    }

private:
    std::vector<std::uint32_t> itemsOf(std::int64_t epoch, std::int64_t index) const
    {
        const auto begin = static_cast<std::size_t>(index * m_options.rows);
        const std::size_t end = std::min(begin + static_cast<std::size_t>(m_options.rows), m_items.size());
        if (!m_options.shuffle)
            return {m_items.begin() + static_cast<std::ptrdiff_t>(begin),
                    m_items.begin() + static_cast<std::ptrdiff_t>(end)};
        const auto make = [this](std::int64_t of) {
            return shuffledOrder(m_items.size(), m_options.seed, static_cast<std::uint64_t>(of));
        };
        return m_order.with(epoch, make, [&](const std::vector<std::uint32_t>& order) {
            std::vector<std::uint32_t> chosen;
            for (std::size_t i = begin; i < end; ++i)
                chosen.push_back(m_items[order[i]]);
            return chosen;
        });
    }

    const ImageSet& m_images;
    std::vector<std::uint32_t> m_items;
    BatchOptions m_options;
    EpochCache<std::vector<std::uint32_t>> m_order;
};

} // namespace

std::unique_ptr<BatchSource> makeImageBatches(const ImageSet& images, std::vector<std::uint32_t> items,
                                              const BatchOptions& options)
{
    return std::make_unique<ImageBatches>(images, std::move(items), options);
}

} // namespace lb::engine
