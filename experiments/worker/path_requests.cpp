// The part of GridRequests about codes between and beyond items.
#include "experiments/training/code_path.h"
#include "experiments/training/item_strips.h"
#include "experiments/worker/grid_requests.h"
#include "experiments/worker/map_numbers.h"

#include <QCborArray>

#include <cmath>

namespace lb::experiments {

namespace {

constexpr std::int64_t kDecodeRows = 32;
constexpr int kMostSteps = 1000;

/// The items at these keys of a request, which are positions in its split; negative ones are drawn by the seed.
Result<std::vector<qint64>> positionsOf(const std::vector<std::uint32_t>& items, const QCborMap& request,
                                        const QStringList& keys)
{
    std::vector<qint64> positions;
    for (const QString& key : keys)
        positions.push_back(request.value(key).toInteger(-1));
    const auto seed = static_cast<std::uint64_t>(request.value(QLatin1String("seed")).toInteger(1));
    const auto order = engine::shuffledOrder(items.size(), seed, 0);
    for (std::size_t i = 0; i < std::min(positions.size(), items.size()); ++i)
        if (positions[i] < 0)
            positions[i] = order[i];
    for (std::size_t i = 0; i < positions.size(); ++i)
        if (positions[i] < 0 || positions[i] >= static_cast<qint64>(items.size()))
            return refused(QStringLiteral("'%1' is item %2, but the split has items 0 to %3.")
                               .arg(keys[static_cast<qsizetype>(i)])
                               .arg(positions[i])
                               .arg(static_cast<qint64>(items.size()) - 1));
    return positions;
}

/// An item of the data as it is: "image" or "text", "label".
QCborMap itemOf(const RunSetup& setup, std::uint32_t item)
{
    QCborMap map{{QStringLiteral("item"), static_cast<qint64>(item)}, {QStringLiteral("label"), labelOf(setup, item)}};
    if (setup.isText()) {
        map.insert(QStringLiteral("text"), sentenceOf(setup, item));
        return map;
    }
    const auto pixels = static_cast<std::size_t>(setup.data.images.height * setup.data.images.width);
    map.insert(QStringLiteral("image"),
               QByteArray(reinterpret_cast<const char*>(setup.data.images.pixels.data()) + item * pixels,
                          static_cast<qsizetype>(pixels)));
    return map;
}

/// Codes of items, each by itself: one that is named twice has its code twice.
std::vector<float> codesOf(OpenedRun& run, const std::vector<std::uint32_t>& items,
                           const std::vector<qint64>& positions)
{
    std::vector<float> codes;
    for (const qint64 position : positions) {
        const std::vector<float> code = run.codesOf({items[static_cast<std::size_t>(position)]});
        codes.insert(codes.end(), code.begin(), code.end());
    }
    return codes;
}

Result<std::vector<std::uint32_t>> itemsWithCodes(const OpenedRun& run, const QString& split)
{
    if (!run.setup().model->hasCodes())
        return refused(QStringLiteral("This run is a language model: it has no codes. Choose an autoencoder."));
    return run.itemsOf(split);
}

QString splitOf(const QCborMap& request)
{
    return request.value(QLatin1String("split")).toString(ItemChoice().split);
}

} // namespace

QCborMap GridRequests::surrounded(OpenedRun& run, const std::vector<float>& codes)
{
    const RunSetup& setup = run.setup();
    if (!m_surroundings)
        m_surroundings = std::make_unique<CodeSurroundings>(run);
    if (!m_decoder)
        m_decoder = std::make_unique<CodeDecoder>(setup, kDecodeRows);
    const DecodedItems decoded = decodeItems(setup, *m_decoder, codes);
    const auto width = static_cast<std::size_t>(setup.model->latentSize());
    std::vector<float> norms;
    QCborArray nearest;
    for (std::size_t begin = 0; begin < codes.size(); begin += width) {
        const auto code = std::span<const float>(codes).subspan(begin, width);
        double square = 0;
        for (const float z : code)
            square += static_cast<double>(z) * static_cast<double>(z);
        norms.push_back(static_cast<float>(std::sqrt(square)));
        const CodeSurroundings::Near near = m_surroundings->nearestTrainingItem(code);
        QCborMap item = itemOf(setup, near.item);
        item.insert(QStringLiteral("distance"), near.distance);
        nearest.append(item);
    }
    QCborMap reply = toCbor(decoded);
    reply.insert(QStringLiteral("latent"), static_cast<qint64>(width));
    reply.insert(QStringLiteral("codes"), bytesOf(codes));
    reply.insert(QStringLiteral("norms"), bytesOf(norms));
    reply.insert(QStringLiteral("returned"), bytesOf(m_surroundings->returnDistances(codes, decoded)));
    reply.insert(QStringLiteral("nearest"), nearest);
    reply.insert(QStringLiteral("among"), static_cast<qint64>(m_surroundings->sampleSize()));
    reply.insert(QStringLiteral("has_prior"), setup.model->hasKl());
    return reply;
}

Result<QCborMap> GridRequests::along(OpenedRun& run, const QCborMap& request)
{
    const QString kind = request.value(QLatin1String("path")).toString(QStringLiteral("linear"));
    if (kind != QStringLiteral("linear") && kind != QStringLiteral("spherical"))
        return refused(QStringLiteral("There is no path named '%1'. Choose linear or spherical.").arg(kind));
    const auto steps = count(request, "count", 101, 2, kMostSteps);
    if (!steps)
        return tl::unexpected(steps.error());
    const auto items = itemsWithCodes(run, splitOf(request));
    if (!items)
        return tl::unexpected(items.error());
    const auto ends = positionsOf(*items, request, {QStringLiteral("from"), QStringLiteral("to")});
    if (!ends)
        return tl::unexpected(ends.error());
    const std::vector<float> codes = codesOf(run, *items, *ends);
    const auto width = static_cast<std::size_t>(run.setup().model->latentSize());
    const auto how = kind == QStringLiteral("spherical") ? PathKind::Spherical : PathKind::Linear;
    QCborMap reply = surrounded(run, codePath(run.setup().codeSpace(), std::span<const float>(codes).first(width),
                                              std::span<const float>(codes).last(width), how, evenPositions(*steps)));
    reply.insert(QStringLiteral("from"), (*ends)[0]);
    reply.insert(QStringLiteral("to"), (*ends)[1]);
    return reply;
}

Result<QCborMap> GridRequests::combine(OpenedRun& run, const QCborMap& request)
{
    const auto items = itemsWithCodes(run, splitOf(request));
    if (!items)
        return tl::unexpected(items.error());
    const auto terms = positionsOf(*items, request, {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    if (!terms)
        return tl::unexpected(terms.error());
    const std::vector<float> codes = codesOf(run, *items, *terms);
    const auto width = static_cast<std::size_t>(run.setup().model->latentSize());
    std::vector<float> sum(width);
    for (std::size_t j = 0; j < width; ++j)
        sum[j] = codes[j] - codes[width + j] + codes[2 * width + j];
    models::projectRows(run.setup().codeSpace(), sum);
    QCborMap reply = surrounded(run, sum);
    QCborArray given;
    for (const qint64 position : *terms) {
        QCborMap item = itemOf(run.setup(), (*items)[static_cast<std::size_t>(position)]);
        item.insert(QStringLiteral("position"), position);
        given.append(item);
    }
    reply.insert(QStringLiteral("items"), given);
    reply.insert(QStringLiteral("total"), static_cast<qint64>(items->size()));
    return reply;
}

} // namespace lb::experiments
