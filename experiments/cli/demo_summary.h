#pragma once

#include "experiments/cli/session.h"

#include <QStringList>

namespace lb::experiments {

/// Prints the comparison of a demo's finished runs and, in one sentence each, what it shows: whether the plain VAE's KL
/// vanished, whether BN-VAE kept its floor, how far EAE's codes are from Gaussian. Several seeds: mean and standard
/// deviation. Returns the exit code.
int printDemoSummary(Session& session, const QStringList& uids);

} // namespace lb::experiments
