#include "experiments/datasets/user_text.h"

#include "experiments/datasets/text_lines.h"
#include "experiments/datasets/text_preparation.h"

#include <algorithm>

namespace lb::experiments {

Result<LoadedDataset> loadUserText(const QString& path, const DatasetOptions& options)
{
    auto lines = readLines(path);
    if (!lines)
        return tl::unexpected(lines.error());
    TextSource source;
    if (options.window > 0)
        lines->joinParagraphs();
    source.report.accepted = static_cast<qint64>(lines->lines.size());
    source.report.found = source.report.accepted + lines->emptyLines;
    source.report.skipped = {{.reason = QStringLiteral("empty lines"), .count = lines->emptyLines}};
    source.report.replacedBytes = lines->replacedBytes;
    source.sentences = std::move(lines->lines);
    return prepareText(std::move(source), options, {.defaultLimit = 0, .mostHeldOut = 1'000});
}

Result<DatasetPreview> previewUserText(const QString& path, qint64 first, qint64 count)
{
    const auto lines = readLines(path);
    if (!lines)
        return tl::unexpected(lines.error());
    DatasetPreview preview;
    const auto total = static_cast<qint64>(lines->lines.size());
    for (qint64 i = std::max<qint64>(first, 0); i < std::min(total, first + count); ++i)
        preview.sentences.append(QString::fromStdString(lines->lines[static_cast<std::size_t>(i)]));
    return preview;
}

} // namespace lb::experiments
