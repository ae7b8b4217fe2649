#include "experiments/datasets/idx_reader.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto array = lb::experiments::parseIdx({data, size});
    if (!array)
        return array.error().detail.isEmpty() ? (std::abort(), 0) : 0;
    std::size_t product = 1;
    for (const std::uint32_t dim : array->dims)
        product *= dim;
    if (product != array->values.size())
        std::abort();
    return 0;
}
