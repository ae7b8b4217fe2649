#pragma once

#include <QJsonObject>
#include <QString>

namespace lb::experiments {

/// What trains here: "latentbench" (version), "commit" (of the source; missing where it was built outside a
/// repository), "qt", "system", "kernel", "architecture", "processor". Kept with every run under RunRecord::theory
/// "program".
QJsonObject programFacts();

/// "Latentbench 0.1.0 (1a2b3c4), Qt 6.4.2, Debian GNU/Linux 12, x86_64, Intel Xeon": names only, in no language. Empty
/// for a run from before this was kept.
QString programText(const QJsonObject& facts);

} // namespace lb::experiments
