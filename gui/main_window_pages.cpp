// What MainWindow does when its pages ask for something.
#include "gui/action_registry.h"
#include "gui/app_context.h"
#include "gui/figures/figure_desk.h"
#include "gui/main_window.h"
#include "gui/notice_area.h"
#include "gui/pages/compare_page.h"
#include "gui/pages/data_page.h"
#include "gui/pages/latent_page.h"
#include "gui/pages/monitor_page.h"
#include "gui/pages/new_run_page.h"
#include "gui/pages/start_page.h"
#include "gui/pages/text_page.h"
#include "gui/run_actions.h"
#include "gui/run_board.h"

#include <QFileInfo>
#include <QDropEvent>
#include <QMimeData>
#include <QUrl>

namespace lb::gui {

using experiments::Error;

void MainWindow::connectNewRun()
{
    connect(m_actions[Verb::NewRun], &QAction::triggered, this, [this] { showPage(Page::NewRun); });
    connect(m_actions[Verb::NewRunLike], &QAction::triggered, this, [this] {
        showPage(Page::NewRun);
        m_newRun->startLike(m_context.board().current());
    });
    connect(m_newRun, &NewRunPage::started, this, [this] { showPage(Page::Monitor); });
    connect(m_newRun, &NewRunPage::cancelled, this, [this] { showPage(m_pageBefore); });
    connect(m_newRun, &NewRunPage::failed, this, [this](const Error& error) { showError({}, error); });
}

void MainWindow::connectText()
{
    connect(m_text, &TextPage::demoRequested, m_actions[Verb::RunDemo], &QAction::trigger);
    connect(m_text, &TextPage::checkpointRequested, this,
            [this](const QString& uid) { m_context.runs().checkpoint({uid}); });
    connect(m_text, &TextPage::failed, this, [this](const Error& error) { showError({}, error); });
}

void MainWindow::connectData()
{
    connect(m_start, &StartPage::dataRequested, this, [this](const QString& id) {
        showPage(Page::Data);
        m_data->showSet(id);
    });
    connect(m_data, &DataPage::failed, this, [this](const Error& error) { showError({}, error); });
    connect(m_data, &DataPage::newRunRequested, this, [this](const QString& id, bool isImage) {
        showPage(Page::NewRun);
        m_newRun->startWithData(id, isImage);
    });
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && DataPage::takesDrop(urls.first().toLocalFile()))
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QString path = event->mimeData()->urls().value(0).toLocalFile();
    if (!DataPage::takesDrop(path))
        return;
    event->acceptProposedAction();
    showPage(Page::Data);
    m_data->offerImport(path);
}

void MainWindow::connectCompare()
{
    connect(m_compare, &ComparePage::demoRequested, m_actions[Verb::RunDemo], &QAction::trigger);
    connect(m_compare, &ComparePage::openRequested, this, &MainWindow::openRun);
}

void MainWindow::connectLatent()
{
    connect(m_latent, &LatentPage::demoRequested, m_actions[Verb::RunImageDemo], &QAction::trigger);
    connect(m_latent, &LatentPage::checkpointRequested, this,
            [this](const QString& uid) { m_context.runs().checkpoint({uid}); });
    connect(m_latent, &LatentPage::failed, this, [this](const Error& error) { showError({}, error); });
}

void MainWindow::connectFigures()
{
    auto* figures = new FigureDesk({m_context.theme(), m_actions, m_context.board(), m_context.store(),
                                    m_context.questions(), m_monitor->panels(),
                                    [this] { return m_context.projectFolder(); }},
                                   this);
    connect(figures, &FigureDesk::failed, this, [this](const Error& error) { showError({}, error); });
    connect(figures, &FigureDesk::written, this, [this](const QString& file) {
        m_notices->showDone(QStringLiteral("written"), tr("%1 was written.").arg(QFileInfo(file).fileName()), file);
    });
}

} // namespace lb::gui
