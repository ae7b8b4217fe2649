#include "experiments/cli/flight_text.h"

#include "experiments/cli/output.h"

namespace lb::experiments {

QString activationsText(const FlightLog& log)
{
    if (log.activations.isEmpty())
        return {};
    TextTable table({QStringLiteral("Activations at step %1").arg(log.activationStep), QStringLiteral(">Least"),
                     QStringLiteral(">Most"), QStringLiteral(">Values"), QStringLiteral(">Not finite")});
    for (const FlightLog::Range& range : log.activations) {
        const bool hasFinite = range.least <= range.most;
        table.addRow({range.part.isEmpty() ? QStringLiteral("(no part)") : range.part,
                      hasFinite ? shortNumber(range.least) : QStringLiteral("-"),
                      hasFinite ? shortNumber(range.most) : QStringLiteral("-"), QString::number(range.values),
                      QString::number(range.notFinite)});
    }
    return QLatin1Char('\n') + table.text();
}

} // namespace lb::experiments
