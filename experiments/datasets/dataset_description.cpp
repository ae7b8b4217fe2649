#include "experiments/datasets/loaded_dataset.h"

#include <cmath>

namespace lb::experiments {

namespace {

void describeImages(const LoadedDataset& data, DatasetDescription& out)
{
    out.height = data.images.height;
    out.width = data.images.width;
    for (const std::string& name : data.images.classNames)
        out.classNames.append(QString::fromStdString(name));
    const auto size = static_cast<std::size_t>(out.height * out.width);
    std::uint64_t sum = 0; // whole numbers: exact, whatever the order
    std::uint64_t squares = 0;
    for (const std::uint32_t item : data.train)
        for (std::size_t i = item * size; i < (item + 1) * size; ++i) {
            const std::uint64_t pixel = data.images.pixels[i];
            sum += pixel;
            squares += pixel * pixel;
        }
    const double count = static_cast<double>(data.train.size()) * static_cast<double>(size);
    if (count == 0.0)
        return;
    const double mean = static_cast<double>(sum) / count;
    out.pixelMean = mean / 255.0;
    out.pixelDeviation = std::sqrt(static_cast<double>(squares) / count - mean * mean) / 255.0;
}

void describeText(const LoadedDataset& data, DatasetDescription& out)
{
    out.vocabularySize = data.text.vocabularySize;
    qint64 tokens = 0;
    for (const std::uint32_t item : data.train) {
        const auto length = static_cast<qsizetype>(data.text.sentences[item].size());
        if (out.lengthHistogram.size() <= length)
            out.lengthHistogram.resize(length + 1);
        ++out.lengthHistogram[length];
        tokens += length;
    }
    if (!data.train.empty())
        out.meanLength = static_cast<double>(tokens) / static_cast<double>(data.train.size());
    if (data.report.tokens > 0)
        out.unknownShare = static_cast<double>(data.report.unknownTokens) / static_cast<double>(data.report.tokens);
}

} // namespace

QString datasetKindName(DatasetKind kind)
{
    return kind == DatasetKind::Image ? QStringLiteral("image") : QStringLiteral("text");
}

DatasetDescription describe(const LoadedDataset& data)
{
    DatasetDescription out{.kind = data.kind};
    out.trainCount = static_cast<qint64>(data.train.size());
    out.validationCount = static_cast<qint64>(data.validation.size());
    out.testCount = static_cast<qint64>(data.test.size());
    if (data.kind == DatasetKind::Image)
        describeImages(data, out);
    else
        describeText(data, out);
    return out;
}

} // namespace lb::experiments
