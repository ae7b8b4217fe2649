#include "experiments/datasets/image_fingerprint.h"

#include "experiments/datasets/fingerprint.h"

#include <algorithm>
#include <future>

namespace lb::experiments {

namespace {

/// Images [begin, end) that are in use, in whole runs: several times as fast as one after another in the split's order.
QString fingerprintOf(const engine::ImageSet& images, const std::vector<bool>& isUsed, std::size_t begin,
                      std::size_t end)
{
    const auto size = static_cast<std::size_t>(images.height * images.width);
    const auto at = [&](std::size_t item) { return isUsed.begin() + static_cast<std::ptrdiff_t>(item); };
    Fingerprint hash;
    for (auto first = at(begin); (first = std::find(first, at(end), true)) != at(end);) {
        const auto last = std::find(first, at(end), false);
        const auto from = static_cast<std::size_t>(first - isUsed.begin());
        const auto count = static_cast<std::size_t>(last - first);
        hash.add(std::span<const std::uint8_t>(images.pixels).subspan(from * size, count * size));
        if (!images.labels.empty())
            hash.add(std::span<const std::int32_t>(images.labels).subspan(from, count));
        first = last;
    }
    return hash.hex();
}

} // namespace

QString imageFingerprint(const LoadedDataset& data)
{
    std::vector<bool> isUsed(data.images.count());
    Fingerprint hash;
    hash.add(data.id);
    hash.add(data.images.height);
    hash.add(data.images.width);
    for (const auto* list : {&data.train, &data.validation, &data.test}) {
        hash.add(std::span<const std::uint32_t>(*list));
        for (const std::uint32_t item : *list)
            isUsed[item] = true;
    }
    const std::size_t middle = isUsed.size() / 2;
    auto firstHalf = std::async(std::launch::async, [&] { return fingerprintOf(data.images, isUsed, 0, middle); });
    const QString secondHalf = fingerprintOf(data.images, isUsed, middle, isUsed.size());
    hash.add(firstHalf.get());
    hash.add(secondHalf);
    return hash.hex();
}

} // namespace lb::experiments
