#include "gui/data/data_shelf.h"

#include "experiments/datasets/own_sets.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <functional>

namespace lb::gui {

using experiments::DatasetEntry;
using experiments::DatasetKind;
using experiments::DatasetRegistry;
using experiments::Error;
using experiments::LoadedDataset;

namespace {

constexpr int kManyWords = 100'000;

experiments::DatasetOptions optionsFor(const DatasetEntry& entry, const QString& folder)
{
    static const QStringList kWithoutBlanks{QStringLiteral("tang-poems"), QStringLiteral("chinese-prose")};
    experiments::DatasetOptions options{.id = entry.id, .cacheFolder = folder};
    options.vocabularySize = kManyWords; // so that nearly every word is shown as it is
    if (kWithoutBlanks.contains(entry.id))
        options.tokenizer = QStringLiteral("characters");
    return options;
}

QList<qint64> classCounts(const engine::ImageSet& images)
{
    QList<qint64> counts(static_cast<qsizetype>(images.classNames.size()));
    for (const std::int32_t label : images.labels) {
        if (label >= counts.size())
            counts.resize(label + 1);
        ++counts[label];
    }
    return images.labels.empty() ? QList<qint64>{} : counts;
}

QList<qint64> pixelHistogram(const LoadedDataset& data)
{
    QList<qint64> counts(DataShelf::kPixelBins);
    const auto size = static_cast<std::size_t>(data.images.height * data.images.width);
    for (const std::uint32_t item : data.train)
        for (std::size_t i = item * size; i < (item + 1) * size; ++i)
            ++counts[data.images.pixels[i] * DataShelf::kPixelBins / 256];
    return counts;
}

const std::vector<std::uint32_t>& partOf(const LoadedDataset& data, DataPart part)
{
    return part == DataPart::Train ? data.train : part == DataPart::Validation ? data.validation : data.test;
}

experiments::DatasetPreview previewOf(const LoadedDataset& data, DataPart part, qint64 first, qint64 count)
{
    const std::vector<std::uint32_t>& items = partOf(data, part);
    experiments::DatasetPreview preview{.height = data.images.height, .width = data.images.width};
    const qint64 size = preview.height * preview.width;
    const qint64 end = std::min(first + count, static_cast<qint64>(items.size()));
    for (qint64 i = first; i < end; ++i) {
        const std::size_t item = items[static_cast<std::size_t>(i)];
        if (data.kind == DatasetKind::Text) {
            preview.sentences.append(QString::fromStdString(data.tokenizer->decode(data.text.sentences[item])));
            continue;
        }
        const auto* pixels = reinterpret_cast<const char*>(data.images.pixels.data());
        preview.thumbnails.append(QByteArray(pixels + static_cast<qint64>(item) * size, size));
        if (data.images.labels.empty())
            continue;
        const auto label = static_cast<std::size_t>(data.images.labels[item]);
        preview.thumbnailLabels.append(label < data.images.classNames.size()
                                           ? QString::fromStdString(data.images.classNames[label])
                                           : QString::number(label));
    }
    return preview;
}

} // namespace

struct DataShelf::Inside {
    QString folder;
    std::unique_ptr<LoadedDataset> data;

    DatasetRegistry registry() const
    {
        experiments::DatasetPlaces places = experiments::DatasetPlaces::standard();
        places.own = folder;
        return DatasetRegistry(places);
    }
    experiments::Result<DataFactsShown> look(const QString& id)
    {
        data.reset();
        const auto entry = registry().find(id);
        if (!entry)
            return tl::unexpected(entry.error());
        auto loaded = registry().load(optionsFor(*entry, folder));
        if (!loaded)
            return tl::unexpected(loaded.error());
        data = std::make_unique<LoadedDataset>(std::move(*loaded));
        DataFactsShown facts{.entry = *entry,
                             .description = experiments::describe(*data),
                             .report = data->report,
                             .fingerprint = data->fingerprint,
                             .classCounts = {},
                             .pixelHistogram = {}};
        if (data->kind == DatasetKind::Image) {
            facts.classCounts = classCounts(data->images);
            facts.pixelHistogram = pixelHistogram(*data);
        }
        return facts;
    }
};

DataShelf::DataShelf(QObject* parent)
    : QObject(parent)
    , m_inside(std::make_unique<Inside>())
    , m_place(new QObject)
{
    m_place->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_place, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("data-thread"));
    m_thread.start();
}

