#pragma once

class QCoreApplication;

namespace lb::widgets {

/// Installs the texts of the application's locale, or else the English ones, which English needs as well: they hold the
/// singular of every counted text ("1 epoch"). The translator belongs to the application.
void installTranslation(QCoreApplication& application);

} // namespace lb::widgets
