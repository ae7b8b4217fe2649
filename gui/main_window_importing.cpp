// The part of MainWindow that takes in other programs' runs, and other projects'.
#include "experiments/preview/train_command.h"
#include "gui/app_context.h"
#include "gui/docks/runs_dock.h"
#include "gui/error_presenter.h"
#include "gui/main_window.h"
#include "gui/notice_area.h"
#include "gui/project/project_packer.h"
#include "gui/project/run_importer.h"
#include "gui/project/store_reader.h"
#include "gui/project/store_thread.h"
#include "gui/run_board.h"

#include <QClipboard>
#include <QDir>
#include <QDropEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QPointer>
#include <QUrl>

namespace lb::gui {

namespace {

const QString kKey = QStringLiteral("importing");
const QString kPacked = QStringLiteral(".zip");

std::function<void()> copyingCommand(const QStringList& words)
{
    return [words] {
        QGuiApplication::clipboard()->setText(
            experiments::shellCommand(QStringList{QStringLiteral("latentbench-cli")} + words));
    };
}

} // namespace

void MainWindow::connectImporting()
{
    m_importer = new RunImporter(m_context.store(), this);
    connect(m_actions[Verb::ImportRuns], &QAction::triggered, this, [this] { askRuns(false); });
    connect(m_actions[Verb::ImportRunFolder], &QAction::triggered, this, [this] { askRuns(true); });
    connect(m_importer, &RunImporter::failed, this, [this](const experiments::Error& error) {
        m_notices->showError(kKey, {tr("Nothing was imported."), error.detail, PresentedError::Remedy::None, {}, {}},
                             {}, {});
    });
    connect(m_importer, &RunImporter::finished, this, [this](const QStringList& uids, const QStringList& losses) {
        const QString readOnly = tr("They can be shown and compared, not continued.");
        m_notices->showOffer(kKey, tr("%n run(s) imported.", nullptr, static_cast<int>(uids.size())),
                             (QStringList{readOnly} + losses).join(QLatin1Char(' ')), tr("Copy as command"),
                             copyingCommand({QStringLiteral("--project"), m_context.projectFolder(),
                                             QStringLiteral("import-runs"), m_importer->path()}));
        m_context.board().setShown(uids, true);
    });
}

void MainWindow::askRuns(bool isFolder)
{
    const auto answer = [guard = QPointer<MainWindow>(this)](const std::optional<QString>& path) {
        if (guard && path)
            guard->importRuns(*path);
    };
    if (isFolder)
        m_context.questions().askFolder(this, tr("Import runs of a folder"), QDir::homePath(), answer);
    else
        m_context.questions().askOpenFile(
            this, tr("Import runs"), QDir::homePath(),
            {tr("Packed runs, TensorBoard, CSV and JSON (*.zip *tfevents* *.csv *.tsv *.json *.jsonl)"),
             tr("All files (*)")},
            answer);
}

void MainWindow::importRuns(const QString& path)
{
    if (path.endsWith(kPacked, Qt::CaseInsensitive))
        return takePackedRuns(path);
    if (m_importer->isAtWork())
        return;
    m_notices->showDone(kKey, tr("Importing %1.").arg(QFileInfo(path).fileName()), {});
    m_importer->start(path);
}

void MainWindow::takePackedRuns(const QString& zipFile)
{
    if (m_packer->isBusy())
        return; // what is at work says so, with Cancel
    m_packed = zipFile;
    m_packer->merge(m_context.projectFolder(), zipFile);
}

void MainWindow::showMerged(const experiments::MergeCounts& counts)
{
    QStringList words;
    if (!counts.present.isEmpty())
        words.append(tr("Here already, so left as they are: %1.").arg(counts.present.join(tr(", "))));
    if (counts.datasets > 0)
        words.append(tr("%n data set(s) came with them.", nullptr, counts.datasets));
    if (!counts.leftMetrics.isEmpty())
        words.append(tr("Metrics of your own have these titles here, so the archive's were left: %1.")
                         .arg(counts.leftMetrics.join(tr(", "))));
    m_notices->showOffer(kKey, tr("%n run(s) taken in.", nullptr, static_cast<int>(counts.runs.size())),
                         words.join(QLatin1Char(' ')), tr("Copy as command"),
                         copyingCommand({QStringLiteral("--project"), m_context.projectFolder(),
                                         QStringLiteral("import-project"), m_packed, QStringLiteral("--into")}));
    m_context.store().post([](StoreReader& reader) {
        reader.readAgain();
        emit reader.sharedFilesChanged();
    });
}

QString MainWindow::droppedRuns(const QDropEvent& event) const
{
    const QList<QUrl> urls = event.mimeData()->urls();
    const QFileInfo file(urls.size() == 1 ? urls.first().toLocalFile() : QString());
    if (file.fileName().contains(QLatin1String("tfevents")))
        return file.filePath();
    const QStringList suffixes{QStringLiteral("zip"), QStringLiteral("csv"), QStringLiteral("tsv"),
                               QStringLiteral("json"), QStringLiteral("jsonl")};
    const bool canHoldRuns = file.isDir() || suffixes.contains(file.suffix().toLower());
    const bool isOverRuns = m_runsDock->isVisible() && m_runsDock->geometry().contains(event.position().toPoint());
    return canHoldRuns && isOverRuns ? file.filePath() : QString();
}

} // namespace lb::gui
