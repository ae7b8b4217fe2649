#include "gui/samples/code_details.h"

#include "experiments/records/word_marks.h"
#include "gui/latent/latent_data.h"

#include <QCborArray>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace lb::gui {

namespace {

constexpr double kUnit = 0.01; // of the path

std::vector<float> floatsOf(const QCborMap& answer, const char* key)
{
    const QByteArray bytes = answer.value(QLatin1String(key)).toByteArray();
    std::vector<float> numbers(static_cast<std::size_t>(bytes.size()) / sizeof(float));
    if (!numbers.empty())
        std::memcpy(numbers.data(), bytes.constData(), numbers.size() * sizeof(float));
    return numbers;
}

double pixelChange(const QImage& before, const QImage& after)
{
    if (before.size() != after.size() || before.isNull())
        return 0;
    double sum = 0;
    for (int y = 0; y < before.height(); ++y)
        for (int x = 0; x < before.width(); ++x)
            sum += std::abs(int{before.constScanLine(y)[x]} - int{after.constScanLine(y)[x]});
    return 100 * sum / (255.0 * before.width() * before.height());
}

double wordChange(const QString& before, const QString& after)
{
    const auto wordsOf = [](const QString& text) { return text.split(QLatin1Char(' '), Qt::SkipEmptyParts).size(); };
    if (wordsOf(after) == 0)
        return before.isEmpty() ? 0 : 100;
    qsizetype others = 0;
    for (const experiments::WordMark& stretch : experiments::wordsNotIn(before, after))
        others += wordsOf(after.mid(stretch.start, stretch.length));
    return 100.0 * static_cast<double>(others) / static_cast<double>(wordsOf(after));
}

} // namespace

std::vector<float> CodeDetails::code(qsizetype place) const
{
    const auto width = static_cast<std::size_t>(std::max(0, latent));
    const auto begin = static_cast<std::size_t>(place) * width;
    if (place < 0 || begin + width > codes.size())
        return {};
    return {codes.begin() + static_cast<std::ptrdiff_t>(begin),
            codes.begin() + static_cast<std::ptrdiff_t>(begin + width)};
}

std::vector<double> CodeDetails::changes() const
{
    std::vector<double> changes;
    const double units = 1 / (kUnit * static_cast<double>(std::max<qsizetype>(1, count() - 1)));
    for (qsizetype i = 0; i + 1 < count(); ++i)
        changes.push_back((images.isEmpty() ? wordChange(sentences.value(i), sentences.value(i + 1))
                                            : pixelChange(images.value(i), images.value(i + 1))) /
                          units);
    return changes;
}

CodeDetails codeDetailsOf(const QCborMap& answer)
{
    const LatentDecoded decoded = latentDecodedOf(answer);
    CodeDetails details{.images = decoded.images,
                        .sentences = decoded.sentences,
                        .latent = static_cast<int>(answer.value(QLatin1String("latent")).toInteger()),
                        .codes = decoded.codes,
                        .norms = floatsOf(answer, "norms"),
                        .returned = floatsOf(answer, "returned"),
                        .nearest = {},
                        .among = answer.value(QLatin1String("among")).toInteger(),
                        .hasPrior = answer.value(QLatin1String("has_prior")).toBool()};
    const auto width = static_cast<int>(answer.value(QLatin1String("width")).toInteger());
    const auto height = static_cast<int>(answer.value(QLatin1String("height")).toInteger());
    for (const QCborValue& value : answer.value(QLatin1String("nearest")).toArray()) {
        const QCborMap item = value.toMap();
        const QByteArray pixels = item.value(QLatin1String("image")).toByteArray();
        NearItem near{.image = {},
                      .text = item.value(QLatin1String("text")).toString(),
                      .label = item.value(QLatin1String("label")).toString(),
                      .distance = item.value(QLatin1String("distance")).toDouble()};
        if (width > 0 && pixels.size() == qsizetype{width} * height)
            near.image = QImage(reinterpret_cast<const uchar*>(pixels.constData()), width, height, width,
                                QImage::Format_Grayscale8)
                             .copy(); // the bytes go
        details.nearest.append(near);
    }
    return details;
}

} // namespace lb::gui
