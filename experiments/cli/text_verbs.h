#pragma once

#include "experiments/cli/session.h"

#include <functional>

namespace CLI {
class App;
}

namespace lb::experiments {

/// Adds the verbs about text: generate, score, tokenize, detokenize. The one that is used sets `action`.
void addTextVerbs(CLI::App& app, Session& session, std::function<int()>& action);

} // namespace lb::experiments
