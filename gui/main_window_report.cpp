// The part of MainWindow that puts figures into the report.
#include "gui/app_context.h"
#include "gui/main_window.h"
#include "gui/notice_area.h"
#include "gui/pages/compare_page.h"
#include "gui/pages/latent_page.h"
#include "gui/pages/report_page.h"
#include "gui/pages/samples_page.h"
#include "gui/report/report_pictures.h"
#include "gui/report/report_shelf.h"

#include <QFileInfo>
#include <QTimer>

#include <chrono>

namespace lb::gui {

using experiments::Error;

namespace {

const QString kKey = QStringLiteral("report");
constexpr int kSharpness = 2; // on paper, against a screen's
constexpr std::chrono::seconds kNoticeStaysFor(6);

} // namespace

void MainWindow::connectReport()
{
    connect(m_report, &ReportPage::monitorRequested, this, [this] { showPage(Page::Monitor); });
    connect(m_report, &ReportPage::failed, this, [this](const Error& error) { showError({}, error); });
    connect(m_report, &ReportPage::written, this, [this](const QString& file) {
        m_notices->showDone(QStringLiteral("written"), tr("%1 was written.").arg(QFileInfo(file).fileName()), file);
    });
    connect(m_reportShelf, &ReportShelf::failed, this, [this](const Error& error) { showError({}, error); });
    connect(m_reportShelf, &ReportShelf::refused, this, [this](const QString& sentence) {
        m_notices->showError(kKey, {sentence, {}, PresentedError::Remedy::None, {}, {}}, {}, {});
    });
    connect(m_reportShelf, &ReportShelf::added, this, [this](const QString& id) {
        const ReportItem& item = m_reportShelf->items()[m_reportShelf->indexOf(id)];
        m_notices->showOffer(kKey, tr("%1 is in the report.").arg(item.title), {}, tr("Show report"),
                             [this] { showPage(Page::Report); });
        QTimer::singleShot(kNoticeStaysFor, m_notices, [this] { m_notices->dismiss(kKey); });
    });
    connect(m_compare, &ComparePage::reportRequested, this, &MainWindow::sendPicture);
    connect(m_latent, &LatentPage::reportRequested, this, &MainWindow::sendPicture);
    connect(m_samples, &SamplesPage::reportRequested, m_reportShelf, &ReportShelf::add);
}

void MainWindow::sendPicture(QWidget* view, ReportItem item)
{
    item.png = paperPicture(*view);
    m_reportShelf->add(item);
}

QByteArray MainWindow::paperPicture(QWidget& view)
{
    widgets::Theme& theme = m_context.theme();
    const bool isDark = theme.isDark();
    if (isDark)
        theme.setMode(widgets::ThemeMode::Light);
    QImage picture(view.size() * kSharpness, QImage::Format_ARGB32);
    picture.setDevicePixelRatio(kSharpness);
    picture.fill(Qt::white);
    view.render(&picture);
    if (isDark)
        theme.setMode(widgets::ThemeMode::Dark);
    return pngOf(picture);
}

} // namespace lb::gui
