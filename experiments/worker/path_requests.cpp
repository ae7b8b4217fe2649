// The part of GridRequests about codes between and beyond items.
#include "experiments/training/code_path.h"
#include "experiments/training/image_grid.h"
#include "experiments/worker/grid_requests.h"
#include "experiments/worker/item_terms.h"
#include "experiments/worker/map_numbers.h"

#include <QCborArray>

#include <cmath>

namespace lb::experiments {

namespace {

constexpr std::int64_t kDecodeRows = 32;
constexpr int kMostSteps = 1000;

/// The codes of a path between two items, and what it is between.
struct ItemPath {
    ItemTerms ends;
    std::vector<float> codes;
};

Result<ItemPath> pathOf(OpenedRun& run, const QCborMap& request, int usualSteps)
{
    const QString kind = request.value(QLatin1String("path")).toString(QStringLiteral("linear"));
    if (kind != QStringLiteral("linear") && kind != QStringLiteral("spherical"))
        return refused(QStringLiteral("There is no path named '%1'. Choose linear or spherical.").arg(kind));
    const auto steps = count(request, "count", usualSteps, 2, kMostSteps);
    if (!steps)
        return tl::unexpected(steps.error());
    auto ends = itemTerms(run, request, {QStringLiteral("from"), QStringLiteral("to")});
    if (!ends)
        return tl::unexpected(ends.error());
    const std::vector<float> codes = codesOf(run, *ends);
    const auto width = static_cast<std::size_t>(run.setup().model->latentSize());
    const auto how = kind == QStringLiteral("spherical") ? PathKind::Spherical : PathKind::Linear;
    return ItemPath{.ends = std::move(*ends),
                    .codes = codePath(run.setup().codeSpace(), std::span<const float>(codes).first(width),
                                      std::span<const float>(codes).last(width), how, evenPositions(*steps))};
}

void addEnds(QCborMap& reply, const RunSetup& setup, const ItemTerms& ends)
{
    reply.insert(QStringLiteral("from"), ends.terms[0].position);
    reply.insert(QStringLiteral("to"), ends.terms[1].position);
    reply.insert(QStringLiteral("items"), toCbor(setup, ends));
    reply.insert(QStringLiteral("total"), ends.total);
}

/// a, b, c, what they make, and what is nearest to it, in a row.
Result<void> writeSum(const RunSetup& setup, const QCborMap& reply, const QString& out)
{
    if (out.isEmpty() || setup.isText())
        return {};
    DecodedItems row{.height = static_cast<int>(setup.data.images.height),
                     .width = static_cast<int>(setup.data.images.width)};
    for (const QCborValue& term : reply.value(QLatin1String("items")).toArray())
        row.images.append(term.toMap().value(QLatin1String("image")).toByteArray());
    row.images.append(reply.value(QLatin1String("pixels")).toByteArray());
    row.images.append(
        reply.value(QLatin1String("nearest")).toArray().first().toMap().value(QLatin1String("image")).toByteArray());
    return writeImageGrid(out, row, static_cast<int>(row.images.size()));
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

Result<QCborMap> GridRequests::interpolate(OpenedRun& run, const QCborMap& request)
{
    const auto path = pathOf(run, request, 16);
    if (!path)
        return tl::unexpected(path.error());
    if (!m_decoder)
        m_decoder = std::make_unique<CodeDecoder>(run.setup(), kDecodeRows);
    auto reply = gridOf(decodeItems(run.setup(), *m_decoder, path->codes), request);
    if (reply)
        addEnds(*reply, run.setup(), path->ends);
    return reply;
}

Result<QCborMap> GridRequests::along(OpenedRun& run, const QCborMap& request)
{
    const auto path = pathOf(run, request, 101);
    if (!path)
        return tl::unexpected(path.error());
    QCborMap reply = surrounded(run, path->codes);
    addEnds(reply, run.setup(), path->ends);
    return reply;
}

Result<QCborMap> GridRequests::picture(OpenedRun& run, const QCborMap& request)
{
    const auto term = itemTerms(run, request, {QStringLiteral("picture")});
    if (!term)
        return tl::unexpected(term.error());
    return QCborMap{{QStringLiteral("items"), toCbor(run.setup(), *term)},
                    {QStringLiteral("code"), bytesOf(codesOf(run, *term))},
                    {QStringLiteral("height"), static_cast<qint64>(run.setup().data.images.height)},
                    {QStringLiteral("width"), static_cast<qint64>(run.setup().data.images.width)}};
}

Result<QCborMap> GridRequests::combine(OpenedRun& run, const QCborMap& request)
{
    const auto terms = itemTerms(run, request, {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    if (!terms)
        return tl::unexpected(terms.error());
    const std::vector<float> codes = codesOf(run, *terms);
    const auto width = static_cast<std::size_t>(run.setup().model->latentSize());
    std::vector<float> sum(width);
    for (std::size_t j = 0; j < width; ++j)
        sum[j] = codes[j] - codes[width + j] + codes[2 * width + j];
    models::projectRows(run.setup().codeSpace(), sum);
    QCborMap reply = surrounded(run, sum);
    reply.insert(QStringLiteral("items"), toCbor(run.setup(), *terms));
    reply.insert(QStringLiteral("total"), terms->total);
    const auto written = writeSum(run.setup(), reply, request.value(QLatin1String("out")).toString());
    return written ? Result<QCborMap>(reply) : tl::unexpected(written.error());
}

} // namespace lb::experiments
