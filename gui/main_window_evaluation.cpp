// The part of MainWindow that measures runs and exports checkpoints in the background, and tells when it is done.
#include "gui/app_context.h"
#include "gui/dialogs/questions.h"
#include "gui/docks/inspector_dock.h"
#include "gui/error_presenter.h"
#include "gui/evaluation/evaluate_dialog.h"
#include "gui/main_window.h"
#include "gui/notice_area.h"
#include "gui/project/checkpoint_exporter.h"
#include "gui/run_board.h"

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPointer>

#include <optional>

namespace lb::gui {

namespace {

const QString kKey = QStringLiteral("evaluation");

} // namespace

void MainWindow::connectEvaluation()
{
    m_evaluation = new EvaluationJob(m_context.store(), this);
    auto* dialog = new EvaluateDialog(
        {m_context.theme(), m_context.board(), *m_evaluation, [this] { return m_context.projectFolder(); }}, this);
    connect(m_actions[Verb::Evaluate], &QAction::triggered, dialog,
            [this, dialog] { dialog->open(m_context.board().selected()); });
    connect(m_context.store().reader(), &StoreReader::opened, m_evaluation, &EvaluationJob::cancel);
    connect(m_evaluation, &EvaluationJob::ended, this, [this, dialog](bool wasCancelled) {
        if (!wasCancelled && !dialog->isVisible())
            showEvaluated(m_evaluation->results(), [dialog] { dialog->open({}); });
    });
}

void MainWindow::showEvaluated(const QList<EvaluationResult>& results, const std::function<void()>& show)
{
    QStringList names;
    QStringList problems;
    for (const EvaluationResult& result : results) {
        if (result.error)
            problems.append(present(*result.error, result.name).what);
        else
            names.append(result.name);
    }
    const QString what = names.size() == 1 ? tr("%1 was evaluated.").arg(names.first())
                                           : tr("%n runs were evaluated.", nullptr, static_cast<int>(names.size()));
    m_notices->showOffer(kKey, what, problems.join(QLatin1Char(' ')), tr("Show numbers"), show);
}

void MainWindow::connectExport()
{
    auto* exporter = new CheckpointExporter(m_context.store(), this);
    const auto chosen = [this](qint64 step) {
        const experiments::RunRecord* run = m_context.board().run(m_context.board().current());
        QString name = run ? QStringLiteral("%1-%2").arg(run->name).arg(step) : QString();
        return std::pair{run ? run->uid : QString(), name.replace(QLatin1Char('/'), QLatin1Char('-'))};
    };
    connect(m_inspectorDock, &InspectorDock::exportRequested, this, [this, exporter, chosen](qint64 step) {
        const auto [uid, name] = chosen(step);
        m_context.questions().askFolder(this, tr("Export checkpoint into"), QDir::homePath(),
                                        [exporter, uid = uid, name = name, step,
                                         guard = QPointer<MainWindow>(this)](const std::optional<QString>& folder) {
                                            if (guard && folder)
                                                exporter->start({.uid = uid, .step = step},
                                                                QDir(*folder).filePath(name));
                                        });
    });
    connect(m_inspectorDock, &InspectorDock::exportCommandRequested, this, [this, chosen](qint64 step) {
        const auto [uid, name] = chosen(step);
        if (const experiments::RunRecord* run = m_context.board().run(uid))
            QGuiApplication::clipboard()->setText(
                checkpointExportCommand(m_context.projectFolder(), run->name, step, name));
    });
    connect(exporter, &CheckpointExporter::failed, this, &MainWindow::showError);
    connect(exporter, &CheckpointExporter::written, this, [this](const QString& folder, const QStringList& notes) {
        m_notices->showDone(
            QStringLiteral("written"), tr("%1 was written.").arg(QFileInfo(folder).fileName()),
            (QStringList{tr("Weights, settings and load.py are in %1.").arg(folder)} + notes).join(QLatin1Char(' ')));
    });
}

} // namespace lb::gui
