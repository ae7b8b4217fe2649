#include "experiments/cli/commands.h"
#include "experiments/cli/output.h"
#include "experiments/cli/serve_target.h"

#include <QCborArray>
#include <QCborMap>
#include <QJsonDocument>

#include <algorithm>

namespace lb::experiments {

int findRateCommand(Session& session, const TrainArguments& arguments, double from, double to, qint64 steps)
{
    const Result<RunSpec> spec = wantedSpec(arguments);
    if (!spec)
        return reportError(spec.error());
    const QString json = QString::fromUtf8(QJsonDocument(spec->toJson()).toJson(QJsonDocument::Compact));
    const auto reply = askWorker(session,
                                 {{QStringLiteral("what"), QStringLiteral("find_rate")},
                                  {QStringLiteral("spec"), json},
                                  {QStringLiteral("from"), from},
                                  {QStringLiteral("to"), to},
                                  {QStringLiteral("steps"), steps}},
                                 Progress::Shown);
    if (!reply)
        return reportError(reply.error());
    const QCborArray points = reply->value(QStringLiteral("points")).toArray();
    if (session.isJson) {
        for (const QCborValue& point : points)
            printJson(point.toMap().toJsonObject());
        QJsonObject last;
        for (const char* const key : {"suggestion", "steepest", "diverged"})
            last.insert(QLatin1String(key), reply->value(QLatin1String(key)).toJsonValue());
        printJson(last);
        return kExitDone;
    }
    TextTable table({QStringLiteral(">Rate"), QStringLiteral(">Loss"), QStringLiteral(">Smoothed")});
    const qsizetype every = std::max<qsizetype>(1, points.size() / 20);
    for (qsizetype i = 0; i < points.size(); i += every) {
        const QCborMap point = points[i].toMap();
        const auto number = [&](const char* key) { return shortNumber(point.value(QLatin1String(key)).toDouble()); };
        table.addRow({number("rate"), number("loss"), number("smoothed")});
    }
    printText(table.text());
    printText(QStringLiteral("The loss falls fastest at %1; a tenth of where it is lowest is %2.%3\n")
                  .arg(shortNumber(reply->value(QStringLiteral("steepest")).toDouble()),
                       shortNumber(reply->value(QStringLiteral("suggestion")).toDouble()),
                       reply->value(QStringLiteral("diverged")).toBool()
                           ? QString()
                           : QStringLiteral(" It never ran away: try higher rates with --to.")));
    return kExitDone;
}

} // namespace lb::experiments
