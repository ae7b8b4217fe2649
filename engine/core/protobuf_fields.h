#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace lb::engine {

/// Takes a base-128 number (seven bits a byte, the low ones first, at most 64 bits) from the beginning of `rest`. Empty
/// when it does not end there or is too large; `rest` is then of no more use.
std::optional<std::uint64_t> takeVarint(std::string_view& rest);

/// One field of a protocol buffer message.
struct ProtobufField {
    enum class Wire { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };
    std::uint64_t number = 0;
    Wire wire = Wire::Varint;
    std::uint64_t value = 0; ///< Varint, Fixed64, Fixed32
    std::string_view bytes;  ///< Bytes
};

/// Reads the fields of one message in order; never beyond its bytes. Source: protobuf.dev, "Encoding".
class ProtobufFields {
public:
    explicit ProtobufFields(std::string_view message)
        : m_rest(message)
    {
    }
    /// Empty at the end, and after a field that breaks the format: `isBroken` tells which.
    std::optional<ProtobufField> next();
    bool isBroken() const { return m_isBroken; }

private:
    std::optional<std::uint64_t> littleEndian(std::size_t bytes);
    bool readValue(ProtobufField& field);

    std::string_view m_rest;
    bool m_isBroken = false;
};

} // namespace lb::engine
