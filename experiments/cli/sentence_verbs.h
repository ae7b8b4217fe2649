#pragma once

#include "experiments/cli/session.h"

#include <functional>

namespace CLI {
class App;
}

namespace lb::experiments {

/// Adds the verbs about codes: encode, interpolate, nearest, listen. The one that is used sets `action`.
void addSentenceVerbs(CLI::App& app, Session& session, std::function<int()>& action);

} // namespace lb::experiments
