#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lb::models {

/// A half-open range of bytes.
struct ByteRange {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const ByteRange&) const = default;
};

/// Text on its way to tokens: after every change it still knows where in the raw text each of its bytes comes from.
/// A character's bytes share one source, that of the characters it was made of. Up to 4 GiB.
class AlignedText {
public:
    /// Any bytes, unchanged.
    explicit AlignedText(std::string_view raw)
        : m_text(raw)
    {
    }
    /// Valid UTF-8: every broken sequence has become one U+FFFD.
    static AlignedText repaired(std::string_view raw);

    const std::string& text() const { return m_text; }
    /// Where the bytes [begin, end) of `text` come from. Empty for what was added; begin <= end <= text().size().
    ByteRange source(std::size_t begin, std::size_t end) const;

private:
    friend class AlignedTextBuilder;
    AlignedText() = default;

    std::string m_text;
    std::vector<std::uint32_t> m_begins; ///< of each byte's source; empty: byte i comes from byte i
    std::vector<std::uint32_t> m_ends;
};

/// Writes the next form of an aligned text from left to right.
class AlignedTextBuilder {
public:
    /// `from` must outlive the builder.
    explicit AlignedTextBuilder(const AlignedText& from);

    /// The bytes [begin, end) of the old text as they are.
    void copy(std::size_t begin, std::size_t end);
    /// `bytes` in place of [begin, end) of the old text; begin == end adds something that has no source.
    void put(std::string_view bytes, std::size_t begin, std::size_t end);
    std::size_t size() const { return m_result.m_text.size(); }
    AlignedText take() { return std::move(m_result); }

private:
    const AlignedText& m_from;
    AlignedText m_result;
};

} // namespace lb::models
