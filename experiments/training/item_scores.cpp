#include "experiments/training/item_scores.h"

#include "experiments/training/item_strips.h"
#include "models/metrics/nearest.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lb::experiments {

namespace {

tl::unexpected<Error> refused(const QString& sentence)
{
    return fail(ErrorKind::InvalidArgument, sentence);
}

Result<std::vector<qint64>> rankedPlaces(OpenedRun& run, const std::vector<std::uint32_t>& items, const QString& order,
                                         const SentenceWork& work)
{
    auto scores = scoreItems(run.setup(), items, work);
    if (!scores)
        return tl::unexpected(scores.error());
    if (order == QStringLiteral("novelty"))
        addNovelty(*scores, run.setup().model->latentSize());
    const std::vector<float>& numbers = order == QStringLiteral("loss") ? scores->loss
                                        : order == QStringLiteral("kl") ? scores->kl
                                                                        : scores->novelty;
    if (numbers.empty())
        return refused(
            QStringLiteral("The items of this run cannot be ordered by %1: it has none. Choose loss.").arg(order));
    return placesFromLargest(numbers);
}

Result<std::vector<qint64>> chosenPlaces(OpenedRun& run, const std::vector<std::uint32_t>& items,
                                         const ItemChoice& choice, const SentenceWork& work)
{
    if (!choice.positions.empty()) {
        std::vector<qint64> places;
        for (const qint64 place : choice.positions) {
            if (place < 0 || place >= static_cast<qint64>(items.size()))
                return refused(QStringLiteral("There is no item %1 in the %2 split; it has %3. Choose 0 to %4.")
                                   .arg(place)
                                   .arg(choice.split)
                                   .arg(items.size())
                                   .arg(static_cast<qint64>(items.size()) - 1));
            if (std::find(places.begin(), places.end(), place) == places.end())
                places.push_back(place);
        }
        return places;
    }
    if (choice.order == QStringLiteral("loss") || choice.order == QStringLiteral("kl") ||
        choice.order == QStringLiteral("novelty"))
        return rankedPlaces(run, items, choice.order, work);
    std::vector<qint64> places(items.size());
    if (choice.order == QStringLiteral("random")) {
        const auto order = engine::shuffledOrder(items.size(), choice.seed, 0);
        std::copy(order.begin(), order.end(), places.begin());
    } else if (choice.order == QStringLiteral("first")) {
        std::iota(places.begin(), places.end(), 0);
    } else {
        return refused(QStringLiteral("There is no order named '%1'. Choose first, random, loss, kl or novelty.")
                           .arg(choice.order));
    }
    return places;
}

} // namespace

QString labelOf(const RunSetup& setup, std::uint32_t item)
{
    if (setup.isText())
        return setup.data.text.labels.empty() ? QString() : QString::fromStdString(setup.data.text.labels[item]);
    if (setup.data.images.labels.empty())
        return {};
    const auto label = static_cast<std::size_t>(setup.data.images.labels[item]);
    const auto& names = setup.data.images.classNames;
    return label < names.size() ? QString::fromStdString(names[label]) : QString::number(label);
}

Result<ItemScores> scoreItems(const RunSetup& setup, const std::vector<std::uint32_t>& items, const SentenceWork& work)
{
    if (!setup.model->hasCodes())
        return refused(
            QStringLiteral("This run is a language model: it has no codes, so it gives no items back. Choose "
                           "an autoencoder, or sample it."));
    const auto width = static_cast<std::size_t>(setup.model->latentSize());
    ItemScores scores;
    scores.codes.resize(items.size() * width);
    scores.loss.resize(items.size());
    std::vector<std::size_t> place(setup.isText() ? setup.data.text.count() : setup.data.images.count());
    for (std::size_t i = 0; i < items.size(); ++i)
        place[items[i]] = i;
    CodeEncoder encoder(setup);
    const auto batches = setup.batches(items, false);
    for (std::int64_t index = 0; index < batches->batchesPerEpoch(); ++index) {
        if (work.isCancelled && work.isCancelled())
            break;
        const engine::Batch batch = batches->batch(0, index);
        const BatchCodes codes = encoder.encode(batch);
        const BatchScores given = encoder.score(batch, codes.mean);
        const bool hasKl = !codes.items.empty() && !codes.klPerDimension.empty();
        if (hasKl)
            scores.kl.resize(items.size());
        const std::size_t kls = hasKl ? codes.klPerDimension.size() / codes.items.size() : 0;
        for (std::size_t row = 0; row < codes.items.size(); ++row) {
            const std::size_t at = place[codes.items[row]];
            std::copy_n(codes.mean.begin() + static_cast<std::ptrdiff_t>(row * width), width,
                        scores.codes.begin() + static_cast<std::ptrdiff_t>(at * width));
            scores.loss[at] = given.reconstruction[row];
            double kl = 0;
            for (std::size_t j = 0; j < kls; ++j)
                kl += static_cast<double>(codes.klPerDimension[row * kls + j]);
            if (hasKl)
                scores.kl[at] = static_cast<float>(kl);
        }
        if (work.progress)
            work.progress(QStringLiteral("scoring"), index + 1, batches->batchesPerEpoch());
    }
    return scores;
}

