#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace lb::experiments {

class Session;

/// The verb about metrics of one's own: define-metric.
void addMetricVerbs(CLI::App& app, Session& session, std::function<int()>& action);

} // namespace lb::experiments
