#include "gui/language.h"

#include "widgets/theme/translation.h"

#include <QApplication>
#include <QLocale>
#include <QStringList>

namespace lb::gui {

namespace {

bool means(const QString& choice, QLocale::Language language, const char* word)
{
    return choice == QLatin1String(word) ||
           (choice == QStringLiteral("system") && QLocale::system().language() == language);
}

} // namespace

QStringList languageChoices()
{
    return {QStringLiteral("system"), QStringLiteral("en"), QStringLiteral("zh")};
}

QString languageChoice(const QString& word)
{
    return languageChoices().contains(word) ? word : languageChoices().first();
}

Language::Language(QApplication& application, const QString& choice)
    : m_isChinese(means(choice, QLocale::Chinese, "zh"))
{
    const QLocale locale = m_isChinese ? QLocale(QLocale::Chinese, QLocale::China) : QLocale::system();
    if (m_isChinese)
        QLocale::setDefault(locale);
    widgets::installTranslation(application, m_isChinese ? locale : QLocale(QLocale::English));
    if (!m_isChinese)
        QCoreApplication::installTranslator(&m_plurals);
}

Language::~Language()
{
    QCoreApplication::removeTranslator(&m_plurals);
}

} // namespace lb::gui
