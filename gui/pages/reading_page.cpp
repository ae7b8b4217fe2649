#include "gui/pages/reading_page.h"

#include "widgets/theme/theme.h"

#include <QDir>
#include <QFile>
#include <QHBoxLayout>
#include <QLocale>
#include <QTextBrowser>
#include <QUrl>

// Outside any namespace: a static library's resources are dropped without it.
static void initHelp()
{
    Q_INIT_RESOURCE(gui);
}

namespace lb::gui {

namespace {

constexpr int kLineWidth = 720; // about 90 characters

QString textOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The text in the window's language where there is one, else in English.
QString helpText(const QString& name)
{
    const QString own = QStringLiteral(":/help/%1.%2.html").arg(name, QLocale().name());
    return textOf(QFile::exists(own) ? own : QStringLiteral(":/help/%1.html").arg(name));
}

} // namespace

ReadingPage::ReadingPage(const widgets::Theme& theme, QWidget* parent)
    : QWidget(parent)
{
    initHelp();
    setObjectName(QStringLiteral("readingPage"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 16, 16, 16);
    m_browser = new QTextBrowser(this);
    m_browser->setObjectName(QStringLiteral("reading"));
    m_browser->setAccessibleName(tr("Built-in text"));
    m_browser->setToolTip(tr("Works offline; links lead to other pages of the help."));
    m_browser->setMaximumWidth(kLineWidth);
    m_browser->setOpenLinks(false);
    m_browser->setFont(theme.font(widgets::TextSize::Body));
    m_browser->document()->setDocumentMargin(16);
    row->addStretch(1);
    row->addWidget(m_browser, 10);
    row->addStretch(1);
    connect(m_browser, &QTextBrowser::anchorClicked, this,
            [this](const QUrl& link) { showHelp(link.fileName().section(QLatin1Char('.'), 0, 0)); });
    showHelp(QStringLiteral("kl-vanishing"));
}

QStringList ReadingPage::helpNames()
{
    initHelp();
    QStringList names;
    for (const QString& file : QDir(QStringLiteral(":/help")).entryList({QStringLiteral("*.html")}))
        if (const QString name = file.section(QLatin1Char('.'), 0, 0); !names.contains(name))
            names.append(name);
    return names;
}

void ReadingPage::showHelp(const QString& name)
{
    m_name = name;
    m_browser->setHtml(helpText(name));
    emit turned();
}

void ReadingPage::showAbout()
{
    m_name.clear();
    const QString head =
        tr("# Latentbench %1\n\nA workbench for generative autoencoders. GPL-3.0-or-later. Nothing here "
           "needs a network.\n\n")
            .arg(QStringLiteral(LB_VERSION));
    m_browser->setMarkdown(head + textOf(QStringLiteral(":/changelog.md")));
    emit turned();
}

} // namespace lb::gui
