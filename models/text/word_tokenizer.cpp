#include "models/text/word_tokenizer.h"

#include "models/text/unicode_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

namespace lb::models {

using engine::ErrorKind;
using engine::fail;

namespace {

constexpr std::size_t kLongestWordBytes = 1024;
constexpr std::size_t kMostWords = 1'000'000;

/// A typewriter's apostrophe, whichever the text has.
char32_t plainApostrophe(char32_t c)
{
    return c == U'\u2019' ? U'\'' : c;
}

/// The characters of a text and where they begin in it.
struct Characters {
    explicit Characters(const std::string& text)
    {
        for (std::size_t position = 0; position < text.size();) {
            const CodePoint next = codePointAt(text, position);
            points.push_back(next.value);
            begins.push_back(position);
            position += next.bytes;
        }
        begins.push_back(text.size());
    }
    std::u32string points;
    std::vector<std::size_t> begins; ///< one more than points: the end
};

bool joinsWord(const std::u32string& text, std::size_t i)
{
    if (i == 0 || i + 1 >= text.size())
        return false;
    const char32_t before = text[i - 1];
    const char32_t after = text[i + 1];
    switch (plainApostrophe(text[i])) {
    case U'\'':
    case U'-':
        return isWordPart(before) && isWordPart(after) && !isIdeograph(before) && !isIdeograph(after);
    case U'.':
    case U',':
        return isDigit(before) && isDigit(after);
    default:
        return false;
    }
}

bool attachesLeft(std::string_view word)
{
    constexpr std::string_view kMarks[] = {",", ".",  ";",  ":",  "!",  "?",  ")",  "]", "}",
                                           "%", "、", "。", "，", "；", "：", "！", "？"};
    return std::find(std::begin(kMarks), std::end(kMarks), word) != std::end(kMarks);
}

bool attachesRight(std::string_view word)
{
    return word == "(" || word == "[" || word == "{";
}

/// CJK characters and their punctuation stand without blanks.
bool isWide(std::string_view word)
{
    const std::u32string text = decodeUtf8(word);
    return text.size() == 1 && (isIdeograph(text[0]) || (text[0] >= 0x3001 && text[0] <= 0x303F) ||
                                (text[0] >= 0xFF01 && text[0] <= 0xFF60));
}

/// Not "splitWords gives it back": Unicode's lower case is not stable for every word that training can meet.
bool isPlausibleWord(const std::string& word)
{
    if (word.empty() || word.size() > kLongestWordBytes)
        return false;
    const std::u32string points = decodeUtf8(word);
    return std::none_of(points.begin(), points.end(), isBlank);
}

/// Calls take(std::string& word, ByteRange inText) for each word.
template <class Take>
void forEachWord(std::string_view text, Take take)
{
    const AlignedText normal = normalForm(lowerCased(AlignedText::repaired(text)), NormalForm::Nfc);
    const Characters characters(normal.text());
    const std::u32string& points = characters.points;
    std::string word;
    std::size_t first = 0;
    const auto finish = [&](std::size_t end) {
        if (!word.empty())
            take(word, normal.source(characters.begins[first], characters.begins[end]));
        word.clear();
        first = end;
    };
    for (std::size_t i = 0; i < points.size(); ++i) {
        const char32_t c = plainApostrophe(points[i]);
        const bool staysInWord = (isWordPart(c) && !isIdeograph(c)) || joinsWord(points, i);
        if (!staysInWord || word.size() + 4 > kLongestWordBytes)
            finish(i);
        if (isBlank(c)) {
            first = i + 1;
            continue;
        }
        appendUtf8(word, c);
        if (!staysInWord)
            finish(i + 1);
    }
    finish(points.size());
}

} // namespace

std::vector<std::string> splitWords(std::string_view text)
{
    std::vector<std::string> words;
    forEachWord(text, [&](std::string& word, ByteRange) { words.push_back(std::move(word)); });
    return words;
}

std::string joinWords(std::span<const std::string_view> words)
{
    std::string text;
    bool quoteIsOpen = false;
    bool blankDue = false;
    bool previousIsWide = false;
    for (const std::string_view word : words) {
        const bool isQuote = word == "\"";
        const bool wide = isWide(word);
        const bool closesQuote = isQuote && quoteIsOpen;
        if (blankDue && !attachesLeft(word) && !closesQuote && !(wide && previousIsWide))
            text.push_back(' ');
        text.append(word);
        blankDue = !attachesRight(word) && !(isQuote && !quoteIsOpen);
        if (isQuote)
            quoteIsOpen = !quoteIsOpen;
        previousIsWide = wide;
    }
    return text;
}

WordTokenizer::WordTokenizer(std::vector<std::string> words)
    : m_words(std::move(words))
{
    m_ids.reserve(m_words.size());
    for (std::size_t i = 0; i < m_words.size(); ++i)
        m_ids.emplace(m_words[i], static_cast<std::int32_t>(i) + kSpecialTokens);
}

engine::Result<std::unique_ptr<WordTokenizer>> WordTokenizer::train(std::span<const std::string> lines,
                                                                    std::int32_t maximumSize, std::int64_t minimumCount)
{
    if (maximumSize <= kSpecialTokens)
        return fail(
            ErrorKind::InvalidArgument,
            fmt::format("A vocabulary needs room for its 4 special tokens and at least one word, but its size is {}.",
                        maximumSize));
    std::unordered_map<std::string, std::int64_t> counts;
    for (const std::string& line : lines)
        for (std::string& word : splitWords(line))
            ++counts[std::move(word)];
    std::erase_if(counts, [&](const auto& entry) { return entry.second < minimumCount; });
    if (counts.empty())
        return fail(ErrorKind::InvalidArgument,
                    fmt::format("No word comes {} times or more in the {} lines that the vocabulary should be made "
                                "from. Lower that number or take more text.",
                                minimumCount, lines.size()));
    std::vector<std::pair<std::string, std::int64_t>> ordered(counts.begin(), counts.end());
    std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    const auto room = std::min<std::size_t>(static_cast<std::size_t>(maximumSize - kSpecialTokens), kMostWords);
    ordered.resize(std::min(ordered.size(), room));
    std::vector<std::string> words;
    words.reserve(ordered.size());
    for (auto& [word, count] : ordered)
        words.push_back(std::move(word));
    return std::unique_ptr<WordTokenizer>(new WordTokenizer(std::move(words)));
}

engine::Result<std::unique_ptr<WordTokenizer>> WordTokenizer::fromWords(std::vector<std::string> words)
{
    if (words.size() > kMostWords)
        return fail(ErrorKind::Unsupported, fmt::format("A vocabulary of {} words is too large.", words.size()));
    std::unordered_set<std::string_view> seen;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!isPlausibleWord(words[i]))
            return fail(
                ErrorKind::InvalidArgument,
                fmt::format("Entry {} of the vocabulary is not a word: it is empty, too long or holds blanks.", i + 1));
        if (!seen.insert(words[i]).second)
            return fail(ErrorKind::InvalidArgument,
                        fmt::format("Entry {} of the vocabulary, \"{}\", comes twice.", i + 1, words[i]));
    }
    return std::unique_ptr<WordTokenizer>(new WordTokenizer(std::move(words)));
}

