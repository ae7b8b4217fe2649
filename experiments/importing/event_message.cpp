#include "experiments/importing/event_message.h"

#include <bit>
#include <string_view>

namespace lb::experiments {

namespace {

using Bytes = std::span<const std::byte>;

enum class Wire { Varint = 0, Fixed64 = 1, Delimited = 2, Fixed32 = 5 };

struct Field {
    std::uint64_t number = 0;
    Wire wire = Wire::Varint;
    std::uint64_t value = 0; ///< Varint, Fixed32, Fixed64
    Bytes bytes;             ///< Delimited
};

/// The fields of a message in their order. `next` is false at its end, and where it is no message.
class Fields {
public:
    explicit Fields(Bytes bytes)
        : m_rest(bytes)
    {
    }
    bool isBroken() const { return m_isBroken; }
    bool isAtEnd() const { return m_rest.empty(); }

    bool next(Field& field)
    {
        if (m_rest.empty())
            return false;
        std::uint64_t key = 0;
        if (!varint(key))
            return false;
        field.number = key >> 3;
        field.wire = static_cast<Wire>(key & 7);
        switch (field.wire) {
        case Wire::Varint:
            return varint(field.value);
        case Wire::Fixed64:
            return fixed(field.value, 8);
        case Wire::Fixed32:
            return fixed(field.value, 4);
        case Wire::Delimited: {
            std::uint64_t size = 0;
            if (!varint(size) || size > m_rest.size())
                return broken();
            field.bytes = m_rest.first(size);
            m_rest = m_rest.subspan(size);
            return true;
        }
        }
        return broken();
    }

    bool varint(std::uint64_t& value)
    {
        value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (m_rest.empty())
                return broken();
            const auto byte = std::to_integer<std::uint64_t>(m_rest.front());
            m_rest = m_rest.subspan(1);
            value |= (byte & 0x7F) << shift;
            if ((byte & 0x80) == 0)
                return true;
        }
        return broken();
    }

