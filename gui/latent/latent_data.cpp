#include "gui/latent/latent_data.h"

#include <QCborArray>

#include <cstring>

namespace lb::gui {

namespace {

template <class Number>
std::vector<Number> numbersOf(const QCborMap& map, const char* key)
{
    const QByteArray bytes = map.value(QLatin1String(key)).toByteArray();
    std::vector<Number> numbers(static_cast<std::size_t>(bytes.size()) / sizeof(Number));
    if (!numbers.empty())
        std::memcpy(numbers.data(), bytes.constData(), numbers.size() * sizeof(Number));
    return numbers;
}

QList<double> listOf(const QCborMap& map, const char* key)
{
    QList<double> values;
    for (const QCborValue& value : map.value(QLatin1String(key)).toArray())
        values.append(value.toDouble());
    return values;
}

qint64 integer(const QCborMap& map, const char* key)
{
    return map.value(QLatin1String(key)).toInteger();
}

LatentTable tableOf(const QCborMap& map)
{
    LatentTable table{.kl = listOf(map, "kl"),
                      .meanVariance = listOf(map, "mean_variance"),
                      .noise = listOf(map, "noise"),
                      .mean = listOf(map, "mean"),
                      .deviation = listOf(map, "deviation"),
                      .threshold = map.value(QLatin1String("threshold")).toDouble(),
                      .bins = static_cast<int>(integer(map, "bins")),
                      .reach = map.value(QLatin1String("reach")).toDouble(),
                      .densities = numbersOf<float>(map, "densities")};
    if (table.bins <= 0 || table.densities.size() != static_cast<std::size_t>(table.bins * table.mean.size()))
        table.bins = 0;
    return table;
}

} // namespace

LatentRows latentRowsOf(const QCborMap& answer)
{
    LatentRows rows{.step = answer.value(QLatin1String("step")).toInteger(-1),
                    .total = integer(answer, "total"),
                    .latent = static_cast<int>(integer(answer, "latent")),
                    .hasPrior = answer.value(QLatin1String("has_prior")).toBool(),
                    .items = numbersOf<quint32>(answer, "items"),
                    .split = answer.value(QLatin1String("split")).toString(),
                    .places = numbersOf<quint32>(answer, "places"),
                    .classes = {},
                    .labels = numbersOf<qint32>(answer, "labels"),
                    .kl = numbersOf<float>(answer, "kl"),
                    .reconstruction = numbersOf<float>(answer, "reconstruction"),
                    .table = tableOf(answer.value(QLatin1String("dimensions")).toMap())};
    for (const QCborValue& name : answer.value(QLatin1String("classes")).toArray())
        rows.classes.append(name.toString());
    if (rows.labels.size() != rows.items.size())
        rows.labels.clear();
    return rows;
}

LatentMap latentMapOf(const QCborMap& answer)
{
    return {.positions = numbersOf<float>(answer, "positions"),
            .plane = answer.value(QLatin1String("plane")).toByteArray(),
            .shares = listOf(answer, "shares"),
            .trust = answer.value(QLatin1String("trustworthiness")).toDouble(-1),
            .isFinished = answer.value(QLatin1String("finished")).toBool()};
}

LatentDecoded latentDecodedOf(const QCborMap& answer)
{
    LatentDecoded decoded;
    decoded.codes = numbersOf<float>(answer, "codes");
    decoded.norms = listOf(answer, "norms");
    for (const QCborValue& sentence : answer.value(QLatin1String("sentences")).toArray())
        decoded.sentences.append(sentence.toString());
    const QByteArray pixels = answer.value(QLatin1String("pixels")).toByteArray();
    const auto height = static_cast<int>(integer(answer, "height"));
    const auto width = static_cast<int>(integer(answer, "width"));
    const qsizetype size = qsizetype{height} * width;
    for (qsizetype at = 0; size > 0 && at + size <= pixels.size(); at += size)
        decoded.images.append(QImage(reinterpret_cast<const uchar*>(pixels.constData()) + at, width, height, width,
                                     QImage::Format_Grayscale8)
                                  .copy()); // the bytes go
    const auto positions = numbersOf<float>(answer, "positions");
    for (std::size_t i = 0; i + 1 < positions.size(); i += 2)
        decoded.positions.append({static_cast<double>(positions[i]), static_cast<double>(positions[i + 1])});
    for (const QCborValue& rows : answer.value(QLatin1String("nearest")).toArray()) {
        QList<LatentNear>& near = decoded.nearest.emplaceBack();
        for (const QCborValue& row : rows.toArray())
            near.append({static_cast<int>(integer(row.toMap(), "row")),
                         row.toMap().value(QLatin1String("distance")).toDouble()});
    }
    return decoded;
}

QByteArray latentBytes(const std::vector<float>& numbers)
{
    return {reinterpret_cast<const char*>(numbers.data()), static_cast<qsizetype>(numbers.size() * sizeof(float))};
}

} // namespace lb::gui
