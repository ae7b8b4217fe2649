#include "gui/pages/reading_page.h"

#include "widgets/theme/theme.h"

#include <QFile>
#include <QHBoxLayout>
#include <QTextBrowser>

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
    m_browser->setToolTip(tr("Works offline."));
    m_browser->setMaximumWidth(kLineWidth);
    m_browser->setOpenLinks(false);
    m_browser->setFont(theme.font(widgets::TextSize::Body));
    m_browser->document()->setDocumentMargin(16);
    row->addStretch(1);
    row->addWidget(m_browser, 10);
    row->addStretch(1);
    showVanishing();
}

void ReadingPage::showVanishing()
{
    m_browser->setHtml(textOf(QStringLiteral(":/help/kl-vanishing.html")));
}

void ReadingPage::showAbout()
{
    const QString head =
        tr("# Latentbench %1\n\nA workbench for generative autoencoders. GPL-3.0-or-later. Nothing here "
           "needs a network.\n\n")
            .arg(QStringLiteral(LB_VERSION));
    m_browser->setMarkdown(head + textOf(QStringLiteral(":/changelog.md")));
}

} // namespace lb::gui
