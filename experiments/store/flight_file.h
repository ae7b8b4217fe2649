#pragma once

#include "experiments/records/flight_log.h"
#include "experiments/store/run_folder.h"

namespace lb::experiments {

/// Where they stand in a run's folder.
QString flightFile(const RunFolder& folder);
/// The word among the run's commands with which its worker is asked to write them.
inline const QString kFlightCommand = QStringLiteral("flight");

/// The run's last steps as its worker wrote them. NotFound with a sentence while it has not; Io; Corrupt.
Result<FlightLog> readFlight(const RunFolder& folder);
/// The worker's alone. ReadOnly, Io.
Result<void> writeFlight(const RunFolder& folder, const FlightLog& log);

} // namespace lb::experiments
