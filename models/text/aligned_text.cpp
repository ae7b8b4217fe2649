#include "models/text/aligned_text.h"

#include "models/text/unicode_text.h"

namespace lb::models {

AlignedText AlignedText::repaired(std::string_view raw)
{
    const AlignedText whole(raw);
    if (isUtf8(raw))
        return whole;
    AlignedTextBuilder builder(whole);
    for (std::size_t position = 0; position < raw.size();) {
        const CodePoint next = codePointAt(raw, position);
        if (next.isBroken)
            builder.put("\xEF\xBF\xBD", position, position + next.bytes);
        else
            builder.copy(position, position + next.bytes);
        position += next.bytes;
    }
    return builder.take();
}

ByteRange AlignedText::source(std::size_t begin, std::size_t end) const
{
    if (m_begins.empty())
        return {begin, end};
    if (begin < end)
        return {m_begins[begin], m_ends[end - 1]};
    const std::size_t place = begin == 0 ? m_begins.front() : m_ends[begin - 1]; // of a part, not of the whole text
    return {place, place};
}

AlignedTextBuilder::AlignedTextBuilder(const AlignedText& from)
    : m_from(from)
{
    m_result.m_text.reserve(from.m_text.size());
    m_result.m_begins.reserve(from.m_text.size());
    m_result.m_ends.reserve(from.m_text.size());
}

void AlignedTextBuilder::copy(std::size_t begin, std::size_t end)
{
    m_result.m_text.append(m_from.m_text, begin, end - begin);
    for (std::size_t i = begin; i < end;) {
        // Of an unchanged text a character is one source, not its bytes.
        const std::size_t length = m_from.m_begins.empty() ? std::min(codePointAt(m_from.m_text, i).bytes, end - i) : 1;
        const ByteRange source = m_from.source(i, i + length);
        m_result.m_begins.insert(m_result.m_begins.end(), length, static_cast<std::uint32_t>(source.begin));
        m_result.m_ends.insert(m_result.m_ends.end(), length, static_cast<std::uint32_t>(source.end));
        i += length;
    }
}

void AlignedTextBuilder::put(std::string_view bytes, std::size_t begin, std::size_t end)
{
    const ByteRange source = m_from.source(begin, end);
    m_result.m_text.append(bytes);
    m_result.m_begins.insert(m_result.m_begins.end(), bytes.size(), static_cast<std::uint32_t>(source.begin));
    m_result.m_ends.insert(m_result.m_ends.end(), bytes.size(), static_cast<std::uint32_t>(source.end));
}

} // namespace lb::models
