#pragma once

class QCoreApplication;
class QLocale;

namespace lb::widgets {

/// Installs the texts of a language, or else the English ones, which English needs as well: they hold the singular of
/// every counted text ("1 epoch"). The translator belongs to the application. Before anything says a word.
void installTranslation(QCoreApplication& application, const QLocale& language);

} // namespace lb::widgets
