#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace lb::experiments {

class Session;

/// The verbs about bytes on the disk: storage, prune.
void addStorageVerbs(CLI::App& app, Session& session, std::function<int()>& action);

} // namespace lb::experiments
