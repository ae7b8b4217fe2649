#include "experiments/datasets/dataset_registry.h"

#include "experiments/datasets/fashion_mnist.h"
#include "experiments/datasets/fortunes_zh.h"
#include "experiments/datasets/mixture_text.h"
#include "experiments/datasets/own_sets.h"
#include "experiments/datasets/text_preparation.h"
#include "experiments/datasets/user_text.h"
#include "experiments/datasets/wordnet_glosses.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace lb::experiments {

namespace {

const QString kFilePrefix = QStringLiteral("file:");

/// What the registry knows about a data set: one row each.
struct Reader {
    const char* id;
    const char* title;
    const char* description;
    DatasetKind kind;
    const char* source;
    bool (*isThere)(const DatasetPlaces&);
    QString (*problem)();
    Result<LoadedDataset> (*load)(const DatasetPlaces&, const DatasetOptions&);
    Result<DatasetPreview> (*preview)(const DatasetPlaces&, int count);
};

Result<LoadedDataset> loadGlosses(const DatasetPlaces& places, const DatasetOptions& options)
{
    auto source = loadWordnet(places.wordnet, options.maximumWords);
    if (!source)
        return tl::unexpected(source.error());
    return prepareText(std::move(*source), options, {.defaultLimit = 10'000, .mostHeldOut = 1'000});
}

template <ChineseCollection Collection>
Result<LoadedDataset> loadChinese(const DatasetPlaces& places, const DatasetOptions& options)
{
    auto source = loadFortunes(places.fortunes, Collection, options.window > 0);
    if (!source)
        return tl::unexpected(source.error());
    return prepareText(std::move(*source), options, {.defaultLimit = 0, .mostHeldOut = 1'000});
}

template <ChineseCollection Collection>
bool isChineseThere(const DatasetPlaces& places)
{
    return hasFortunes(places.fortunes, Collection);
}

template <ChineseCollection Collection>
Result<DatasetPreview> previewChinese(const DatasetPlaces& places, int count)
{
    return previewFortunes(places.fortunes, Collection, count);
}

const std::array<Reader, 5>& readers()
{
    static const std::array<Reader, 5> rows{{
        {"fashion-mnist", "Fashion-MNIST", "60,000 grey pictures of clothes in ten classes, and 10,000 to test with.",
         DatasetKind::Image, "Debian package dataset-fashion-mnist",
         [](const DatasetPlaces& places) { return hasFashionMnist(places.fashionMnist); }, missingFashionMnist,
         [](const DatasetPlaces& places, const DatasetOptions& options) {
             return loadFashionMnist(places.fashionMnist, options);
         },
         [](const DatasetPlaces& places, int count) { return previewFashionMnist(places.fashionMnist, count); }},
        {"wordnet-glosses", "WordNet glosses", "English definitions and example sentences of 4 to 30 words.",
         DatasetKind::Text, "Debian package wordnet-base",
         [](const DatasetPlaces& places) { return hasWordnet(places.wordnet); }, missingWordnet, loadGlosses,
         [](const DatasetPlaces& places, int count) { return previewWordnet(places.wordnet, count); }},
        {"mixture-text", "Mixture text", "Ten-word sentences, each made from two numbers that are known.",
         DatasetKind::Text, "made from a seed", [](const DatasetPlaces&) { return true; }, [] { return QString(); },
         [](const DatasetPlaces&, const DatasetOptions& options) {
             return prepareText(loadMixtureText(options.cacheFolder), options,
                                {.defaultLimit = 0, .mostHeldOut = 2'000});
         },
         [](const DatasetPlaces&, int count) { return Result<DatasetPreview>(previewMixtureText(count)); }},
        {"tang-poems", "Tang poems", "Some 300 poems of the Tang dynasty: couplets, or whole poems in windows.",
         DatasetKind::Text, "Debian package fortunes-zh", isChineseThere<ChineseCollection::TangPoems>, missingFortunes,
         loadChinese<ChineseCollection::TangPoems>, previewChinese<ChineseCollection::TangPoems>},
        {"chinese-prose", "Chinese prose", "Some 5,000 short Chinese texts: sentences, or whole texts in windows.",
         DatasetKind::Text, "Debian package fortunes-zh", isChineseThere<ChineseCollection::Prose>, missingFortunes,
         loadChinese<ChineseCollection::Prose>, previewChinese<ChineseCollection::Prose>},
    }};
    return rows;
}

const Reader* findReader(const QString& id)
{
    const auto found = std::find_if(readers().begin(), readers().end(),
                                    [&](const Reader& reader) { return id == QLatin1String(reader.id); });
    return found == readers().end() ? nullptr : &*found;
}

DatasetEntry entryOf(const Reader& reader, const DatasetPlaces& places)
{
    DatasetEntry entry{.id = QLatin1String(reader.id),
                       .title = QLatin1String(reader.title),
                       .description = QLatin1String(reader.description),
                       .kind = reader.kind,
                       .source = QLatin1String(reader.source),
                       .isAvailable = reader.isThere(places)};
    if (!entry.isAvailable)
        entry.problem = reader.problem();
    return entry;
}

tl::unexpected<Error> unknownId(const QString& id)
{
    QStringList known;
    for (const Reader& reader : readers())
        known.append(QLatin1String(reader.id));
    return fail(ErrorKind::InvalidArgument,
                QStringLiteral("There is no data set \"%1\". Choose one of %2, file:PATH for a text file of your own, "
                               "or own:NAME for an imported one.")
                    .arg(id, known.join(QStringLiteral(", "))));
}

} // namespace

DatasetPlaces DatasetPlaces::standard()
{
    const QString share = qEnvironmentVariable("LATENTBENCH_DATASETS", QStringLiteral("/usr/share"));
    // A portable archive has its own beside the programs, for systems without these packages.
    const QString program = QCoreApplication::instance() ? QCoreApplication::applicationDirPath() : QString();
    const QString own = QDir::cleanPath(program + QStringLiteral("/../share/latentbench/data"));
    const bool isPortable = !program.isEmpty() && QFileInfo::exists(own);
    const auto places = [&](const QString& set) {
        return isPortable ? QStringList{share + set, own + set} : QStringList{share + set};
    };
    return {.fashionMnist = places(QStringLiteral("/datasets/fashion-mnist")),
            .wordnet = places(QStringLiteral("/wordnet")),
            .fortunes = places(QStringLiteral("/games/fortunes"))};
}

DatasetRegistry::DatasetRegistry(DatasetPlaces places)
    : m_places(std::move(places))
{
}

QList<DatasetEntry> DatasetRegistry::list() const
{
    QList<DatasetEntry> entries;
    for (const Reader& reader : readers())
        entries.append(entryOf(reader, m_places));
    for (const OwnSet& set : ownSets(m_places.own))
        entries.append(entryOf(set));
    return entries;
}

Result<DatasetEntry> DatasetRegistry::find(const QString& id) const
{
    if (const Reader* reader = findReader(id))
        return entryOf(*reader, m_places);
    if (id.startsWith(ownPrefix()))
        return findOwnSet(m_places.own, id).map([](const OwnSet& set) { return entryOf(set); });
    if (!id.startsWith(kFilePrefix))
        return unknownId(id);
    const QFileInfo file(id.mid(kFilePrefix.size()));
    DatasetEntry entry{
        .id = id,
        .title = file.fileName(),
        .description = QStringLiteral("A text file of yours, one sentence a line, or paragraphs between blank lines."),
        .kind = DatasetKind::Text,
        .source = file.absoluteFilePath(),
        .isAvailable = file.isFile()};
    if (!entry.isAvailable)
        entry.problem = QStringLiteral("There is no file %1.").arg(file.filePath());
    return entry;
}

Result<LoadedDataset> DatasetRegistry::load(const DatasetOptions& options) const
{
    if (options.limit < 0)
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("A data set cannot have %1 training items; 0 means as many as it has.").arg(options.limit));
    DatasetRegistry here = *this; // sets of the project lie where its caches lie
    if (here.m_places.own.isEmpty())
        here.m_places.own = options.cacheFolder;
    const auto entry = here.find(options.id);
    if (!entry)
        return tl::unexpected(entry.error());
    if (entry->kind == DatasetKind::Text)
        if (auto checked = checkTextOptions(options); !checked)
            return tl::unexpected(checked.error());
    if (const Reader* reader = findReader(options.id))
        return reader->load(m_places, options);
    if (options.id.startsWith(ownPrefix()))
        return loadOwnSet(here.m_places.own, options);
    return loadUserText(options.id.mid(kFilePrefix.size()), options);
}

Result<DatasetPreview> DatasetRegistry::preview(const QString& id, int count) const
{
    if (const Reader* reader = findReader(id))
        return reader->preview(m_places, count);
    if (id.startsWith(ownPrefix()))
        return previewOwnSet(m_places.own, id, 0, count);
    if (!id.startsWith(kFilePrefix))
        return unknownId(id);
    return previewUserText(id.mid(kFilePrefix.size()), 0, count);
}

} // namespace lb::experiments
