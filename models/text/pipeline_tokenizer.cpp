#include "models/text/pipeline_tokenizer.h"

namespace lb::models {

/// One text on its way through the parts.
class PipelineTokenizer::Encoder {
public:
    Encoder(const PipelineTokenizer& tokenizer, std::string_view text)
        : m_parts(tokenizer.m_parts)
        , m_tokenizer(tokenizer)
        , m_raw(text)
    {
    }

    std::vector<TokenSpan> run(const Finder& finder)
    {
        m_tokens.reserve(m_raw.size() / 4);
        eachPart(m_raw, finder, [&](ByteRange range, const AddedToken* token) {
            if (token)
                m_tokens.push_back({token->id, range.begin, range.end});
            else
                encodePart(range);
        });
        return std::move(m_tokens);
    }

private:
    /// Calls use(range, token) for every added token in `text` and, without a token, for the parts between them.
    template <class Use>
    void eachPart(std::string_view text, const Finder& finder, Use use) const
    {
        std::size_t done = 0;
        for (std::size_t position = 0; !finder.isEmpty && position < text.size();) {
            const AddedToken* longest = nullptr;
            finder.trie.walk(text.substr(position), [&](std::int32_t place, std::size_t) {
                longest = &m_parts.added[static_cast<std::size_t>(place)];
            });
            if (!longest) {
                ++position;
                continue;
            }
            ByteRange range{position, position + longest->text.size()};
            widen(text, *longest, done, range);
            if (done < range.begin)
                use(ByteRange{done, range.begin}, nullptr);
            use(range, longest);
            done = position = range.end;
        }
        if (done < text.size())
            use(ByteRange{done, text.size()}, nullptr);
    }

    static void widen(std::string_view text, const AddedToken& token, std::size_t first, ByteRange& range)
    {
        constexpr std::string_view kBlanks = " \t\n\r";
        while (token.takesLeft && range.begin > first && kBlanks.find(text[range.begin - 1]) != std::string_view::npos)
            --range.begin;
        while (token.takesRight && range.end < text.size() && kBlanks.find(text[range.end]) != std::string_view::npos)
            ++range.end;
    }

    void encodePart(ByteRange part)
    {
        const std::string_view raw = m_raw.substr(part.begin, part.end - part.begin);
        AlignedText text = m_parts.keepsBytes ? AlignedText(raw) : AlignedText::repaired(raw);
        text = normalised(std::move(text), m_parts.normaliser);
        if (m_tokenizer.m_inNormalised.isEmpty) {
            encodeWords(splitWords(std::move(text), m_parts.splitter, part.begin == 0), part.begin);
            return;
        }
        eachPart(text.text(), m_tokenizer.m_inNormalised, [&](ByteRange range, const AddedToken* token) {
            if (token) {
                const ByteRange source = text.source(range.begin, range.end);
                m_tokens.push_back({token->id, part.begin + source.begin, part.begin + source.end});
                return;
            }
            AlignedTextBuilder builder(text);
            builder.copy(range.begin, range.end);
            encodeWords(splitWords(builder.take(), m_parts.splitter, part.begin == 0 && range.begin == 0), part.begin);
        });
    }

    void encodeWords(const SplitText& split, std::size_t offset)
    {
        const std::string_view text = split.text.text();
        for (const ByteRange word : split.words) {
            m_pieces.clear();
            m_parts.model->cut(text.substr(word.begin, word.end - word.begin), m_pieces);
            for (const WordPiece& piece : m_pieces) {
                const ByteRange source = split.text.source(word.begin + piece.begin, word.begin + piece.end);
                m_tokens.push_back({piece.id, offset + source.begin, offset + source.end});
            }
        }
    }

    const TokenizerParts& m_parts;
    const PipelineTokenizer& m_tokenizer;
    std::string_view m_raw;
    std::vector<TokenSpan> m_tokens;
    std::vector<WordPiece> m_pieces;
};

PipelineTokenizer::PipelineTokenizer(TokenizerParts parts)
    : m_parts(std::move(parts))
{
    for (std::size_t i = 0; i < m_parts.added.size(); ++i) {
        AddedToken& token = m_parts.added[i];
        const auto place = static_cast<std::int32_t>(i);
        const bool inNormalised = token.isNormalised && !token.isControl && !m_parts.normaliser.empty();
        const auto insert = [&](Finder& finder) {
            finder.trie.insert(token.text, place);
            finder.isEmpty = false;
        };
        if (inNormalised) {
            token.text = normalised(AlignedText::repaired(token.text), m_parts.normaliser).text();
            if (!token.text.empty())
                insert(m_inNormalised);
            continue;
        }
        insert(m_inRawOrControl);
        if (!token.isControl)
            insert(m_inRaw);
    }
}

std::vector<TokenSpan> PipelineTokenizer::tokensOf(std::string_view text, ControlText control) const
{
    return Encoder(*this, text).run(control == ControlText::Recognised ? m_inRawOrControl : m_inRaw);
}

std::string PipelineTokenizer::decode(std::span<const std::int32_t> ids) const
{
    const Vocabulary& vocabulary = m_parts.vocabulary;
    const std::int32_t unknown = m_parts.specials.unknown;
    std::vector<std::string> pieces;
    for (const std::int32_t id : ids) {
        const bool isUnknown = !vocabulary.has(id) || id == unknown;
        if (isUnknown ? !m_parts.dropsUnknown : !vocabulary.isControl(id))
            pieces.push_back(piece(id));
    }
    return decodePieces(std::move(pieces), m_parts.decoder);
}

std::string PipelineTokenizer::piece(std::int32_t id) const
{
    if (m_parts.vocabulary.has(id))
        return m_parts.vocabulary.piece(id);
    return m_parts.specials.unknown >= 0 ? m_parts.vocabulary.piece(m_parts.specials.unknown) : std::string("<unk>");
}

} // namespace lb::models
