#include "widgets/plots/event_kinds.h"

#include <QCoreApplication>

namespace lb::widgets {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(lb::widgets::EventKinds)
};

struct Kind {
    QString kind;
    QString word;
};

QList<Kind> kinds()
{
    return {{QStringLiteral("vanishing"), Words::tr("vanishing")},
            {QStringLiteral("recovered"), Words::tr("recovered")},
            {QStringLiteral("partly-collapsed"), Words::tr("units died")},
            {QStringLiteral("non-finite"), Words::tr("not a number")},
            {QStringLiteral("checkpoint"), Words::tr("checkpoint")},
            {QStringLiteral("sample"), Words::tr("sample")},
            {QStringLiteral("start"), Words::tr("start")},
            {QStringLiteral("pause"), Words::tr("pause")},
            {QStringLiteral("continue"), Words::tr("continue")},
            {QStringLiteral("resume"), Words::tr("resume")},
            {QStringLiteral("stop"), Words::tr("stop")},
            {QStringLiteral("finish"), Words::tr("finish")},
            {QStringLiteral("fail"), Words::tr("fail")},
            {QStringLiteral("replay"), Words::tr("replay")},
            {QStringLiteral("field"), Words::tr("changed setting")},
            {QStringLiteral("refused"), Words::tr("refused change")},
            {QStringLiteral("estimator"), Words::tr("estimator")},
            {QStringLiteral("fork"), Words::tr("fork")},
            {QStringLiteral("damaged"), Words::tr("damaged file")},
            {QStringLiteral("tidy"), Words::tr("tidied")}};
}

} // namespace

QStringList markableEventKinds()
{
    QStringList names;
    for (const Kind& kind : kinds())
        names.append(kind.kind);
    return names;
}

QStringList eventKindsShownAtFirst()
{
    return {QStringLiteral("vanishing"), QStringLiteral("recovered"), QStringLiteral("non-finite"),
            QStringLiteral("field"),     QStringLiteral("refused"),   QStringLiteral("fork")};
}

QString eventKindWord(const QString& kind)
{
    for (const Kind& known : kinds())
        if (known.kind == kind)
            return known.word;
    return kind;
}

bool isWarningEvent(const QString& kind)
{
    return kind == QLatin1String("vanishing") || kind == QLatin1String("non-finite") || kind == QLatin1String("fail");
}

} // namespace lb::widgets
