#include "experiments/worker/map_requests.h"

#include "experiments/training/item_strips.h"
#include "experiments/worker/map_numbers.h"
#include "models/metrics/neighbour_map.h"
#include "models/metrics/tsne_map.h"

#include <QCborArray>
#include <QElapsedTimer>

#include <algorithm>

namespace lb::experiments {

namespace {

constexpr qsizetype kMostItems = 20'000;
constexpr int kMostNeighbours = 200;
constexpr int kBins = 48;
constexpr qint64 kPartEveryMs = 150;
constexpr std::int64_t kMostTrusted = 1500; // codes whose neighbours are compared: the cost is their square
constexpr int kTrustedNeighbours = 10;

QCborArray toCbor(const std::vector<double>& values)
{
    QCborArray array;
    for (const double value : values)
        array.append(value);
    return array;
}

QCborMap tableOf(LatentCodes& codes)
{
    const LatentDimensions& table = codes.dimensions();
    const LatentHistograms histograms = codes.histograms(kBins);
    return {{QStringLiteral("kl"), toCbor(table.kl)},
            {QStringLiteral("mean_variance"), toCbor(table.meanVariance)},
            {QStringLiteral("noise"), toCbor(table.noise)},
            {QStringLiteral("mean"), toCbor(table.mean)},
            {QStringLiteral("deviation"), toCbor(table.deviation)},
            {QStringLiteral("active"), table.activeUnits},
            {QStringLiteral("threshold"), LatentCodes::kActive},
            {QStringLiteral("bins"), histograms.bins},
            {QStringLiteral("reach"), histograms.reach},
            {QStringLiteral("densities"), bytesOf(histograms.densities)}};
}

QCborMap rowsOf(LatentCodes& codes)
{
    return {{QStringLiteral("rows"), static_cast<qint64>(codes.items().size())},
            {QStringLiteral("total"), codes.total()},
            {QStringLiteral("latent"), static_cast<qint64>(codes.width())},
            {QStringLiteral("has_prior"), codes.run().setup().model->hasKl()},
            {QStringLiteral("items"), bytesOf(codes.items())},
            {QStringLiteral("split"), codes.selection().split},
            {QStringLiteral("places"), bytesOf(codes.places())},
            {QStringLiteral("classes"), QCborArray::fromStringList(codes.classes())},
            {QStringLiteral("labels"), bytesOf(codes.labels())},
            {QStringLiteral("kl"), bytesOf(codes.kl())},
            {QStringLiteral("dimensions"), tableOf(codes)}};
}

/// Do neighbours on the map neighbour among the codes? Of some of the rows, evenly picked. NaN for too few.
double trustOf(models::RowsView codes, const std::vector<float>& map)
{
    const std::int64_t stride = std::max<std::int64_t>(1, codes.rows() / kMostTrusted);
    std::vector<float> x;
    std::vector<float> y;
    for (std::int64_t i = 0; i < codes.rows(); i += stride) {
        x.insert(x.end(), codes.row(i).begin(), codes.row(i).end());
        y.insert(y.end(), {map[static_cast<std::size_t>(2 * i)], map[static_cast<std::size_t>(2 * i + 1)]});
    }
    if (static_cast<int>(y.size() / 2) <= 2 * kTrustedNeighbours)
        return std::nan("");
    return models::trustworthiness({x, codes.width}, {y, 2}, kTrustedNeighbours);
}

} // namespace

bool MapRequests::knows(const QString& what)
{
    static const QStringList names{QStringLiteral("map"),  QStringLiteral("items"),      QStringLiteral("decode"),
                                   QStringLiteral("path"), QStringLiteral("arithmetic"), QStringLiteral("traverse")};
    return names.contains(what);
}

void MapRequests::forget()
{
    m_codes.reset();
    m_one.reset();
    m_many.reset();
}

Result<QCborMap> MapRequests::answer(OpenedRun& run, const QCborMap& request, const ServeChannel& channel)
{
    const QString what = request.value(QLatin1String("what")).toString();
    if (what == QStringLiteral("items"))
        return items(run, request);
    const auto codes = codesFor(run, request, channel);
    if (!codes)
        return tl::unexpected(codes.error());
    return what == QStringLiteral("map")          ? map(**codes, request, channel)
           : what == QStringLiteral("decode")     ? decode(**codes, request)
           : what == QStringLiteral("path")       ? path(**codes, request)
           : what == QStringLiteral("arithmetic") ? arithmetic(**codes, request)
                                                  : traverse(**codes, request, channel);
}

Result<LatentCodes*> MapRequests::codesFor(OpenedRun& run, const QCborMap& request, const ServeChannel& channel)
{
    const LatentSelection standard;
    const LatentSelection selection{.split = request.value(QLatin1String("split")).toString(standard.split),
                                    .limit = request.value(QLatin1String("limit")).toInteger(standard.limit),
                                    .seed = static_cast<quint64>(request.value(QLatin1String("seed")).toInteger(1))};
    if (selection.limit < 0 || selection.limit > LatentCodes::kMostOnMap)
        return refused(QStringLiteral("A map of %1 codes cannot be made; choose 0 (all) to %2.")
                           .arg(selection.limit)
                           .arg(LatentCodes::kMostOnMap));
    if (m_codes && m_codes->selection() == selection)
        return m_codes.get();
    m_codes.reset();
    auto codes = LatentCodes::of(run, selection, channel.progress);
    if (!codes)
        return tl::unexpected(codes.error());
    m_codes = std::move(*codes);
    return m_codes.get();
}

Result<QCborMap> MapRequests::map(LatentCodes& codes, const QCborMap& request, const ServeChannel& channel)
{
    const QString method = request.value(QLatin1String("method")).toString(QStringLiteral("pca"));
    const auto neighbours = count(request, "neighbours", models::NeighbourMapOptions().neighbours, 2, kMostNeighbours);
    if (!neighbours)
        return tl::unexpected(neighbours.error());
    const double perplexity = request.value(QLatin1String("perplexity")).toDouble(models::TsneOptions().perplexity);
    if (!(perplexity >= 2 && perplexity <= kMostNeighbours))
        return refused(
            QStringLiteral("A perplexity of %1 cannot be used; choose 2 to %2.").arg(perplexity).arg(kMostNeighbours));
    if (!QStringList{QStringLiteral("pca"), QStringLiteral("tsne"), QStringLiteral("umap")}.contains(method))
        return refused(QStringLiteral("There is no map named '%1'. Choose pca, tsne or umap.").arg(method));
    channel.part(rowsOf(codes));
    QElapsedTimer sincePart;
    sincePart.start();
    bool isFinished = true;
    const auto work = [&](const models::MapProgress& progress) {
        if (channel.isCancelled())
            return isFinished = false;
        channel.progress(QStringLiteral("arranging"), progress.done, progress.total);
        if (sincePart.elapsed() >= kPartEveryMs) {
            sincePart.restart();
            channel.part({{QStringLiteral("done"), static_cast<qint64>(progress.done)},
                          {QStringLiteral("total"), static_cast<qint64>(progress.total)},
                          {QStringLiteral("positions"), bytesOf(progress.positions)}});
        }
        return true;
    };
    QCborMap reply{{QStringLiteral("method"), method}};
    std::vector<float> positions;
    if (method == QStringLiteral("pca")) {
        models::CodePlane plane(codes.axes());
        positions = plane.positionsOf(codes.codes());
        const std::vector<float> reference = numbersOf<float>(request, "align");
        if (reference.size() == positions.size() && areFinite(reference)) {
            plane = plane.alignedTo(positions, reference);
            positions = plane.positionsOf(codes.codes());
        }
        reply.insert(QStringLiteral("plane"), bytesOf(plane.numbers()));
        reply.insert(QStringLiteral("shares"), QCborArray{plane.share(codes.axes(), 0), plane.share(codes.axes(), 1)});
    } else if (method == QStringLiteral("tsne")) {
        positions = models::tsneMap(codes.codes(), {.perplexity = perplexity, .seed = codes.selection().seed}, work);
    } else {
        positions =
            models::neighbourMap(codes.codes(), {.neighbours = *neighbours, .seed = codes.selection().seed}, work);
    }
    if (isFinished) {
        reply.insert(QStringLiteral("trustworthiness"), trustOf(codes.codes(), positions));
        reply.insert(QStringLiteral("reconstruction"),
                     bytesOf(codes.reconstruction({channel.progress, channel.isCancelled})));
    }
    reply.insert(QStringLiteral("positions"), bytesOf(positions));
    reply.insert(QStringLiteral("finished"), isFinished);
    for (const auto& [key, value] : rowsOf(codes)) // for those who take no parts
        reply.insert(key, value);
    return reply;
}

Result<QCborMap> MapRequests::items(OpenedRun& run, const QCborMap& request) const
{
    const RunSetup& setup = run.setup();
    const std::vector<std::uint32_t> wanted = numbersOf<std::uint32_t>(request, "items");
    const std::size_t known = setup.isText() ? setup.data.text.count() : setup.data.images.count();
    if (wanted.empty() || static_cast<qsizetype>(wanted.size()) > kMostItems ||
        std::any_of(wanted.begin(), wanted.end(), [&](std::uint32_t item) { return item >= known; }))
        return refused(
            QStringLiteral("The items that were asked for are not in the data; ask for 1 to %1 items below %2.")
                .arg(kMostItems)
                .arg(known));
    DecodedItems items{.height = static_cast<int>(setup.data.images.height),
                       .width = static_cast<int>(setup.data.images.width)};
    const auto pixels = static_cast<std::size_t>(items.height * items.width);
    for (const std::uint32_t item : wanted) {
        if (setup.isText())
            items.sentences.append(sentenceOf(setup, item));
        else
            items.images.append(
                QByteArray(reinterpret_cast<const char*>(setup.data.images.pixels.data()) + item * pixels,
                           static_cast<qsizetype>(pixels)));
    }
    return toCbor(items);
}

} // namespace lb::experiments
