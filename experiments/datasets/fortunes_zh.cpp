#include "experiments/datasets/fortunes_zh.h"

#include "experiments/datasets/file_bytes.h"
#include "models/text/unicode_text.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <unordered_set>

namespace lb::experiments {

namespace {

constexpr qint64 kLargestFile = qint64{64} << 20;
constexpr int kFewestCharacters = 4;
constexpr int kMostSentenceCharacters = 60;
constexpr std::string_view kBlanks = " \t\r\f\v";

const char* fileName(ChineseCollection collection)
{
    return collection == ChineseCollection::TangPoems ? "tang300" : "chinese";
}

QString pathOf(const QStringList& folders, ChineseCollection collection)
{
    for (const QString& folder : folders)
        if (const QString path = QDir(folder).filePath(QLatin1String(fileName(collection))); QFileInfo(path).isFile())
            return path;
    return {};
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kWideBlank = "\u3000";
    for (bool isChanged = true; isChanged;) {
        const std::size_t size = text.size();
        text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
        if (text.starts_with(kWideBlank))
            text.remove_prefix(kWideBlank.size());
        if (text.ends_with(kWideBlank))
            text.remove_suffix(kWideBlank.size());
        text = text.substr(0, text.find_last_not_of(kBlanks) + 1);
        isChanged = text.size() != size;
    }
    return text;
}

/// Bytes of the character at `at`, of valid UTF-8.
std::size_t characterBytes(std::string_view text, std::size_t at)
{
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return std::min(bytes, text.size() - at);
}

/// Of the blocks of Chinese characters: U+3400..9FFF and beyond the first plane.
bool isChinese(std::string_view character)
{
    return character.size() == 4 || (character.size() == 3 && character >= "\u3400" && character <= "\u9FFF");
}

int chineseCharacters(std::string_view text)
{
    int count = 0;
    for (std::size_t at = 0; at < text.size(); at += characterBytes(text, at))
        count += isChinese(text.substr(at, characterBytes(text, at))) ? 1 : 0;
    return count;
}

/// A title, an author, a signature.
bool isSignature(std::string_view line)
{
    return line.find('\x1B') != std::string_view::npos || trimmed(line).starts_with("--");
}

bool isAscii(char c)
{
    return static_cast<unsigned char>(c) < 0x80;
}

void appendLine(std::string& paragraph, std::string_view line)
{
    if (!paragraph.empty() && isAscii(paragraph.back()) && isAscii(line.front()))
        paragraph += ' ';
    paragraph += line;
}

std::string textOf(std::string_view entry, ChineseCollection collection)
{
    std::string text;
    std::string paragraph;
    const auto endParagraph = [&] {
        if (paragraph.empty())
            return;
        if (!text.empty() && collection == ChineseCollection::Prose)
            text += '\n';
        text += paragraph;
        paragraph.clear();
    };
    while (!entry.empty()) {
        const std::size_t end = entry.find('\n');
        const std::string_view line = entry.substr(0, end);
        entry.remove_prefix(end == std::string_view::npos ? entry.size() : end + 1);
        if (trimmed(line).empty())
            endParagraph();
        else if (!isSignature(line))
            appendLine(paragraph, trimmed(line));
    }
    endParagraph();
    return text;
}

} // namespace

TextSource readFortunes(std::string_view bytes, ChineseCollection collection)
{
    TextSource source;
    const models::RepairedText repaired = models::isUtf8(bytes) ? models::RepairedText{} : models::repairUtf8(bytes);
    source.report.replacedBytes = repaired.replacedBytes;
    std::string_view rest = repaired.replacedBytes == 0 ? bytes : repaired.text;
    SkippedItems few{.reason = QStringLiteral("fewer than %1 Chinese characters").arg(kFewestCharacters)};
    SkippedItems repeated{.reason = QStringLiteral("repeated")};
    std::unordered_set<std::string> seen;
    while (!rest.empty()) {
        std::size_t end = rest.starts_with("%\n") ? 0 : rest.find("\n%\n");
        const std::string_view entry = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + (end == 0 ? 2 : 3));
        std::string text = textOf(entry, collection);
        if (text.empty())
            continue;
        ++source.report.found;
        if (chineseCharacters(text) < kFewestCharacters)
            ++few.count;
        else if (!seen.insert(text).second)
            ++repeated.count;
        else
            source.sentences.push_back(std::move(text));
    }
    source.report.accepted = static_cast<qint64>(source.sentences.size());
    source.report.skipped = {few, repeated};
    return source;
}

