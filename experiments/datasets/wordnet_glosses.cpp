#include "experiments/datasets/wordnet_glosses.h"

#include "experiments/datasets/file_bytes.h"
#include "models/text/unicode_text.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace lb::experiments {

namespace {

struct WordnetFile {
    const char* name;
    const char* label;
};
constexpr std::array<WordnetFile, 4> kFiles{
    {{"data.noun", "noun"}, {"data.verb", "verb"}, {"data.adj", "adjective"}, {"data.adv", "adverb"}}};
constexpr qint64 kLargestFile = qint64{64} << 20;

// WordNet's text is ASCII; bytes beyond it count as letters and are left alone.
bool isLetterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// What follows the last quotation mark, when that begins with a dash: `"..."- Mark Twain`, `"..." --Shakespeare`.
std::string_view withoutAuthor(std::string_view part)
{
    const std::size_t quote = part.rfind('"');
    if (quote == std::string_view::npos || part.find('"') == quote)
        return part;
    const std::size_t next = part.find_first_not_of(' ', quote + 1);
    const bool isAuthor = next != std::string_view::npos && part[next] == '-';
    return isAuthor ? part.substr(0, quote + 1) : part;
}

int countWords(std::string_view text)
{
    int words = 0;
    bool isInWord = false;
    for (const char c : text) {
        if (isBlank(c))
            isInWord = false;
        else if (!isInWord && isLetterOrDigit(c)) {
            isInWord = true;
            ++words;
        }
    }
    return words;
}

void count(SkippedItems& skipped, std::string_view part)
{
    constexpr qsizetype kExamples = 5;
    ++skipped.count;
    if (skipped.examples.size() < kExamples)
        skipped.examples.append(QString::fromUtf8(part.data(), static_cast<qsizetype>(part.size())));
}

QString folderOf(const QStringList& folders)
{
    for (const QString& folder : folders)
        if (QFileInfo::exists(QDir(folder).filePath(QLatin1String(kFiles[0].name))))
            return folder;
    return {};
}

} // namespace

std::string cleanGlossPart(std::string_view part)
{
    part = withoutAuthor(part);
    const bool hasBackticks = part.find('`') != std::string_view::npos;
    std::string text;
    for (std::size_t i = 0; i < part.size(); ++i) {
        const char c = part[i];
        const bool endsWord = i + 1 == part.size() || !isLetterOrDigit(part[i + 1]);
        if (c == '"' || c == '`' || (c == '\'' && hasBackticks && endsWord))
            continue;
        if (!isBlank(c))
            text.push_back(c);
        else if (!text.empty() && text.back() != ' ')
            text.push_back(' ');
    }
    constexpr std::string_view kLeading = " :,.-;!?";
    constexpr std::string_view kTrailing = " :,-;";
    const std::size_t first = text.find_first_not_of(kLeading);
    if (first == std::string::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kTrailing) - first + 1);
}

GlossReader::GlossReader(int maximumWords)
    : m_maximumWords(maximumWords)
{
    m_short.reason = QStringLiteral("fewer than %1 words").arg(kFewestWords);
    m_long.reason = QStringLiteral("more than %1 words").arg(maximumWords);
    m_repeated.reason = QStringLiteral("repeated");
}

void GlossReader::read(std::string_view file, const std::string& partOfSpeech)
{
    const models::RepairedText repaired = models::isUtf8(file) ? models::RepairedText{} : models::repairUtf8(file);
    m_source.report.replacedBytes += repaired.replacedBytes;
    std::string_view rest = repaired.replacedBytes == 0 ? file : repaired.text;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        const std::size_t bar = line.find('|');
        if (line.starts_with(' ') ||
            bar == std::string_view::npos) // the licence stands on lines that begin with a blank
            continue;
        std::string_view gloss = line.substr(bar + 1);
        while (!gloss.empty()) {
            const std::size_t semicolon = gloss.find(';');
            accept(gloss.substr(0, semicolon), partOfSpeech);
            gloss.remove_prefix(semicolon == std::string_view::npos ? gloss.size() : semicolon + 1);
        }
    }
}

void GlossReader::accept(std::string_view part, const std::string& partOfSpeech)
{
    std::string text = cleanGlossPart(part);
    if (text.empty())
        return;
    ++m_source.report.found;
    const int words = countWords(text);
    if (words < kFewestWords)
        return count(m_short, text);
    if (words > m_maximumWords)
        return count(m_long, text);
    std::string key = text;
    std::transform(key.begin(), key.end(), key.begin(), lowered);
    if (!m_seen.insert(std::move(key)).second)
        return count(m_repeated, text);
    ++m_source.report.accepted;
    m_source.sentences.push_back(std::move(text));
    m_source.labels.push_back(partOfSpeech);
}

TextSource GlossReader::take()
{
    m_source.report.skipped = {m_short, m_long, m_repeated};
    m_seen.clear();
    return std::move(m_source);
}

Result<TextSource> loadWordnet(const QStringList& folders, int maximumWords)
{
    const QString folder = folderOf(folders);
    if (folder.isEmpty())
        return fail(ErrorKind::NotFound, missingWordnet());
    GlossReader reader(maximumWords);
    for (const auto& [name, label] : kFiles) {
        const auto bytes = readFileBytes(QDir(folder).filePath(QLatin1String(name)), kLargestFile);
        if (!bytes)
            return tl::unexpected(bytes.error());
        reader.read({bytes->constData(), static_cast<std::size_t>(bytes->size())}, label);
    }
    return reader.take();
}

bool hasWordnet(const QStringList& folders)
{
    return !folderOf(folders).isEmpty();
}

Result<DatasetPreview> previewWordnet(const QStringList& folders, int count)
{
    const QString folder = folderOf(folders);
    if (folder.isEmpty())
        return fail(ErrorKind::NotFound, missingWordnet());
    const auto bytes = readFileBytes(QDir(folder).filePath(QStringLiteral("data.adj")), kLargestFile);
    if (!bytes)
        return tl::unexpected(bytes.error());
    constexpr int kUsualWords = 30;
    constexpr qsizetype kBytesPerSentence = 2000;
    GlossReader reader(kUsualWords);
    reader.read(
        {bytes->constData(), static_cast<std::size_t>(std::min(bytes->size(), (count + 2) * kBytesPerSentence))},
        "adjective");
    DatasetPreview preview;
    for (const std::string& sentence : reader.take().sentences)
        if (preview.sentences.size() < count)
            preview.sentences.append(QString::fromStdString(sentence));
    return preview;
}

QString missingWordnet()
{
    return QStringLiteral("The package wordnet-base is not installed: install it with "
                          "\"sudo apt-get install wordnet-base\", then try again.");
}

} // namespace lb::experiments
