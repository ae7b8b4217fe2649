// The part of MainWindow that packs projects and unpacks them.
#include "gui/app_context.h"
#include "gui/dialogs/export_runs_dialog.h"
#include "gui/main_window.h"
#include "gui/notice_area.h"
#include "gui/pages/new_run_words.h"
#include "gui/project/project_packer.h"
#include "gui/run_board.h"

#include <QDir>
#include <QFileInfo>
#include <QPointer>

namespace lb::gui {

namespace {

const QString kKey = QStringLiteral("packing");
constexpr Verb kWorks[] = {Verb::ExportProject, Verb::ImportProject};

} // namespace

void MainWindow::connectPacking()
{
    m_packer = new ProjectPacker(this);
    connect(m_actions[Verb::ExportProject], &QAction::triggered, this, &MainWindow::askPacking);
    connect(m_actions[Verb::ExportRuns], &QAction::triggered, this, &MainWindow::askPackingRuns);
    connect(m_actions[Verb::ImportProject], &QAction::triggered, this, &MainWindow::askUnpacking);
    const auto showBusy = [this](int percent) {
        for (const Verb verb : kWorks)
            m_actions[verb]->setEnabled(false);
        const QString words = tr("Packing or unpacking: %1 %").arg(percent);
        if (!m_notices->changeOffer(kKey, words))
            m_notices->showOffer(kKey, words, {}, tr("Cancel"), [this] { m_packer->cancel(); });
    };
    const auto showIdle = [this] {
        for (const Verb verb : kWorks)
            m_actions[verb]->setEnabled(true);
        m_notices->dismiss(kKey);
    };
    const auto words = [](const experiments::ArchiveCounts& counts) {
        return tr("%n run(s), %1.", nullptr, counts.runs).arg(byteText(counts.bytes));
    };
    connect(m_packer, &ProjectPacker::progressed, this, showBusy);
    connect(m_packer, &ProjectPacker::cancelled, this, showIdle);
    connect(m_packer, &ProjectPacker::merged, this, [this, showIdle](const experiments::MergeCounts& counts) {
        showIdle();
        showMerged(counts);
    });
    connect(m_packer, &ProjectPacker::failed, this, [this, showIdle](const experiments::Error& error) {
        showIdle();
        showError({}, error);
    });
    connect(m_packer, &ProjectPacker::packed, this,
            [this, showIdle, words](const QString& file, const experiments::ArchiveCounts& counts) {
                showIdle();
                m_notices->showDone(kKey, tr("%1 was written.").arg(QFileInfo(file).fileName()), words(counts));
            });
    connect(m_packer, &ProjectPacker::unpacked, this,
            [this, showIdle, words](const QString& folder, const experiments::ArchiveCounts& counts) {
                showIdle();
                m_context.openProject(folder);
                m_notices->showDone(kKey, tr("%1 was unpacked and every file checked.").arg(QDir(folder).dirName()),
                                    words(counts));
            });
}

void MainWindow::askPacking()
{
    const QDir project(m_context.projectFolder());
    m_context.questions().askSaveFile(
        this, tr("Pack project"),
        QFileInfo(project.path()).path() + QLatin1Char('/') + project.dirName() + QStringLiteral(".zip"),
        {tr("ZIP (*.zip)")}, [this, guard = QPointer<MainWindow>(this)](const std::optional<QString>& file) {
            if (guard && file)
                m_packer->pack(m_context.projectFolder(), *file);
        });
}

void MainWindow::askPackingRuns()
{
    QList<experiments::RunRecord> runs;
    for (const QString& uid : m_context.board().selected())
        if (const experiments::RunRecord* run = m_context.board().run(uid))
            runs.append(*run);
    if (runs.isEmpty() || m_packer->isBusy())
        return; // what is being packed says so, with Cancel
    auto* dialog = new ExportRunsDialog(m_context.theme(), runs, m_context.projectFolder(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, runs, dialog] {
        experiments::ArchiveContent content{.uids = {}, .withCheckpoints = dialog->withCheckpoints()};
        for (const experiments::RunRecord& run : runs)
            content.uids.append(run.uid);
        QString name = runs.size() == 1 ? runs.first().name : tr("runs");
        name.replace(QLatin1Char('/'), QLatin1Char('-'));
        m_context.questions().askSaveFile(
            this, tr("Export runs"),
            QFileInfo(m_context.projectFolder()).path() + QLatin1Char('/') + name + QStringLiteral(".zip"),
            {tr("ZIP (*.zip)")},
            [this, content, guard = QPointer<MainWindow>(this)](const std::optional<QString>& file) {
                if (guard && file)
                    m_packer->pack(m_context.projectFolder(), *file, content);
            });
    });
    dialog->open();
}

void MainWindow::askUnpacking()
{
    const QString beside = QFileInfo(m_context.projectFolder()).path();
    m_context.questions().askOpenFile(
        this, tr("Unpack project"), beside, {tr("ZIP (*.zip)")},
        [this, beside, guard = QPointer<MainWindow>(this)](const std::optional<QString>& file) {
            if (!guard || !file)
                return;
            m_context.questions().askFolder(this, tr("Folder in which the project is to be"), beside,
                                            [this, guard, file](const std::optional<QString>& folder) {
                                                if (guard && folder)
                                                    m_packer->unpack(*file, *folder + QLatin1Char('/') +
                                                                                QFileInfo(*file).completeBaseName());
                                            });
        });
}

} // namespace lb::gui
