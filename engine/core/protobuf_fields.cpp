#include "engine/core/protobuf_fields.h"

namespace lb::engine {

std::optional<std::uint64_t> takeVarint(std::string_view& rest)
{
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (rest.empty())
            return std::nullopt;
        const auto byte = static_cast<unsigned char>(rest.front());
        rest.remove_prefix(1);
        if (shift == 63 && byte > 1)
            return std::nullopt;
        value |= std::uint64_t{byte & 0x7FU} << shift;
        if (byte < 0x80)
            return value;
    }
    return std::nullopt;
}

std::optional<ProtobufField> ProtobufFields::next()
{
    if (m_rest.empty() || m_isBroken)
        return std::nullopt;
    ProtobufField field;
    const auto tag = takeVarint(m_rest);
    if (tag) {
        field.number = *tag >> 3;
        field.wire = static_cast<ProtobufField::Wire>(*tag & 7);
    }
    if (!tag || field.number == 0 || !readValue(field)) {
        m_isBroken = true;
        return std::nullopt;
    }
    return field;
}

bool ProtobufFields::readValue(ProtobufField& field)
{
    std::optional<std::uint64_t> value;
    switch (field.wire) {
    case ProtobufField::Wire::Varint:
    case ProtobufField::Wire::Bytes:
        value = takeVarint(m_rest);
        break;
    case ProtobufField::Wire::Fixed64:
        value = littleEndian(8);
        break;
    case ProtobufField::Wire::Fixed32:
        value = littleEndian(4);
        break;
    default: // groups are long out of use
        return false;
    }
    if (!value)
        return false;
    if (field.wire != ProtobufField::Wire::Bytes) {
        field.value = *value;
        return true;
    }
    if (*value > m_rest.size())
        return false;
    field.bytes = m_rest.substr(0, static_cast<std::size_t>(*value));
    m_rest.remove_prefix(field.bytes.size());
    return true;
}

std::optional<std::uint64_t> ProtobufFields::littleEndian(std::size_t bytes)
{
    if (m_rest.size() < bytes)
        return std::nullopt;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
        value |= std::uint64_t{static_cast<unsigned char>(m_rest[i])} << (8 * i);
    m_rest.remove_prefix(bytes);
    return value;
}

} // namespace lb::engine
