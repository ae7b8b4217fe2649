#include "experiments/store/figure_uses.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace lb::experiments {

namespace {
const QString kKey = QStringLiteral("figure_uses");
}

Result<FigureUses> figureUses(RunStore& store)
{
    const Result<QString> text = store.setting(kKey);
    if (!text)
        return tl::unexpected(text.error());
    if (text->isEmpty())
        return FigureUses();
    const QJsonDocument document = QJsonDocument::fromJson(text->toUtf8());
    if (!document.isObject())
        return fail(
            ErrorKind::Corrupt,
            QStringLiteral("The project's list of checkpoints that figures were made of cannot be read, so none is "
                           "deleted. Remove the setting figure_uses from project.sqlite to begin a new list."));
    FigureUses uses;
    const QJsonObject runs = document.object();
    for (auto run = runs.begin(); run != runs.end(); ++run)
        for (const QJsonValue& step : run.value().toArray())
            uses.insert({run.key(), step.toInteger(-1)});
    return uses;
}

Result<void> addFigureUse(RunStore& store, const QString& uid, qint64 step)
{
    const Result<QString> text = store.setting(kKey);
    if (!text)
        return tl::unexpected(text.error());
    QJsonObject runs = QJsonDocument::fromJson(text->toUtf8()).object();
    QJsonArray steps = runs.value(uid).toArray();
    if (step < 0 || steps.contains(step))
        return {};
    steps.append(step);
    runs.insert(uid, steps);
    return store.setSetting(kKey, QString::fromUtf8(QJsonDocument(runs).toJson(QJsonDocument::Compact)));
}

} // namespace lb::experiments
