#include "experiments/datasets/text_lines.h"

#include "experiments/datasets/file_bytes.h"
#include "models/text/unicode_text.h"

#include <algorithm>
#include <array>

namespace lb::experiments {

namespace {

constexpr std::size_t kLongestLine = std::size_t{1} << 20;
constexpr qint64 kLargestFile = qint64{256} << 20;

struct ForeignFormat {
    std::string_view beginning;
    const char* meaning;
};

/// What the first bytes betray.
const char* foreignFormat(std::string_view bytes)
{
    using namespace std::string_view_literals;
    static constexpr std::array kKnown{
        ForeignFormat{"\x1F\x8B"sv, "a gzip file; unpack it first"},
        ForeignFormat{"PK\x03\x04"sv, "a zip archive or an office document; save the text alone"},
        ForeignFormat{"\x89PNG"sv, "a PNG picture"},
        ForeignFormat{"\xFF\xD8\xFF"sv, "a JPEG picture"},
        ForeignFormat{"%PDF-"sv, "a PDF document; save it as plain text"},
        ForeignFormat{"SQLite format 3"sv, "an SQLite database"},
        ForeignFormat{"\177ELF"sv, "a program"},
        ForeignFormat{"\xFF\xFE"sv, "UTF-16 text; save it as UTF-8"},
        ForeignFormat{"\xFE\xFF"sv, "UTF-16 text; save it as UTF-8"},
        ForeignFormat{"<!DOCTYPE"sv, "a web page; save the text alone"},
        ForeignFormat{"<html"sv, "a web page; save the text alone"},
        ForeignFormat{"version https://git-lfs"sv, "a pointer to a file that git has not fetched"},
    };
    const std::size_t start = std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size());
    for (const ForeignFormat& format : kKnown)
        if (bytes.substr(start).starts_with(format.beginning))
            return format.meaning;
    return nullptr;
}

std::string_view trimmed(std::string_view line)
{
    constexpr std::string_view kBlanks = " \t\v\f";
    const std::size_t first = line.find_first_not_of(kBlanks);
    if (first == std::string_view::npos)
        return {};
    return line.substr(first, line.find_last_not_of(kBlanks) - first + 1);
}

/// Cuts the first line off `rest`, whatever ends it.
std::string_view takeLine(std::string_view& rest)
{
    const std::size_t end = rest.find_first_of("\r\n");
    const std::string_view line = rest.substr(0, end);
    if (end == std::string_view::npos) {
        rest = {};
    } else {
        const bool isPair = rest[end] == '\r' && end + 1 < rest.size() && rest[end + 1] == '\n';
        rest.remove_prefix(end + (isPair ? 2 : 1));
    }
    return line;
}

} // namespace

void TextLines::joinParagraphs()
{
    if (paragraphs.size() < 2)
        return;
    std::vector<std::string> joined;
    for (std::size_t i = 0; i < paragraphs.size(); ++i) {
        const std::size_t end = i + 1 < paragraphs.size() ? paragraphs[i + 1] : lines.size();
        std::string text = std::move(lines[paragraphs[i]]);
        for (std::size_t line = paragraphs[i] + 1; line < end; ++line)
            text += '\n' + lines[line];
        joined.push_back(std::move(text));
        paragraphs[i] = i;
    }
    lines = std::move(joined);
}

Result<TextLines> parseLines(std::string_view bytes)
{
    if (bytes.empty())
        return fail(ErrorKind::Corrupt, QStringLiteral("The file is empty; it should hold one sentence a line."));
    if (const char* format = foreignFormat(bytes))
        return fail(ErrorKind::Corrupt, QStringLiteral("This is not plain text but %1.").arg(QLatin1String(format)));
    if (bytes.find('\0') != std::string_view::npos)
        return fail(ErrorKind::Corrupt, QStringLiteral("This is a binary file (it holds NUL bytes), not plain text."));
    // Whole files are copied only when they need repair.
    const models::RepairedText repaired = models::isUtf8(bytes) ? models::RepairedText{} : models::repairUtf8(bytes);
    if (repaired.replacedBytes * 20 > static_cast<qint64>(bytes.size()))
        return fail(ErrorKind::Corrupt,
                    QStringLiteral("This is not UTF-8 text: %1 of %2 bytes do not fit. Save it as UTF-8.")
                        .arg(repaired.replacedBytes)
                        .arg(bytes.size()));
    TextLines result;
    result.replacedBytes = repaired.replacedBytes;
    std::string_view rest = repaired.replacedBytes == 0 ? bytes : repaired.text;
    if (constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF"; rest.starts_with(kByteOrderMark))
        rest.remove_prefix(kByteOrderMark.size());
    bool isFresh = true;
    while (!rest.empty()) {
        const std::string_view line = trimmed(takeLine(rest));
        if (line.size() > kLongestLine)
            return fail(ErrorKind::Corrupt, QStringLiteral("Line %1 has %2 bytes; one sentence a line is expected.")
                                                .arg(static_cast<qint64>(result.lines.size()) + result.emptyLines + 1)
                                                .arg(line.size()));
        if (line.empty()) {
            ++result.emptyLines;
        } else {
            if (isFresh)
                result.paragraphs.push_back(result.lines.size());
            result.lines.emplace_back(line);
        }
        isFresh = line.empty();
    }
    if (result.lines.empty())
        return fail(ErrorKind::Corrupt, QStringLiteral("The file holds blank lines only; it should hold sentences."));
    return result;
}

Result<TextLines> readLines(const QString& path)
{
    const auto bytes = readFileBytes(path, kLargestFile);
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto lines = parseLines(std::string_view(bytes->constData(), static_cast<std::size_t>(bytes->size())));
    if (!lines)
        return fail(lines.error().kind, QStringLiteral("%1: %2").arg(path, lines.error().detail));
    return lines;
}

} // namespace lb::experiments
