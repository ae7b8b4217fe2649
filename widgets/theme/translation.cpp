#include "widgets/theme/translation.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

// Must stand outside any namespace; a static library's resources are dropped without it.
static void initTranslations()
{
    Q_INIT_RESOURCE(lb_translations);
}

namespace lb::widgets {

void installTranslation(QCoreApplication& application)
{
    initTranslations();
    auto* translator = new QTranslator(&application);
    const QString folder = QStringLiteral(":/translations");
    const bool isFound = translator->load(QLocale(), QStringLiteral("latentbench"), QStringLiteral("_"), folder) ||
                         translator->load(QStringLiteral("latentbench_en"), folder);
    if (isFound)
        QCoreApplication::installTranslator(translator);
}

} // namespace lb::widgets