DataShelf::~DataShelf()
{
    m_thread.quit();
    m_thread.wait(); // for what is being read, a second or two
}

void DataShelf::post(std::function<void(Inside&)> work)
{
    QMetaObject::invokeMethod(m_place, [this, work = std::move(work)] { work(*m_inside); });
}

void DataShelf::open(const QString& folder)
{
    m_folder = folder;
    m_id.clear();
    post([folder](Inside& inside) {
        inside.folder = folder;
        inside.data.reset();
    });
    list();
}

void DataShelf::list()
{
    post([this](Inside& inside) {
        const QList<DatasetEntry> entries = inside.registry().list();
        QMetaObject::invokeMethod(this, [this, entries, folder = inside.folder] {
            if (folder == m_folder)
                emit listed(entries);
        });
    });
}

void DataShelf::look(const QString& id)
{
    m_id = id;
    post([this, id](Inside& inside) {
        const auto facts = inside.look(id);
        QMetaObject::invokeMethod(this, [this, id, facts] {
            if (id != m_id)
                return;
            if (facts)
                emit looked(*facts);
            else
                emit failed(id, facts.error());
        });
    });
}

void DataShelf::turn(DataPart part, qint64 first, qint64 count)
{
    post([this, id = m_id, part, first, count](Inside& inside) {
        if (!inside.data || inside.data->id != id)
            return;
        const DataItems items{.id = id,
                              .part = part,
                              .first = first,
                              .total = static_cast<qint64>(partOf(*inside.data, part).size()),
                              .preview = previewOf(*inside.data, part, first, count)};
        QMetaObject::invokeMethod(this, [this, items] {
            if (items.id == m_id)
                emit turned(items);
        });
    });
}

void DataShelf::forget()
{
    m_id.clear();
    post([](Inside& inside) { inside.data.reset(); });
}

void DataShelf::remove(const QString& id)
{
    post([this, id](Inside& inside) {
        const auto set = experiments::findOwnSet(inside.folder, id);
        if (!set)
            return QMetaObject::invokeMethod(this, [this, id, error = set.error()] { emit failed(id, error); });
        const QDir trash(inside.folder + QStringLiteral("/../trash"));
        trash.mkpath(QStringLiteral("."));
        const QString stem = trash.absoluteFilePath(QStringLiteral("data-") + set->name);
        QString place = stem;
        for (int number = 2; QFileInfo::exists(place); ++number)
            place = stem + QLatin1Char('-') + QString::number(number);
        inside.data.reset();
        const bool isMoved = QDir().rename(inside.folder + QLatin1Char('/') + set->name, place);
        return QMetaObject::invokeMethod(this, [this, id, place, isMoved] {
            if (isMoved)
                emit removed(id, place);
            else
                emit failed(id,
                            {experiments::ErrorKind::Io, tr("The folder of %1 cannot be moved to the trash.").arg(id)});
            list();
        });
    });
}

void DataShelf::bringBack(const QString& id, const QString& place)
{
    post([this, id, place](Inside& inside) {
        const QString name = id.mid(experiments::ownPrefix().size());
        const bool isMoved = QDir().rename(place, inside.folder + QLatin1Char('/') + name);
        QMetaObject::invokeMethod(this, [this, id, isMoved] {
            if (!isMoved)
                emit failed(id, {experiments::ErrorKind::Io, tr("The folder of %1 cannot be brought back.").arg(id)});
            list();
        });
    });
}

} // namespace lb::gui
