#include "experiments/worker/item_terms.h"

#include "experiments/training/item_scores.h"
#include "experiments/training/item_strips.h"
#include "experiments/worker/request_values.h"

#include <QFileInfo>

namespace lb::experiments {

namespace {

QByteArray bytesOf(std::span<const std::uint8_t> pixels)
{
    return {reinterpret_cast<const char*>(pixels.data()), static_cast<qsizetype>(pixels.size())};
}

Result<ItemTerm> pictureTerm(const RunSetup& setup, const QString& file)
{
    if (setup.isText())
        return refused(QStringLiteral("This run is of texts: a picture has no code in it. Choose a run on images."));
    const engine::ImageSet& images = setup.data.images;
    auto picture = readFittedPicture(file, images.height, images.width);
    if (!picture)
        return tl::unexpected(picture.error());
    return ItemTerm{.file = file, .picture = std::move(*picture)};
}

} // namespace

QCborMap itemOf(const RunSetup& setup, std::uint32_t item)
{
    QCborMap map{{QStringLiteral("item"), static_cast<qint64>(item)}, {QStringLiteral("label"), labelOf(setup, item)}};
    if (setup.isText()) {
        map.insert(QStringLiteral("text"), sentenceOf(setup, item));
        return map;
    }
    const auto size = static_cast<std::size_t>(setup.data.images.height * setup.data.images.width);
    map.insert(QStringLiteral("image"),
               bytesOf(std::span<const std::uint8_t>(setup.data.images.pixels).subspan(item * size, size)));
    return map;
}

Result<ItemTerms> itemTerms(const OpenedRun& run, const QCborMap& request, const QStringList& keys)
{
    if (!run.setup().model->hasCodes())
        return refused(QStringLiteral("This run is a language model: it has no codes. Choose an autoencoder."));
    const auto items = run.itemsOf(request.value(QLatin1String("split")).toString(ItemChoice().split));
    if (!items)
        return tl::unexpected(items.error());
    const auto total = static_cast<qint64>(items->size());
    const auto seed = static_cast<std::uint64_t>(request.value(QLatin1String("seed")).toInteger(1));
    const auto order = engine::shuffledOrder(items->size(), seed, 0);
    ItemTerms terms{.terms = {}, .total = total};
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const QCborValue value = request.value(keys[i]);
        if (value.isMap()) {
            auto picture = pictureTerm(run.setup(), value.toMap().value(QLatin1String("picture")).toString());
            if (!picture)
                return tl::unexpected(picture.error());
            terms.terms.push_back(std::move(*picture));
            continue;
        }
        qint64 position = value.toInteger(-1);
        if (position < 0 && i < total)
            position = order[static_cast<std::size_t>(i)];
        if (position < 0 || position >= total)
            return refused(QStringLiteral("'%1' is item %2, but the split has items 0 to %3.")
                               .arg(keys[i])
                               .arg(position)
                               .arg(total - 1));
        terms.terms.push_back(
            {.position = position, .item = (*items)[static_cast<std::size_t>(position)], .file = {}, .picture = {}});
    }
    return terms;
}

std::vector<float> codesOf(OpenedRun& run, const ItemTerms& terms)
{
    std::vector<float> codes;
    for (const ItemTerm& term : terms.terms) {
        const std::vector<float> code =
            term.picture ? run.codeOfPicture(term.picture->image.pixels) : run.codesOf({term.item});
        codes.insert(codes.end(), code.begin(), code.end());
    }
    return codes;
}

QCborArray toCbor(const RunSetup& setup, const ItemTerms& terms)
{
    QCborArray given;
    for (const ItemTerm& term : terms.terms) {
        QCborMap item;
        if (term.picture)
            item = {{QStringLiteral("label"), QFileInfo(term.file).fileName()},
                    {QStringLiteral("image"), bytesOf(term.picture->image.pixels)},
                    {QStringLiteral("file"), term.file},
                    {QStringLiteral("file_height"), term.picture->height},
                    {QStringLiteral("file_width"), term.picture->width},
                    {QStringLiteral("was_colored"), term.picture->wasColored}};
        else
            item = itemOf(setup, term.item);
        item.insert(QStringLiteral("position"), term.position);
        given.append(item);
    }
    return given;
}

} // namespace lb::experiments
