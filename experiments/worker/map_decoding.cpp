// The part of MapRequests about what codes become.
#include "experiments/training/code_path.h"
#include "experiments/training/image_grid.h"
#include "experiments/worker/map_numbers.h"
#include "experiments/worker/map_requests.h"

namespace lb::experiments {

namespace {

constexpr std::size_t kMany = 32;
constexpr std::size_t kMostPoints = 10'000;
constexpr int kMostNear = 200;
constexpr int kMostSteps = 1000;

} // namespace

CodeDecoder& MapRequests::decoderFor(const RunSetup& setup, std::size_t count)
{
    std::unique_ptr<CodeDecoder>& decoder = count == 1 ? m_one : m_many;
    if (!decoder)
        decoder = std::make_unique<CodeDecoder>(setup, count == 1 ? 1 : static_cast<std::int64_t>(kMany));
    return *decoder;
}

Result<QCborMap> MapRequests::decoded(LatentCodes& codes, std::vector<float> points, const QCborMap& request)
{
    const auto width = static_cast<std::size_t>(codes.width());
    const auto near = count(request, "nearest", 0, 0, kMostNear);
    if (!near)
        return tl::unexpected(near.error());
    if (points.empty() || points.size() % width != 0 || points.size() / width > kMostPoints || !areFinite(points))
        return refused(QStringLiteral("Codes are 1 to %1 rows of %2 finite numbers.").arg(kMostPoints).arg(width));
    const RunSetup& setup = codes.run().setup();
    models::projectRows(setup.codeSpace(), points);
    const DecodedItems items = decodeItems(setup, decoderFor(setup, points.size() / width), points);
    QCborMap reply = toCbor(items);
    QCborArray norms;
    QCborArray neighbours;
    for (std::size_t begin = 0; begin < points.size(); begin += width) {
        const auto code = std::span<const float>(points).subspan(begin, width);
        double square = 0;
        for (const float z : code)
            square += static_cast<double>(z) * static_cast<double>(z);
        norms.append(std::sqrt(square));
        QCborArray rows;
        for (const LatentCodes::Near& row : codes.nearest(code, *near))
            rows.append(QCborMap{{QStringLiteral("row"), row.row}, {QStringLiteral("distance"), row.distance}});
        neighbours.append(rows);
    }
    reply.insert(QStringLiteral("norms"), norms);
    reply.insert(QStringLiteral("codes"), bytesOf(points));
    if (*near > 0)
        reply.insert(QStringLiteral("nearest"), neighbours);
    const models::CodePlane plane(codes.width(), numbersOf<float>(request, "plane"));
    if (!plane.isEmpty())
        reply.insert(QStringLiteral("positions"), bytesOf(plane.positionsOf({points, codes.width()})));
    const QString out = request.value(QLatin1String("out")).toString();
    if (!out.isEmpty() && !items.images.isEmpty())
        if (const Result<void> written = writeImageGrid(out, items, 10); !written)
            return tl::unexpected(written.error());
    return reply;
}

Result<QCborMap> MapRequests::decode(LatentCodes& codes, const QCborMap& request)
{
    if (!request.contains(QLatin1String("positions")))
        return decoded(codes, numbersOf<float>(request, "codes"), request);
    const std::vector<float> positions = numbersOf<float>(request, "positions");
    models::CodePlane plane(codes.width(), numbersOf<float>(request, "plane"));
    if (plane.isEmpty())
        plane = models::CodePlane(codes.axes());
    if (positions.empty() || positions.size() % 2 != 0 || !areFinite(positions))
        return refused(QStringLiteral("Positions on the map are pairs of finite numbers."));
    return decoded(codes, plane.codesAt(positions), request);
}

namespace {

void addImages(DecodedItems& items, const QCborMap& reply)
{
    const QByteArray pixels = reply.value(QLatin1String("pixels")).toByteArray();
    items.height = static_cast<int>(reply.value(QLatin1String("height")).toInteger());
    items.width = static_cast<int>(reply.value(QLatin1String("width")).toInteger());
    const qsizetype size = qsizetype{items.height} * items.width;
    for (qsizetype at = 0; size > 0 && at + size <= pixels.size(); at += size)
        items.images.append(pixels.mid(at, size));
}

/// The code of a row of the map that the request names, or the code that it gives.
Result<std::vector<float>> pointOf(const LatentCodes& codes, const QCborMap& request, const char* key)
{
    const QCborValue value = request.value(QLatin1String(key));
    if (value.isByteArray()) {
        std::vector<float> code = numbersOf<float>(request, key);
        if (static_cast<std::int64_t>(code.size()) == codes.width() && areFinite(code))
            return code;
    } else if (const qint64 row = value.toInteger(-1); row >= 0 && row < codes.codes().rows()) {
        const auto code = codes.codes().row(row);
        return std::vector<float>(code.begin(), code.end());
    }
    return refused(QStringLiteral("'%1' is neither a row of the map (0 to %2) nor a code of %3 finite numbers.")
                       .arg(QLatin1String(key))
                       .arg(codes.codes().rows() - 1)
                       .arg(codes.width()));
}

} // namespace

Result<QCborMap> MapRequests::path(LatentCodes& codes, const QCborMap& request)
{
    const QString kind = request.value(QLatin1String("path")).toString(QStringLiteral("linear"));
    const auto steps = count(request, "count", 9, 2, kMostSteps);
    const auto from = pointOf(codes, request, "from");
    const auto to = pointOf(codes, request, "to");
    if (!steps)
        return tl::unexpected(steps.error());
    for (const auto* end : {&from, &to})
        if (!*end)
            return tl::unexpected(end->error());
    if (kind != QStringLiteral("linear") && kind != QStringLiteral("spherical"))
        return refused(QStringLiteral("There is no path named '%1'. Choose linear or spherical.").arg(kind));
    const auto how = kind == QStringLiteral("spherical") ? PathKind::Spherical : PathKind::Linear;
    return decoded(codes, codePath(codes.run().setup().codeSpace(), *from, *to, how, evenPositions(*steps)), request);
}

Result<QCborMap> MapRequests::arithmetic(LatentCodes& codes, const QCborMap& request)
{
    const auto a = pointOf(codes, request, "a");
    const auto b = pointOf(codes, request, "b");
    const auto c = pointOf(codes, request, "c");
    for (const auto* point : {&a, &b, &c})
        if (!*point)
            return tl::unexpected(point->error());
    std::vector<float> sum = *a;
    for (std::size_t j = 0; j < sum.size(); ++j)
        sum[j] += (*c)[j] - (*b)[j];
    return decoded(codes, sum, request);
}

namespace {

/// Those that the request names; without names as many as it asks for, those that say most first.
Result<std::vector<std::size_t>> dimensionsOf(const LatentDimensions& table, const QCborMap& request)
{
    std::vector<std::size_t> wanted;
    if (!request.contains(QLatin1String("dimensions"))) {
        const auto rows = count(request, "rows", 8, 1, 100'000);
        if (!rows)
            return tl::unexpected(rows.error());
        const std::vector<double>& says = table.kl.empty() ? table.meanVariance : table.kl;
        for (std::size_t j = 0; j < says.size(); ++j)
            wanted.push_back(j);
        std::stable_sort(wanted.begin(), wanted.end(), [&](std::size_t a, std::size_t b) { return says[a] > says[b]; });
        wanted.resize(std::min(wanted.size(), static_cast<std::size_t>(*rows)));
        return wanted;
    }
    for (const QCborValue& value : request.value(QLatin1String("dimensions")).toArray()) {
        const qint64 dimension = value.toInteger(-1);
        if (dimension < 0 || dimension >= static_cast<qint64>(table.mean.size()))
            return refused(QStringLiteral("There is no dimension %1 to traverse; choose 0 to %2.")
                               .arg(dimension)
                               .arg(table.mean.size() - 1));
        wanted.push_back(static_cast<std::size_t>(dimension));
    }
    return wanted;
}

/// Where a traversal starts: a code, an item of the split, or the mean of all codes.
Result<std::vector<float>> baseOf(LatentCodes& codes, const QCborMap& request)
{
    if (request.contains(QLatin1String("code")))
        return pointOf(codes, request, "code");
    if (!request.contains(QLatin1String("item"))) {
        const std::vector<double>& mean = codes.dimensions().mean;
        return std::vector<float>(mean.begin(), mean.end());
    }
    const auto items = codes.run().itemsOf(codes.selection().split);
    const auto item = count(request, "item", 0, 0, static_cast<int>(codes.total()) - 1);
    if (!items || !item)
        return tl::unexpected(items ? item.error() : items.error());
    return codes.run().codesOf({(*items)[static_cast<std::size_t>(*item)]});
}

} // namespace

Result<QCborMap> MapRequests::traverse(LatentCodes& codes, const QCborMap& request, const ServeChannel& channel)
{
    const LatentDimensions& table = codes.dimensions();
    const auto steps = count(request, "count", 7, 2, 101);
    const auto dimensions = dimensionsOf(table, request);
    const auto base = baseOf(codes, request);
    const double reach = request.value(QLatin1String("reach")).toDouble(3);
    if (!steps)
        return tl::unexpected(steps.error());
    if (!dimensions)
        return tl::unexpected(dimensions.error());
    if (!base)
        return tl::unexpected(base.error());
    if (!(std::abs(reach) < 1e3))
        return refused(QStringLiteral("A traversal cannot reach %1 deviations; choose less than 1,000.").arg(reach));
    qint64 done = 0;
    DecodedItems picture;
    for (const std::size_t j : *dimensions) {
        if (channel.isCancelled())
            break;
        std::vector<float> points;
        for (const double position : evenPositions(*steps)) {
            points.insert(points.end(), base->begin(), base->end());
            points[points.size() - base->size() + j] =
                static_cast<float>(table.mean[j] + (2 * position - 1) * reach * table.deviation[j]);
        }
        auto strip = decoded(codes, points, {});
        if (!strip)
            return strip;
        strip->insert(QStringLiteral("dimension"), static_cast<qint64>(j));
        if (!table.kl.empty())
            strip->insert(QStringLiteral("kl"), table.kl[j]);
        addImages(picture, *strip);
        channel.part(*strip);
        channel.progress(QStringLiteral("decoding"), ++done, static_cast<qint64>(dimensions->size()));
    }
    const QString out = request.value(QLatin1String("out")).toString();
    if (!out.isEmpty() && !picture.images.isEmpty())
        if (const Result<void> written = writeImageGrid(out, picture, *steps); !written)
            return tl::unexpected(written.error());
    return QCborMap{{QStringLiteral("dimensions"), done}};
}

} // namespace lb::experiments
