#include "widgets/theme/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

// Must stand outside any namespace; a static library's resources are dropped without it.
static void initTranslations()
{
    Q_INIT_RESOURCE(lb_translations);
}

namespace lb::widgets {

void installTranslation(QCoreApplication& application, const QLocale& language)
{
    initTranslations();
    auto* translator = new QTranslator(&application);
    const QString folder = QStringLiteral(":/translations");
    const bool isFound = translator->load(language, QStringLiteral("latentbench"), QStringLiteral("_"), folder) ||
                         translator->load(QStringLiteral("latentbench_en"), folder);
    if (isFound)
        QCoreApplication::installTranslator(translator);
    auto* fields = new QTranslator(&application); // labels and help of settings
    if (fields->load(language, QStringLiteral("fields"), QStringLiteral("_"), folder))
        QCoreApplication::installTranslator(fields);
    // Qt's own words (dialogs, context menus of fields), where they are installed.
    auto* own = new QTranslator(&application);
    if (own->load(language, QStringLiteral("qtbase"), QStringLiteral("_"),
                  QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(own);
}

} // namespace lb::widgets
