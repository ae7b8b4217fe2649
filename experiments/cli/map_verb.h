#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace lb::experiments {

class Session;

/// The verb about pictures of code space.
void addMapVerb(CLI::App& app, Session& session, std::function<int()>& action);

} // namespace lb::experiments
