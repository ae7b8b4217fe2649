#pragma once

#include "experiments/datasets/sha256.h"

#include <QString>

#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

namespace lb::experiments {

/// SHA-256 over a list of values, each with its length, so that no two lists run together.
class Fingerprint {
public:
    void add(std::string_view bytes);
    void add(const QString& text);
    void add(qint64 number);
    template <class Number>
    requires std::is_arithmetic_v<Number>
    void add(std::span<const Number> numbers)
    {
        add(std::string_view(reinterpret_cast<const char*>(numbers.data()), numbers.size_bytes()));
    }
    QString hex() const;

private:
    Sha256 m_hash;
};

} // namespace lb::experiments
