#include "experiments/worker/grid_requests.h"

#include "experiments/training/image_grid.h"
#include "experiments/worker/map_numbers.h"

#include <QCborArray>

namespace lb::experiments {

namespace {

constexpr int kMostSteps = 1000;

QString text(const QCborMap& map, const char* key, const QString& otherwise = {})
{
    const QCborValue value = map.value(QLatin1String(key));
    return value.isString() ? value.toString() : otherwise;
}

quint64 seedOf(const QCborMap& request)
{
    return static_cast<quint64>(request.value(QLatin1String("seed")).toInteger(1));
}

Result<void> writePicture(const QCborMap& request, const DecodedItems& items, qint64 columns)
{
    const QString out = text(request, "out");
    if (out.isEmpty() || items.images.isEmpty())
        return {};
    return writeImageGrid(out, items, static_cast<int>(std::clamp<qint64>(columns, 1, kMostSteps)));
}

} // namespace

Result<QCborMap> gridOf(const DecodedItems& items, const QCborMap& request)
{
    QCborArray images;
    for (const QByteArray& image : items.images)
        images.append(image);
    constexpr qint64 kColumns = 10;
    if (const auto written = writePicture(request, items, request.value(QLatin1String("columns")).toInteger(kColumns));
        !written)
        return tl::unexpected(written.error());
    return QCborMap{{QStringLiteral("height"), items.height},
                    {QStringLiteral("width"), items.width},
                    {QStringLiteral("sentences"), QCborArray::fromStringList(items.sentences)},
                    {QStringLiteral("images"), images}};
}

namespace {

Result<QCborMap> gridOf(const ItemsGivenBack& given, const QCborMap& request)
{
    QCborArray items;
    DecodedItems grid{.height = given.height, .width = given.width};
    for (const ItemsGivenBack::Item& item : given.items) {
        items.append(QCborMap{{QStringLiteral("input"), item.data.input},
                              {QStringLiteral("output"), item.data.output},
                              {QStringLiteral("input_image"), item.data.inputImage},
                              {QStringLiteral("output_image"), item.data.outputImage},
                              {QStringLiteral("position"), item.position},
                              {QStringLiteral("item"), static_cast<qint64>(item.item)},
                              {QStringLiteral("label"), item.label},
                              {QStringLiteral("loss"), item.loss},
                              {QStringLiteral("kl"), item.kl}});
        if (!item.data.inputImage.isEmpty())
            grid.images.append(item.data.inputImage);
    }
    for (const ItemsGivenBack::Item& item : given.items)
        if (!item.data.outputImage.isEmpty())
            grid.images.append(item.data.outputImage);
    if (const auto written = writePicture(request, grid, given.items.size()); !written)
        return tl::unexpected(written.error());
    return QCborMap{{QStringLiteral("items"), items},
                    {QStringLiteral("total"), given.total},
                    {QStringLiteral("height"), given.height},
                    {QStringLiteral("width"), given.width}};
}

Result<QCborMap> sample(OpenedRun& run, const QCborMap& request)
{
    const SampleOptions standard;
    const auto components = count(request, "components", standard.components, 1, SampleOptions::kMostComponents);
    if (!components)
        return tl::unexpected(components.error());
    return run
        .sample({.count = static_cast<int>(request.value(QLatin1String("count")).toInteger(standard.count)),
                 .seed = seedOf(request),
                 .sampler = text(request, "sampler", standard.sampler),
                 .temperature = request.value(QLatin1String("temperature")).toDouble(0),
                 .components = *components,
                 .spread = request.value(QLatin1String("spread")).toDouble(standard.spread)})
        .and_then([&](const DecodedItems& items) { return gridOf(items, request); });
}

Result<QCborMap> reconstruct(OpenedRun& run, const QCborMap& request, const ServeChannel& channel)
{
    ItemChoice choice{.split = text(request, "split", ItemChoice().split),
                      .count = static_cast<int>(request.value(QLatin1String("count")).toInteger(ItemChoice().count)),
                      .order = text(request, "order", ItemChoice().order),
                      .seed = seedOf(request),
                      .positions = {}};
    for (const QCborValue& position : request.value(QLatin1String("positions")).toArray())
        choice.positions.push_back(position.toInteger(-1));
    return giveBackItems(run, choice, {channel.progress, channel.isCancelled})
        .and_then([&](const ItemsGivenBack& given) { return gridOf(given, request); });
}

} // namespace

void GridRequests::forget()
{
    m_ranked.reset();
    m_surroundings.reset();
    m_decoder.reset();
}

bool GridRequests::knows(const QString& what)
{
    static const QStringList names{QStringLiteral("sample"),      QStringLiteral("reconstruct"),
                                   QStringLiteral("interpolate"), QStringLiteral("along"),
                                   QStringLiteral("combine"),     QStringLiteral("picture"),
                                   QStringLiteral("rank")};
    return names.contains(what);
}

Result<QCborMap> GridRequests::answer(OpenedRun& run, const QCborMap& request, const ServeChannel& channel)
{
    const QString what = text(request, "what");
    return what == QStringLiteral("sample")        ? sample(run, request)
           : what == QStringLiteral("reconstruct") ? reconstruct(run, request, channel)
           : what == QStringLiteral("interpolate") ? interpolate(run, request)
           : what == QStringLiteral("along")       ? along(run, request)
           : what == QStringLiteral("combine")     ? combine(run, request)
           : what == QStringLiteral("picture")     ? picture(run, request)
                                                   : rank(run, request, channel);
}

Result<QCborMap> GridRequests::rank(OpenedRun& run, const QCborMap& request, const ServeChannel& channel)
{
    const QString split = text(request, "split", QStringLiteral("validation"));
    const auto items = run.itemsOf(split);
    if (!items)
        return tl::unexpected(items.error());
    if (!m_ranked || m_ranked->split != split) {
        auto scores = scoreItems(run.setup(), *items, {channel.progress, channel.isCancelled});
        if (!scores)
            return tl::unexpected(scores.error());
        if (channel.isCancelled())
            return QCborMap();
        addNovelty(*scores, run.setup().model->latentSize());
        m_ranked = {split, std::move(*scores)};
    }
    const ItemScores& scores = m_ranked->scores;
    return QCborMap{{QStringLiteral("items"), bytesOf(*items)},
                    {QStringLiteral("loss"), bytesOf(scores.loss)},
                    {QStringLiteral("kl"), bytesOf(scores.kl)},
                    {QStringLiteral("novelty"), bytesOf(scores.novelty)}};
}

} // namespace lb::experiments
