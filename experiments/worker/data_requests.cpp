#include "experiments/worker/data_requests.h"

#include "experiments/importing/data_import.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>

namespace lb::experiments {

namespace {

constexpr qint64 kSayEveryMs = 50;

} // namespace

Result<QCborMap> answerDataImport(const QCborMap& request, const ServeChannel& channel)
{
    const auto text = [&](const char* key) { return request.value(QLatin1String(key)).toString(); };
    const auto number = [&](const char* key) { return request.value(QLatin1String(key)).toInteger(); };
    QElapsedTimer sinceSaid;
    const auto say = [&](const QString& phase, qint64 done, qint64 total) {
        if (sinceSaid.isValid() && sinceSaid.elapsed() < kSayEveryMs)
            return;
        sinceSaid.start();
        channel.progress(phase, done, total);
    };
    const auto set = importData({.source = text("path"),
                                 .labels = text("labels"),
                                 .folder = text("cache"),
                                 .name = text("name"),
                                 .height = number("height"),
                                 .width = number("width")},
                                {.progress = say, .isCancelled = channel.isCancelled});
    if (!set)
        return tl::unexpected(set.error());
    if (set->count == 0)
        return QCborMap{{QStringLiteral("cancelled"), true}};
    QJsonObject json = QJsonDocument::fromJson(toJson(*set)).object();
    json.insert(QStringLiteral("id"), ownPrefix() + set->name);
    return QCborMap::fromJsonObject(json);
}

} // namespace lb::experiments
