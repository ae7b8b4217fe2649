#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace lb::experiments {

class Session;

/// The verb that makes a data set of the user's files.
void addDataVerb(CLI::App& app, Session& session, std::function<int()>& action);

} // namespace lb::experiments
