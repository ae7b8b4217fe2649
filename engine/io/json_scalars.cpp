#include "engine/io/json_scalars.h"

#include <nlohmann/json.hpp>

#include <limits>
#include <utility>

namespace lb::engine {

namespace {

constexpr std::size_t kMaxBytes = std::size_t{16} << 20;
constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxValues = 200'000;
constexpr const char* kTooMany = "it has more than 200000 entries";

/// Takes the events of nlohmann's parser, whose method names these are; true means go on.
class ScalarReader {
public:
    JsonScalars take() { return std::move(m_values); }
    const Error& error() const { return m_error; }

    bool null() { return keep(std::monostate()); }
    bool boolean(bool value) { return keep(value); }
    bool number_integer(std::int64_t value) { return keep(value); }
    bool number_unsigned(std::uint64_t value)
    {
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return keep(static_cast<double>(value));
        return keep(static_cast<std::int64_t>(value));
    }
    bool number_float(double value, const std::string&) { return keep(value); }
    bool string(std::string& text) { return keep(std::move(text)); }
    bool binary(nlohmann::json::binary_t&) { return refuse("it holds binary values"); }

    bool start_object(std::size_t)
    {
        if (m_depth == 1) {
            if (++m_count > kMaxValues)
                return refuse(kTooMany);
            if (!m_values.nested.try_emplace(m_key).second)
                return refuse("the entry \"" + m_key + "\" is there twice");
            m_outer = m_key;
        }
        return deeper();
    }
    bool end_object() { return higher(); }
    bool start_array(std::size_t)
    {
        if (m_depth == 0)
            return refuse("it is a list, not an object");
        ++m_arrays;
        return deeper();
    }
    bool end_array()
    {
        --m_arrays;
        return higher();
    }
    bool key(std::string& name)
    {
        m_key = std::move(name);
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&)
    {
        return refuse("it is not valid JSON at byte " + std::to_string(position));
    }

private:
    bool refuse(std::string detail)
    {
        m_error = {ErrorKind::Corrupt, std::move(detail)};
        return false;
    }
    bool deeper() { return ++m_depth <= kMaxDepth ? true : refuse("its values are nested more than 64 deep"); }
    bool higher()
    {
        --m_depth;
        return true;
    }

    bool keep(JsonScalar value)
    {
        if (m_depth == 0)
            return refuse("it is a single value, not an object");
        if (m_arrays > 0 || m_depth > 2)
            return true;
        if (++m_count > kMaxValues)
            return refuse(kTooMany);
        auto& object = m_depth == 1 ? m_values.top : m_values.nested[m_outer];
        if (!object.try_emplace(m_key, std::move(value)).second)
            return refuse("the entry \"" + m_key + "\" is there twice");
        return true;
    }

    int m_depth = 0;
    int m_arrays = 0; ///< how many of the levels are arrays
    std::size_t m_count = 0;
    std::string m_key;
    std::string m_outer;
    JsonScalars m_values;
    Error m_error;
};

} // namespace

Result<JsonScalars> parseJsonScalars(std::string_view json)
{
    if (json.size() > kMaxBytes)
        return fail(ErrorKind::Corrupt, "it is larger than 16 MiB");
    if (json.find('\0') != std::string_view::npos) // the parser would take it for the end of the text
        return fail(ErrorKind::Corrupt, "it contains a zero byte");
    ScalarReader reader;
    if (!nlohmann::json::sax_parse(json.begin(), json.end(), &reader))
        return tl::unexpected(reader.error());
    return reader.take();
}

} // namespace lb::engine
