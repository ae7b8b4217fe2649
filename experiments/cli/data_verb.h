#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace lb::experiments {

class Session;

/// The verbs that make a data set of the user's files, and tag items of one.
void addDataVerbs(CLI::App& app, Session& session, std::function<int()>& action);

} // namespace lb::experiments
