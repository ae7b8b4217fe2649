#include "engine/io/safetensors_checksums.h"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <limits>
#include <optional>

#include <zlib.h>

namespace lb::engine {

namespace {

constexpr std::size_t kDigits = 8;

/// Lower case only, exactly eight: a flipped bit that turns 'a' into 'A' is damage too.
std::optional<std::uint32_t> parseChecksum(std::string_view text)
{
    if (text.size() != kDigits || text.find_first_not_of("0123456789abcdef") != std::string_view::npos)
        return std::nullopt;
    std::uint32_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value, 16);
    return value;
}

/// Accepts one flat object from strings to strings and nothing else, so that hostile nesting costs no memory.
class FlatObjectReader {
public:
    bool null() { return false; }
    bool boolean(bool) { return false; }
    bool number_integer(std::int64_t) { return false; }
    bool number_unsigned(std::uint64_t) { return false; }
    bool number_float(double, const std::string&) { return false; }
    bool binary(nlohmann::json::binary_t&) { return false; }
    bool start_array(std::size_t) { return false; }
    bool end_array() { return false; }
    bool start_object(std::size_t) { return ++m_objects == 1; }
    bool end_object() { return true; }
    bool key(std::string& name)
    {
        m_key = std::move(name);
        return true;
    }
    bool string(std::string& text)
    {
        const std::optional<std::uint32_t> checksum = parseChecksum(text);
        return checksum && m_checksums.emplace(std::move(m_key), *checksum).second;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) { return false; }
    std::map<std::string, std::uint32_t> take() { return std::move(m_checksums); }

private:
    int m_objects = 0;
    std::string m_key;
    std::map<std::string, std::uint32_t> m_checksums;
};

std::uint32_t extend(std::uint32_t checksum, std::string_view bytes)
{
    return static_cast<std::uint32_t>(::crc32_z(checksum, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

/// Where the eight digits begin. In JSON without spaces the pattern cannot occur inside a string, whose quotes would be
/// escaped, nor as a tensor's key, which an object follows.
std::optional<std::size_t> findSeal(std::string_view header)
{
    const std::string pattern = '"' + std::string(kHeaderChecksumKey) + "\":\"";
    const std::size_t found = header.find(pattern);
    if (found == std::string_view::npos || header.size() - found < pattern.size() + kDigits + 1)
        return std::nullopt;
    return found + pattern.size();
}

std::uint32_t checksumWithoutSeal(std::string_view header, std::size_t digits)
{
    const std::uint32_t before = extend(0, header.substr(0, digits));
    return extend(extend(before, std::string(kDigits, '0')), header.substr(digits + kDigits));
}

} // namespace

std::uint32_t checksumOf(std::span<const std::byte> bytes, std::uint32_t before)
{
    return extend(before, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::string checksumText(std::uint32_t checksum)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string text;
    for (int shift = 28; shift >= 0; shift -= 4)
        text += kHex[(checksum >> shift) & 15U];
    return text;
}

Result<std::map<std::string, std::uint32_t>> parseChecksums(std::string_view json)
{
    FlatObjectReader reader;
    if (json.find('\0') != std::string_view::npos || !nlohmann::json::sax_parse(json.begin(), json.end(), &reader))
        return fail(ErrorKind::Corrupt, "its list of checksums is damaged");
    return reader.take();
}

bool hasHeaderSeal(std::string_view header)
{
    return findSeal(header).has_value();
}

void sealHeader(std::string& header)
{
    const std::optional<std::size_t> digits = findSeal(header);
    LB_ASSERT(digits.has_value());
    header.replace(*digits, kDigits, checksumText(checksumWithoutSeal(header, *digits)));
}

Result<void> checkHeaderSeal(std::string_view header)
{
    const std::optional<std::size_t> digits = findSeal(header);
    const std::optional<std::uint32_t> expected =
        digits ? parseChecksum(header.substr(*digits, kDigits)) : std::nullopt;
    if (!expected || *expected != checksumWithoutSeal(header, *digits))
        return fail(ErrorKind::Corrupt, "its header is damaged: the header's checksum does not fit");
    return {};
}

} // namespace lb::engine
