#pragma once

#include "engine/core/error.h"
#include "engine/io/safetensors_header.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace lb::engine {

/// Takes the events of a JSON parser and admits exactly the three levels a safetensors header may have: nothing else is
/// ever stored, so a hostile header costs no more memory than its honest part. Checks keys, types and limits; leaves
/// offsets, sizes and repeated names to parseSafetensorsHeader. The method names are nlohmann's.
class SafetensorsJsonReader {
public:
    explicit SafetensorsJsonReader(ElementTypes types)
        : m_types(types)
    {
    }
    SafetensorsHeader take() { return std::move(m_header); }
    /// Why the parser was told to stop.
    const Error& error() const { return m_error; }

    bool null() { return refuseValue(); }
    bool boolean(bool) { return refuseValue(); }
    bool number_integer(std::int64_t) { return refuseValue(); } // the parser calls this for negative numbers only
    bool number_unsigned(std::uint64_t number);
    bool number_float(double, const std::string&) { return refuseValue(); }
    bool binary(nlohmann::json::binary_t&) { return refuseValue(); }
    bool string(std::string& text);
    bool start_object(std::size_t);
    bool key(std::string& name);
    bool end_object();
    bool start_array(std::size_t);
    bool end_array();
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&);

private:
    enum class Place { Start, Header, Metadata, Tensor, Shape, Offsets, End };

    bool refuse(std::string detail, ErrorKind kind = ErrorKind::Corrupt);
    bool refuseValue();
    bool beginTensor(std::string& name);
    bool beginField(std::string_view name);
    bool addMetadata(std::string& text);
    bool setDtype(std::string& text);
    std::string where() const;

    enum Field : unsigned { kNone = 0, kDtype = 1, kShape = 2, kOffsets = 4, kAll = 7 };

    ElementTypes m_types;
    Place m_place = Place::Start;
    std::string m_key; ///< the key whose value comes next, in the header or the metadata
    bool m_hasMetadata = false;
    TensorEntry m_tensor;
    unsigned m_seenFields = kNone;
    Field m_field = kNone;
    int m_offsets = 0;
    std::uint64_t m_metadataBytes = 0;
    SafetensorsHeader m_header;
    Error m_error;
};

} // namespace lb::engine