TextSource sentencesOf(const TextSource& texts, int maximumCharacters)
{
    static constexpr std::array<std::string_view, 5> kEnds{"。", "！", "？", "…", "\n"};
    static constexpr std::array<std::string_view, 6> kClosing{"”", "’", "」", "』", "）", "…"};
    TextSource source;
    source.report.replacedBytes = texts.report.replacedBytes;
    SkippedItems few{.reason = QStringLiteral("fewer than %1 Chinese characters").arg(kFewestCharacters)};
    SkippedItems many{.reason = QStringLiteral("more than %1 characters").arg(maximumCharacters)};
    SkippedItems repeated{.reason = QStringLiteral("repeated")};
    std::unordered_set<std::string> seen;
    const auto accept = [&](std::string_view sentence, int characters) {
        sentence = trimmed(sentence);
        if (sentence.empty())
            return;
        ++source.report.found;
        if (characters > maximumCharacters)
            ++many.count;
        else if (chineseCharacters(sentence) < kFewestCharacters)
            ++few.count;
        else if (!seen.insert(std::string(sentence)).second)
            ++repeated.count;
        else
            source.sentences.emplace_back(sentence);
    };
    for (const std::string& text : texts.sentences) {
        const std::string_view all = text;
        std::size_t begin = 0;
        int characters = 0;
        for (std::size_t at = 0; at < all.size();) {
            const std::string_view character = all.substr(at, characterBytes(all, at));
            at += character.size();
            ++characters;
            if (std::find(kEnds.begin(), kEnds.end(), character) == kEnds.end())
                continue;
            for (bool isClosing = true; isClosing && at < all.size();) {
                const std::string_view next = all.substr(at, characterBytes(all, at));
                isClosing = std::find(kClosing.begin(), kClosing.end(), next) != kClosing.end();
                at += isClosing ? next.size() : 0;
            }
            accept(all.substr(begin, at - begin - (character == "\n" ? 1 : 0)), characters);
            begin = at;
            characters = 0;
        }
        accept(all.substr(begin), characters);
    }
    source.report.accepted = static_cast<qint64>(source.sentences.size());
    source.report.skipped = {few, many, repeated};
    return source;
}

Result<TextSource> loadFortunes(const QStringList& folders, ChineseCollection collection, bool asTexts)
{
    const QString path = pathOf(folders, collection);
    if (path.isEmpty())
        return fail(ErrorKind::NotFound, missingFortunes());
    const auto bytes = readFileBytes(path, kLargestFile);
    if (!bytes)
        return tl::unexpected(bytes.error());
    TextSource texts = readFortunes({bytes->constData(), static_cast<std::size_t>(bytes->size())}, collection);
    return asTexts ? texts : sentencesOf(texts, kMostSentenceCharacters);
}

bool hasFortunes(const QStringList& folders, ChineseCollection collection)
{
    return !pathOf(folders, collection).isEmpty();
}

Result<DatasetPreview> previewFortunes(const QStringList& folders, ChineseCollection collection, int count)
{
    const QString path = pathOf(folders, collection);
    if (path.isEmpty())
        return fail(ErrorKind::NotFound, missingFortunes());
    const auto bytes = readFileBytes(path, kLargestFile);
    if (!bytes)
        return tl::unexpected(bytes.error());
    constexpr qsizetype kBytesPerSentence = 2000;
    std::string_view some(bytes->constData(),
                          static_cast<std::size_t>(std::min(bytes->size(), (count + 2) * kBytesPerSentence)));
    some = some.substr(0, some.rfind('\n') + 1); // whole characters
    DatasetPreview preview;
    for (const std::string& sentence : sentencesOf(readFortunes(some, collection), kMostSentenceCharacters).sentences)
        if (preview.sentences.size() < count)
            preview.sentences.append(QString::fromStdString(sentence));
    return preview;
}

QString missingFortunes()
{
    return QStringLiteral("The Chinese texts are not installed. Install the package fortunes-zh: sudo apt install "
                          "fortunes-zh.");
}

} // namespace lb::experiments
