#pragma once

#include "experiments/records/flight_log.h"

namespace lb::experiments {

/// The ranges of the model's parts as a table after an empty line; empty when there are none.
QString activationsText(const FlightLog& log);

} // namespace lb::experiments