engine::Result<std::unique_ptr<WordTokenizer>> WordTokenizer::load(std::string_view bytes)
{
    if (!bytes.starts_with(kMagic))
        return fail(ErrorKind::Corrupt, "This is not a word list: its first line is not that of one.");
    if (!isUtf8(bytes))
        return fail(ErrorKind::Corrupt, "The word list is damaged: it holds bytes that are not UTF-8.");
    bytes.remove_prefix(kMagic.size());
    std::vector<std::string> words;
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        if (end == std::string_view::npos)
            return fail(ErrorKind::Corrupt, "The word list is cut off: its last line does not end.");
        if (words.size() == kMostWords)
            return fail(ErrorKind::Unsupported, fmt::format("The word list has more than {} words.", kMostWords));
        words.emplace_back(bytes.substr(0, end));
        bytes.remove_prefix(end + 1);
    }
    auto loaded = fromWords(std::move(words));
    if (!loaded)
        loaded.error().kind = ErrorKind::Corrupt; // a file's fault here, not a caller's
    return loaded;
}

std::int32_t WordTokenizer::vocabularySize() const
{
    return static_cast<std::int32_t>(m_words.size()) + kSpecialTokens;
}

std::vector<TokenSpan> WordTokenizer::tokensOf(std::string_view text, ControlText) const
{
    std::vector<TokenSpan> tokens;
    forEachWord(text, [&](const std::string& word, ByteRange range) {
        const auto found = m_ids.find(word);
        tokens.push_back({found == m_ids.end() ? kUnknownToken : found->second, range.begin, range.end});
    });
    return tokens;
}

std::string WordTokenizer::decode(std::span<const std::int32_t> ids) const
{
    std::vector<std::string_view> words;
    for (const std::int32_t id : ids) {
        if (id >= kSpecialTokens && id < vocabularySize())
            words.push_back(m_words[static_cast<std::size_t>(id - kSpecialTokens)]);
        else if (id != kPadToken && id != kBeginToken && id != kEndToken)
            words.push_back(specialPiece(kUnknownToken));
    }
    return joinWords(words);
}

std::string WordTokenizer::piece(std::int32_t id) const
{
    if (id >= kSpecialTokens && id < vocabularySize())
        return m_words[static_cast<std::size_t>(id - kSpecialTokens)];
    return std::string(specialPiece(id));
}

std::string WordTokenizer::serialise() const
{
    std::string bytes(kMagic);
    for (const std::string& word : m_words) {
        bytes.append(word);
        bytes.push_back('\n');
    }
    return bytes;
}

} // namespace lb::models
