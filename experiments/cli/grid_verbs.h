#pragma once

#include "experiments/cli/session.h"

#include <functional>

namespace CLI {
class App;
}

namespace lb::experiments {

/// The verbs that write grids of images, or lists of sentences: sample, reconstruct, traverse. They set `action`.
void addGridVerbs(CLI::App& app, Session& session, std::function<int()>& action);

} // namespace lb::experiments