    bool fixed(std::uint64_t& value, std::size_t size)
    {
        if (m_rest.size() < size)
            return broken();
        value = 0;
        for (std::size_t i = 0; i < size; ++i)
            value |= std::to_integer<std::uint64_t>(m_rest[i]) << (8 * i);
        m_rest = m_rest.subspan(size);
        return true;
    }

private:
    bool broken()
    {
        m_isBroken = true;
        return false;
    }
    Bytes m_rest;
    bool m_isBroken = false;
};

double ofFloat(std::uint64_t bits)
{
    return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
}

/// The elements of a repeated number, packed or not; `take` is given the bits of each.
template <class Take>
bool eachNumber(const Field& field, Wire wire, Take take)
{
    if (field.wire != Wire::Delimited) {
        take(field.value);
        return field.wire == wire;
    }
    Fields inner(field.bytes);
    std::uint64_t bits = 0;
    while (!inner.isAtEnd()) {
        const bool isRead =
            wire == Wire::Varint ? inner.varint(bits) : inner.fixed(bits, wire == Wire::Fixed64 ? 8 : 4);
        if (!isRead)
            return false;
        take(bits);
    }
    return true;
}

/// Types of TensorFlow's enum DataType.
enum class TensorType : std::uint64_t { Float = 1, Double = 2, Int32 = 3, Int64 = 9 };

double valueOfContent(TensorType type, Bytes content)
{
    std::uint64_t bits = 0;
    Fields(content).fixed(bits, content.size());
    switch (type) {
    case TensorType::Float:
        return ofFloat(bits);
    case TensorType::Double:
        return std::bit_cast<double>(bits);
    case TensorType::Int32:
        return static_cast<std::int32_t>(bits);
    case TensorType::Int64:
        return static_cast<double>(static_cast<std::int64_t>(bits));
    }
    return 0;
}

/// A tensor of one element; nothing for another, `isBroken` for bytes that are none.
std::optional<double> valueOfTensor(Bytes bytes, bool& isBroken)
{
    Fields fields(bytes);
    Field field;
    auto type = static_cast<TensorType>(0);
    Bytes content;
    std::vector<double> values;
    const auto add = [&values](double value) {
        if (values.size() < 2) // more than one is more than one
            values.push_back(value);
    };
    bool isSound = true;
    while (isSound && fields.next(field)) {
        if (field.number == 1 && field.wire == Wire::Varint)
            type = static_cast<TensorType>(field.value);
        else if (field.number == 4 && field.wire == Wire::Delimited)
            content = field.bytes;
        else if (field.number == 5)
            isSound = eachNumber(field, Wire::Fixed32, [&](std::uint64_t bits) { add(ofFloat(bits)); });
        else if (field.number == 6)
            isSound = eachNumber(field, Wire::Fixed64, [&](std::uint64_t bits) { add(std::bit_cast<double>(bits)); });
        else if (field.number == 7)
            isSound =
                eachNumber(field, Wire::Varint, [&](std::uint64_t bits) { add(static_cast<std::int32_t>(bits)); });
        else if (field.number == 10)
            isSound = eachNumber(field, Wire::Varint, [&](std::uint64_t bits) {
                add(static_cast<double>(static_cast<std::int64_t>(bits)));
            });
    }
    isBroken = isBroken || !isSound || fields.isBroken();
    const bool isWide = type == TensorType::Double || type == TensorType::Int64;
    const bool isNarrow = type == TensorType::Float || type == TensorType::Int32;
    if (values.empty() && (isWide || isNarrow) && content.size() == (isWide ? 8U : 4U))
        return valueOfContent(type, content);
    return values.size() == 1 && content.empty() ? std::optional(values.front()) : std::nullopt;
}

/// Of SummaryMetadata: which plugin shows the value. "scalars" or nothing is a number.
bool isForScalars(Bytes metadata, bool& isBroken)
{
    Fields fields(metadata);
    Field field;
    bool isScalar = true;
    while (fields.next(field)) {
        if (field.number != 1 || field.wire != Wire::Delimited)
            continue;
        Fields plugin(field.bytes);
        Field inside;
        while (plugin.next(inside))
            if (inside.number == 1 && inside.wire == Wire::Delimited) {
                const std::string_view name(reinterpret_cast<const char*>(inside.bytes.data()), inside.bytes.size());
                isScalar = name.empty() || name == "scalars";
            }
        isBroken = isBroken || plugin.isBroken();
    }
    isBroken = isBroken || fields.isBroken();
    return isScalar;
}

bool parseValue(Bytes bytes, EventMessage& message)
{
    Fields fields(bytes);
    Field field;
    std::string tag;
    std::optional<double> value;
    bool isScalar = true;
    bool isBroken = false;
    while (fields.next(field)) {
        if (field.number == 1 && field.wire == Wire::Delimited)
            tag.assign(reinterpret_cast<const char*>(field.bytes.data()), field.bytes.size());
        else if (field.number == 2 && field.wire == Wire::Fixed32)
            value = ofFloat(field.value);
        else if (field.number == 8 && field.wire == Wire::Delimited)
            value = valueOfTensor(field.bytes, isBroken);
        else if (field.number == 9 && field.wire == Wire::Delimited)
            isScalar = isForScalars(field.bytes, isBroken);
    }
    if (fields.isBroken() || isBroken)
        return false;
    if (value && isScalar && !tag.empty())
        message.scalars.push_back({std::move(tag), *value});
    else
        ++message.others;
    return true;
}

} // namespace

std::optional<EventMessage> parseEvent(std::span<const std::byte> bytes)
{
    EventMessage message;
    Fields fields(bytes);
    Field field;
    while (fields.next(field)) {
        if (field.number == 1 && field.wire == Wire::Fixed64) {
            message.wallTime = std::bit_cast<double>(field.value);
        } else if (field.number == 2 && field.wire == Wire::Varint) {
            message.step = static_cast<std::int64_t>(field.value);
        } else if (field.number == 5 && field.wire == Wire::Delimited) {
            Fields values(field.bytes);
            Field value;
            while (values.next(value))
                if (value.number == 1 && value.wire == Wire::Delimited && !parseValue(value.bytes, message))
                    return {};
            if (values.isBroken())
                return {};
        }
    }
    if (fields.isBroken())
        return {};
    return message;
}

} // namespace lb::experiments
