#include "engine/io/float_conversion.h"

#include "engine/core/bf16.h"
#include "engine/core/error.h"

#include <cmath>
#include <cstring>
#include <limits>

namespace lb::engine {

namespace {

template <class T, class Convert>
void convertEach(std::span<const std::byte> bytes, std::span<float> out, const Convert& convert)
{
    LB_ASSERT(bytes.size() == out.size() * sizeof(T));
    for (std::size_t i = 0; i < out.size(); ++i) {
        T value{};
        std::memcpy(&value, bytes.data() + i * sizeof(T), sizeof(T));
        out[i] = convert(value);
    }
}

/// The language does not define the conversion of what is out of range.
float nearestFloat(double value)
{
    constexpr double kFirstTooLarge = 0x1.ffffffp127; // half way between the largest float and 2^128
    if (std::abs(value) >= kFirstTooLarge)
        return std::copysign(std::numeric_limits<float>::infinity(), static_cast<float>(std::signbit(value) ? -1 : 1));
    return static_cast<float>(value);
}

} // namespace

bool isFloatType(std::string_view dtype)
{
    return dtype == "F32" || dtype == "F16" || dtype == "BF16" || dtype == "F64";
}

void convertToFloats(std::string_view dtype, std::span<const std::byte> bytes, std::span<float> out)
{
    if (dtype == "F32")
        convertEach<float>(bytes, out, [](float value) { return value; });
    else if (dtype == "F16")
        convertEach<std::uint16_t>(bytes, out, fromF16);
    else if (dtype == "BF16")
        convertEach<std::uint16_t>(bytes, out, fromBf16);
    else if (dtype == "F64")
        convertEach<double>(bytes, out, nearestFloat);
    else
        LB_ASSERT(false);
}

} // namespace lb::engine
