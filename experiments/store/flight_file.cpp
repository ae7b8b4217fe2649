#include "experiments/store/flight_file.h"

#include "experiments/store/json_file.h"

#include <QDir>

namespace lb::experiments {

QString flightFile(const RunFolder& folder)
{
    return folder.artifacts() + QStringLiteral("/flight.json");
}

Result<FlightLog> readFlight(const RunFolder& folder)
{
    const Result<QJsonObject> json = readJsonFile(flightFile(folder));
    if (!json && json.error().kind == ErrorKind::NotFound)
        return fail(ErrorKind::NotFound,
                    QStringLiteral("No last steps are recorded of this run: its worker writes them "
                                   "when the run ends, fails, or is asked for them."));
    if (!json)
        return tl::unexpected(json.error());
    return FlightLog::fromJson(*json);
}

Result<void> writeFlight(const RunFolder& folder, const FlightLog& log)
{
    QDir().mkpath(folder.artifacts());
    return writeJsonFile(flightFile(folder), log.toJson());
}

} // namespace lb::experiments
