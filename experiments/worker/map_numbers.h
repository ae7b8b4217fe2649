#pragma once

#include "experiments/training/opened_run.h"
#include "experiments/worker/request_values.h"

#include <QCborArray>
#include <QCborMap>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <vector>

namespace lb::experiments {

// Numbers in and out of requests of the latent page.

template <class Number>
QByteArray bytesOf(std::span<const Number> numbers)
{
    return {reinterpret_cast<const char*>(numbers.data()), static_cast<qsizetype>(numbers.size_bytes())};
}

template <class Number>
QByteArray bytesOf(const std::vector<Number>& numbers)
{
    return bytesOf(std::span<const Number>(numbers));
}

/// Little-endian numbers; those of a byte string that is no whole number of them are none.
template <class Number>
std::vector<Number> numbersOf(const QCborMap& request, const char* key)
{
    const QByteArray bytes = request.value(QLatin1String(key)).toByteArray();
    std::vector<Number> numbers(static_cast<std::size_t>(bytes.size()) / sizeof(Number));
    if (static_cast<std::size_t>(bytes.size()) != numbers.size() * sizeof(Number) || numbers.empty())
        return {};
    std::memcpy(numbers.data(), bytes.constData(), static_cast<std::size_t>(bytes.size()));
    return numbers;
}

inline bool areFinite(const std::vector<float>& numbers)
{
    return std::all_of(numbers.begin(), numbers.end(), [](float value) { return std::isfinite(value); });
}

/// "sentences", or "pixels" of all images with "height" and "width".
inline QCborMap toCbor(const DecodedItems& items)
{
    QCborMap map;
    if (items.images.isEmpty()) {
        map.insert(QStringLiteral("sentences"), QCborArray::fromStringList(items.sentences));
        return map;
    }
    map.insert(QStringLiteral("pixels"), items.images.join());
    map.insert(QStringLiteral("height"), items.height);
    map.insert(QStringLiteral("width"), items.width);
    return map;
}

} // namespace lb::experiments
