#include "engine/data/shuffle.h"

#include "engine/core/error.h"
#include "engine/core/philox.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>

namespace lb::engine {

namespace {

constexpr std::uint32_t kShuffleSite = 2;

[[noreturn]] void refuse(const std::string& detail)
{
    throw EngineError(ErrorKind::InvalidArgument, detail);
}

} // namespace

std::vector<std::uint32_t> shuffledOrder(std::size_t count, std::uint64_t seed, std::uint64_t stream)
{
    if (count > std::numeric_limits<std::uint32_t>::max())
        refuse("at most 4294967295 items can be put in an order, got " + std::to_string(count));
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    RandomStream random({seed, stream}, kShuffleSite);
    for (std::size_t left = count; left > 1; --left) // Fisher and Yates
        std::swap(order[left - 1], order[random.below(static_cast<std::uint32_t>(left))]);
    return order;
}

void checkBatchOptions(const std::vector<std::uint32_t>& items, std::size_t itemsInSet, const BatchOptions& options)
{
    if (options.rows < 1)
        refuse("a batch needs at least 1 row, got " + std::to_string(options.rows));
    if (items.empty())
        refuse("there are no items to make batches of: this part of the data set is empty. Choose another data set "
               "or another split.");
    if (options.dropPartial && items.size() < static_cast<std::size_t>(options.rows))
        refuse("there are " + std::to_string(items.size()) + " items but one batch takes " +
               std::to_string(options.rows) + ", and training uses full batches only. Lower the batch size to " +
               std::to_string(items.size()) + " or less, or use more data.");
    const std::uint32_t largest = *std::max_element(items.begin(), items.end());
    if (largest >= itemsInSet)
        refuse("item " + std::to_string(largest) + " does not exist: the data set has " + std::to_string(itemsInSet) +
               " items");
}

std::int64_t batchCount(std::size_t items, const BatchOptions& options)
{
    const auto count = static_cast<std::int64_t>(items);
    return options.dropPartial ? count / options.rows : (count + options.rows - 1) / options.rows;
}

} // namespace lb::engine