void addNovelty(ItemScores& scores, std::int64_t latent)
{
    const std::size_t rows = scores.loss.size();
    if (rows < 2 || rows > kMostNovel || !scores.novelty.empty())
        return;
    for (const double square : models::squaredNeighbourDistances({scores.codes, latent}, 1))
        scores.novelty.push_back(static_cast<float>(std::sqrt(square)));
}

std::vector<qint64> placesFromLargest(const std::vector<float>& numbers)
{
    std::vector<qint64> places(numbers.size());
    std::iota(places.begin(), places.end(), 0);
    const auto key = [&](qint64 place) {
        const float value = numbers[static_cast<std::size_t>(place)];
        return std::isnan(value) ? std::numeric_limits<float>::infinity() : value;
    };
    std::stable_sort(places.begin(), places.end(), [&](qint64 a, qint64 b) { return key(a) > key(b); });
    return places;
}

Result<ItemsGivenBack> giveBackItems(OpenedRun& run, const ItemChoice& choice, const SentenceWork& work)
{
    const RunSetup& setup = run.setup();
    const auto items = run.itemsOf(choice.split);
    if (!items)
        return tl::unexpected(items.error());
    if (choice.count < 1 || choice.count > ItemChoice::kMost)
        return refused(QStringLiteral("%1 items cannot be given back at once. Choose 1 to %2.")
                           .arg(choice.count)
                           .arg(ItemChoice::kMost));
    auto places = chosenPlaces(run, *items, choice, work);
    if (!places)
        return tl::unexpected(places.error());
    places->resize(std::min(places->size(), static_cast<std::size_t>(choice.count)));
    std::vector<std::uint32_t> chosen;
    for (const qint64 place : *places)
        chosen.push_back((*items)[static_cast<std::size_t>(place)]);
    const auto scores = scoreItems(setup, chosen, {});
    if (!scores)
        return tl::unexpected(scores.error());
    CodeDecoder decoder(setup, static_cast<std::int64_t>(std::clamp<std::size_t>(chosen.size(), 1, 32)));
    const DecodedItems decoded = decodeItems(setup, decoder, scores->codes);
    ItemsGivenBack result{
        .height = decoded.height, .width = decoded.width, .total = static_cast<qint64>(items->size()), .items = {}};
    const auto pixels = static_cast<std::size_t>(decoded.height * decoded.width);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        ItemsGivenBack::Item item{.position = (*places)[i],
                                  .item = chosen[i],
                                  .loss = static_cast<double>(scores->loss[i]),
                                  .kl = scores->kl.empty() ? std::nan("") : static_cast<double>(scores->kl[i]),
                                  .label = labelOf(setup, chosen[i]),
                                  .data = {}};
        const auto at = static_cast<qsizetype>(i);
        if (setup.isText()) {
            item.data.input = sentenceOf(setup, chosen[i]);
            item.data.output = decoded.sentences[at];
        } else {
            const auto* source = reinterpret_cast<const char*>(setup.data.images.pixels.data()) + chosen[i] * pixels;
            item.data.inputImage = QByteArray(source, static_cast<qsizetype>(pixels));
            item.data.outputImage = decoded.images[at];
        }
        result.items.append(item);
    }
    return result;
}

} // namespace lb::experiments
