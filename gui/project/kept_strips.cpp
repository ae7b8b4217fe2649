#include "gui/project/kept_strips.h"

#include "gui/project/store_reader.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <memory>
#include <set>

namespace lb::gui {

using experiments::MetricReader;

namespace {

std::unique_ptr<MetricReader> open(StoreReader& reader, const QString& uid)
{
    if (!reader.store())
        return nullptr;
    auto file = MetricReader::open(reader.store()->folder(uid));
    return file ? std::move(*file) : nullptr; // nothing: the run has not been started
}

} // namespace

QList<qint64> readStripSteps(StoreReader& reader, const QStringList& uids)
{
    std::set<qint64> steps;
    for (const QString& uid : uids)
        if (const auto file = open(reader, uid))
            if (const auto own = file->stripSteps())
                steps.insert(own->begin(), own->end());
    return {steps.begin(), steps.end()};
}

QHash<QString, KeptStrip> readStrips(StoreReader& reader, const QStringList& uids, std::optional<qint64> step)
{
    QHash<QString, KeptStrip> strips;
    for (const QString& uid : uids) {
        KeptStrip& kept = strips[uid];
        const auto file = open(reader, uid);
        if (!file)
            continue;
        if (auto strip = file->strip(step.value_or(-1)))
            kept.strip = std::move(*strip);
        if (const auto steps = file->stripSteps(); steps && !steps->isEmpty())
            kept.firstStep = *std::min_element(steps->cbegin(), steps->cend());
    }
    return strips;
}

QString missingStripWords(const QHash<QString, KeptStrip>& strips, const QHash<QString, QString>& names, qint64 step)
{
    const auto words = [](const char* text) { return QCoreApplication::translate("KeptStrips", text); };
    QStringList late;
    for (auto kept = strips.cbegin(); kept != strips.cend(); ++kept)
        if (!kept->strip && kept->firstStep >= 0)
            late.append(words(QT_TRANSLATE_NOOP("KeptStrips", "%1 (first at %2)"))
                            .arg(names.value(kept.key()), widgets::countText(kept->firstStep)));
    if (late.isEmpty())
        return {};
    late.sort();
    return words(QT_TRANSLATE_NOOP("KeptStrips", "Nothing was kept at or before step %1 of: %2."))
        .arg(widgets::countText(step), late.join(words(QT_TRANSLATE_NOOP("KeptStrips", ", "))));
}

} // namespace lb::gui
