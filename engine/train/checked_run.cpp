#include "engine/train/checked_run.h"

#include <algorithm>
#include <cmath>

namespace lb::engine {

namespace {

constexpr std::size_t kAtOnce = std::size_t{1} << 20; // of a value's numbers, on the host

template <class T>
void addNumbers(ScopeRange& range, const std::vector<T>& numbers)
{
    for (const T number : numbers) {
        if (!std::isfinite(number)) {
            ++range.notFinite;
            continue;
        }
        range.least = std::min(range.least, static_cast<double>(number));
        range.most = std::max(range.most, static_cast<double>(number));
    }
    range.values += static_cast<std::int64_t>(numbers.size());
}

template <class T>
ScopeRange rangeOfNumbers(Backend& backend, const std::byte* address, std::size_t count)
{
    ScopeRange range;
    for (std::size_t begin = 0; begin < count; begin += kAtOnce) {
        std::vector<T> numbers(std::min(kAtOnce, count - begin));
        backend.copyToHost(numbers.data(), address + begin * sizeof(T), numbers.size() * sizeof(T));
        addNumbers(range, numbers);
    }
    return range;
}

} // namespace

void ScopeRange::add(const ScopeRange& other)
{
    least = std::min(least, other.least);
    most = std::max(most, other.most);
    values += other.values;
    notFinite += other.notFinite;
}

ScopeRange& CheckedRun::of(const std::string& scope)
{
    const auto found =
        std::find_if(scopes.begin(), scopes.end(), [&](const ScopeRange& range) { return range.scope == scope; });
    if (found != scopes.end())
        return *found;
    scopes.push_back({.scope = scope});
    return scopes.back();
}

void CheckedRun::add(const CheckedRun& other)
{
    if (place.empty())
        place = other.place;
    for (const ScopeRange& range : other.scopes)
        of(range.scope).add(range);
}

ScopeRange rangeOf(Backend& backend, const TensorType& type, const std::byte* address)
{
    const auto count = static_cast<std::size_t>(type.shape.elements());
    if (type.dtype == DType::F32)
        return rangeOfNumbers<float>(backend, address, count);
    return type.dtype == DType::F64 ? rangeOfNumbers<double>(backend, address, count) : ScopeRange{};
}

} // namespace lb::engine
