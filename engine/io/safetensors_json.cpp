#include "engine/io/safetensors_json.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace lb::engine {

namespace limits = safetensors_limits;

namespace {

constexpr std::string_view kMetadataKey = "__metadata__";

/// Types of the format that are not read here: the file is valid all the same.
bool isOtherDtype(std::string_view name)
{
    static constexpr std::array<std::string_view, 14> kOthers{"BOOL",    "I8",      "I16",     "U16",        "U32",
                                                              "U64",     "F8_E4M3", "F8_E5M2", "F8_E8M0",    "F6_E2M3",
                                                              "F6_E3M2", "F4",      "C64",     "F8_E4M3FNUZ"};
    return std::find(kOthers.begin(), kOthers.end(), name) != kOthers.end();
}

} // namespace

bool SafetensorsJsonReader::refuse(std::string detail, ErrorKind kind)
{
    m_error = {kind, std::move(detail)};
    return false;
}

std::string SafetensorsJsonReader::where() const
{
    switch (m_place) {
    case Place::Metadata:
        return "the metadata";
    case Place::Tensor:
    case Place::Shape:
    case Place::Offsets:
        return "tensor \"" + m_tensor.name + "\"";
    default:
        return "its header";
    }
}

bool SafetensorsJsonReader::refuseValue()
{
    return refuse(where() + " holds a value of a kind that the format does not have there");
}

bool SafetensorsJsonReader::start_object(std::size_t)
{
    if (m_place == Place::Start) {
        m_place = Place::Header;
        return true;
    }
    if (m_place != Place::Header)
        return refuseValue();
    m_place = m_key == kMetadataKey ? Place::Metadata : Place::Tensor;
    return true;
}

bool SafetensorsJsonReader::key(std::string& name)
{
    if (m_place == Place::Tensor)
        return beginField(name);
    if (m_place == Place::Header)
        return beginTensor(name);
    m_key = std::move(name);
    return true;
}

bool SafetensorsJsonReader::beginTensor(std::string& name)
{
    if (name == kMetadataKey) {
        if (std::exchange(m_hasMetadata, true))
            return refuse("its header has two entries \"__metadata__\"");
        m_key = std::move(name);
        return true;
    }
    if (const Result<void> allowed = checkTensorName(name); !allowed)
        return refuse(allowed.error().detail);
    if (m_header.tensors.size() >= limits::kTensors)
        return refuse("it has more than " + std::to_string(limits::kTensors) + " tensors");
    m_key = name;
    m_tensor = {.name = std::move(name)};
    m_seenFields = kNone;
    m_field = kNone;
    return true;
}

bool SafetensorsJsonReader::beginField(std::string_view name)
{
    m_field = name == "dtype" ? kDtype : name == "shape" ? kShape : name == "data_offsets" ? kOffsets : kNone;
    if (m_field == kNone)
        return refuse(where() + " has an entry that is none of dtype, shape, data_offsets");
    if ((m_seenFields & m_field) != 0)
        return refuse(where() + " has the entry " + std::string(name) + " twice");
    m_seenFields |= m_field;
    return true;
}

bool SafetensorsJsonReader::end_object()
{
    if (m_place == Place::Header) {
        m_place = Place::End;
        return true;
    }
    if (m_place == Place::Tensor) {
        if (m_seenFields != kAll)
            return refuse(where() + " lacks one of dtype, shape, data_offsets");
        m_header.tensors.push_back(std::move(m_tensor));
    }
    m_place = Place::Header;
    return true;
}

bool SafetensorsJsonReader::start_array(std::size_t)
{
    if (m_place != Place::Tensor || (m_field != kShape && m_field != kOffsets))
        return refuseValue();
    m_place = m_field == kShape ? Place::Shape : Place::Offsets;
    m_offsets = 0;
    return true;
}

bool SafetensorsJsonReader::end_array()
{
    if (m_place == Place::Offsets && m_offsets != 2)
        return refuse(where() + " does not have two data_offsets");
    m_place = Place::Tensor;
    return true;
}

bool SafetensorsJsonReader::number_unsigned(std::uint64_t number)
{
    if (m_place == Place::Shape) {
        if (m_tensor.shape.size() == limits::kRank)
            return refuse(where() + " has more than " + std::to_string(limits::kRank) + " axes");
        if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return refuse(where() + " has an extent that is too large");
        m_tensor.shape.push_back(static_cast<std::int64_t>(number));
        return true;
    }
    if (m_place == Place::Offsets && m_offsets < 2) {
        (m_offsets++ == 0 ? m_tensor.begin : m_tensor.end) = number;
        return true;
    }
    return m_place == Place::Offsets ? refuse(where() + " does not have two data_offsets") : refuseValue();
}

bool SafetensorsJsonReader::string(std::string& text)
{
    if (m_place == Place::Metadata)
        return addMetadata(text);
    if (m_place == Place::Tensor && m_field == kDtype)
        return setDtype(text);
    return refuseValue();
}

bool SafetensorsJsonReader::setDtype(std::string& text)
{
    const bool isCountable = m_types == ElementTypes::All && foreignElementBytes(text) != 0;
    if (isOtherDtype(text) && !isCountable)
        return refuse(where() + " has the data type " + text + ", which is not supported", ErrorKind::Unsupported);
    if (elementBytes(text) == 0 && !isOtherDtype(text))
        return refuse(where() + " has a data type that the format does not have");
    m_tensor.dtype = std::move(text);
    return true;
}

bool SafetensorsJsonReader::addMetadata(std::string& text)
{
    m_metadataBytes += m_key.size() + text.size();
    if (m_metadataBytes > limits::kMetadataBytes || m_header.metadata.size() >= limits::kMetadataEntries)
        return refuse("its metadata are larger than 16 MiB or have more than 100000 entries");
    if (!m_header.metadata.emplace(std::move(m_key), std::move(text)).second)
        return refuse("an entry of the metadata is there twice");
    return true;
}

bool SafetensorsJsonReader::parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&)
{
    return refuse("its header is not valid JSON at byte " + std::to_string(position));
}

} // namespace lb::engine
