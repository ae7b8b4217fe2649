#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace lb::experiments {

class Session;

/// The verbs about numbers: define-metric, import-runs.
void addMetricVerbs(CLI::App& app, Session& session, std::function<int()>& action);

} // namespace lb::experiments
