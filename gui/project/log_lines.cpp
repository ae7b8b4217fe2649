#include "gui/project/log_lines.h"

#include <QDateTime>

namespace lb::gui {

using Level = widgets::LogLine::Level;

namespace {

Level levelOf(const QString& kind)
{
    if (kind == QLatin1String("fail") || kind == QLatin1String("non-finite"))
        return Level::Error;
    if (kind == QLatin1String("vanishing") || kind == QLatin1String("damaged"))
        return Level::Warning;
    return Level::Info;
}

} // namespace

QList<widgets::LogLine> linesOf(const QList<experiments::RunEvent>& events, const QString& runName)
{
    QList<widgets::LogLine> lines;
    for (const experiments::RunEvent& event : events)
        lines.append({event.timeMs, levelOf(event.kind), runName,
                      event.message.isEmpty()
                          ? QStringLiteral("step %1: %2").arg(event.step).arg(event.kind)
                          : QStringLiteral("step %1: %2: %3").arg(event.step).arg(event.kind, event.message)});
    return lines;
}

QList<widgets::LogLine> linesOf(const QStringList& text, const QString& runName)
{
    QList<widgets::LogLine> lines;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (const QString& line : text) {
        if (line.trimmed().isEmpty())
            continue;
        const Level level = line.startsWith(QLatin1String("error"), Qt::CaseInsensitive)     ? Level::Error
                            : line.startsWith(QLatin1String("warning"), Qt::CaseInsensitive) ? Level::Warning
                                                                                             : Level::Info;
        lines.append({now, level, runName, line});
    }
    return lines;
}

} // namespace lb::gui
