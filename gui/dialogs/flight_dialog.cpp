#include "gui/dialogs/flight_dialog.h"

#include "experiments/store/command_queue.h"
#include "experiments/store/flight_file.h"
#include "gui/dialogs/flight_model.h"
#include "gui/dialogs/questions.h"
#include "gui/monitor/metric_words.h"
#include "gui/pages/theory.h"
#include "gui/project/store_thread.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/plots/plot_link.h"
#include "widgets/plots/plot_panel.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QDateTime>
#include <QDir>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonDocument>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSaveFile>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <chrono>

namespace lb::gui {

using experiments::ErrorKind;
using experiments::FlightLog;
using experiments::MetricPoint;
using experiments::Result;
using widgets::MetricPlot;
using widgets::PlotRun;

namespace {

using namespace std::chrono_literals;

constexpr QSize kFirstSize(900, 680);
constexpr auto kLookEvery = 150ms;
constexpr qint64 kAnswerWithinMs = 10'000; // an evaluation may be at work
constexpr int kLogChoice = 1;
constexpr int kSymlogChoice = 2;

const QString kNorm = QStringLiteral("train/gradient_norm");

/// Which of the recorded numbers are parts of the loss: all that the model reports, and the loss.
QStringList lossesOf(const FlightLog& log)
{
    static const QStringList others{kNorm, QStringLiteral("train/learning_rate"), QStringLiteral("train/beta"),
                                    QStringLiteral("train/step_ms"), QStringLiteral("train/encoder_updates")};
    QStringList losses;
    for (const QString& column : log.columns)
        if (column.startsWith(QLatin1String("train/")) && !others.contains(column))
            losses.append(column);
    return losses;
}

QList<MetricPoint> pointsOf(const FlightLog& log, const QString& metric)
{
    const auto column = static_cast<std::size_t>(log.columns.indexOf(metric));
    QList<MetricPoint> points;
    for (const FlightLog::Row& row : log.steps)
        if (column < row.values.size())
            points.append({.metric = metric, .step = row.step, .value = row.values[column]});
    return points;
}

void fillPlot(MetricPlot& plot, const PlotRun& run, const QStringList& metrics, const FlightLog& log)
{
    QList<PlotRun> curves;
    for (const QString& metric : metrics) {
        PlotRun curve = run;
        curve.metric = metric;
        curve.quantity = metrics.size() > 1 ? MetricWords::title(metric) : QString();
        curve.marker = static_cast<int>(curves.size());
        curves.append(curve);
    }
    plot.setRuns(curves);
    plot.clearPoints(run.uid);
    for (const QString& metric : metrics)
        plot.append(run.uid, pointsOf(log, metric), metric);
    QList<experiments::RunEvent> events;
    if (log.failedStep >= 0)
        events.append({.step = log.failedStep, .kind = QStringLiteral("non-finite"), .message = log.place});
    plot.setEvents(run.uid, events);
}

Result<void> writeLog(const FlightLog& log, const QString& path)
{
    const bool isCsv = path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive);
    const QByteArray bytes = isCsv ? log.toCsv().toUtf8() : QJsonDocument(log.toJson()).toJson();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return experiments::fail(ErrorKind::Io,
                                 FlightDialog::tr("%1 cannot be written: %2.").arg(path, file.errorString()));
    return {};
}

} // namespace

FlightDialog::FlightDialog(const Parts& parts, const experiments::RunRecord& run, QWidget* parent)
    : QDialog(parent)
    , m_parts(parts)
    , m_run(run)
{
    setObjectName(QStringLiteral("flightDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Last steps of %1").arg(run.name));
    resize(kFirstSize);
    build();
    m_wait.setInterval(kLookEvery);
    connect(&m_wait, &QTimer::timeout, this, &FlightDialog::read);
    request();
}

void FlightDialog::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 16);
    column->setSpacing(8);
    auto* top = new QHBoxLayout;
    m_icon = new QLabel(this);
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("flightSummary"));
    m_summary->setWordWrap(true);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    top->addWidget(m_icon, 0, Qt::AlignTop);
    top->addWidget(m_summary, 1);
    column->addLayout(top);
    column->addWidget(buildPlots(), 3);
    column->addWidget(buildTables(), 4);
    auto* buttons = new QHBoxLayout;
    m_refresh = new QPushButton(tr("Refresh"), this);
    m_refresh->setObjectName(QStringLiteral("refreshFlight"));
    m_refresh->setToolTip(tr("Asks the worker for the steps of this moment."));
    m_refresh->setVisible(experiments::isActive(m_run.state));
    connect(m_refresh, &QPushButton::clicked, this, &FlightDialog::request);
    m_export = new QPushButton(tr("Export…"), this);
    m_export->setObjectName(QStringLiteral("exportFlight"));
    m_export->setToolTip(tr("All steps and gradients as CSV, or with the activations too as JSON."));
    m_export->setEnabled(false);
    connect(m_export, &QPushButton::clicked, this, &FlightDialog::askExport);
    auto* close = new QPushButton(tr("Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    buttons->addWidget(m_refresh);
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("flightNote"));
    m_note->setFont(m_parts.theme.font(widgets::TextSize::Small));
    buttons->addWidget(m_note, 1);
    buttons->addWidget(m_export);
    buttons->addWidget(close);
    column->addLayout(buttons);
}

QWidget* FlightDialog::buildPlots()
{
    auto* area = new QWidget(this);
    auto* row = new QHBoxLayout(area);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_link = new widgets::PlotLink(this);
    m_losses = new MetricPlot(m_parts.theme, m_link, area);
    m_losses->setObjectName(QStringLiteral("flightLosses"));
    m_losses->setValueLabel(tr("Loss and its parts"));
    m_losses->setRobust(false); // the last steps are what matters
    m_lossPanel = new widgets::PlotPanel(m_parts.theme, tr("Losses"), m_losses, area);
    m_lossPanel->choose(kSymlogChoice);
    m_norms = new MetricPlot(m_parts.theme, m_link, area);
    m_norms->setObjectName(QStringLiteral("flightNorms"));
    m_norms->setValueLabel(MetricWords::title(kNorm));
    m_norms->setRobust(false);
    auto* norms = new widgets::PlotPanel(m_parts.theme, MetricWords::title(kNorm), m_norms, area);
    norms->choose(kLogChoice);
    for (widgets::PlotPanel* panel : {m_lossPanel, norms}) {
        panel->setMaximisable(false);
        row->addWidget(panel, 1);
    }
    return area;
}

QWidget* FlightDialog::buildTables()
{
    auto* tabs = new QTabWidget(this);
    m_tables = tabs;
    tabs->setObjectName(QStringLiteral("flightTables"));
    m_steps = new FlightModel(m_parts.theme, FlightModel::Content::Steps, this);
    m_gradients = new FlightModel(m_parts.theme, FlightModel::Content::Gradients, this);
    m_activations = new FlightModel(m_parts.theme, FlightModel::Content::Activations, this);
    const auto add = [&](FlightModel* model, const char* name, const QString& title, const QString& toolTip) {
        auto* table = new QTableView(tabs);
        table->setObjectName(QLatin1String(name));
        table->setProperty("padded", true);
        table->setModel(model);
        table->setEditTriggers(QAbstractItemView::NoEditTriggers);
        table->setFont(m_parts.theme.font(widgets::TextSize::Small));
        table->verticalHeader()->setDefaultSectionSize(22);
        table->horizontalHeader()->setDefaultSectionSize(110);
        table->setAccessibleName(title);
        table->setToolTip(toolTip);
        tabs->addTab(table, title);
    };
    add(m_steps, "flightSteps", tr("Steps"), tr("The newest step on top."));
    add(m_gradients, "flightGradients", tr("Gradients by tensor"),
        tr("Norm of each tensor's gradient before clipping, every 16 steps and in a step that failed."));
    add(m_activations, "flightActivations", tr("Activations by part"),
        tr("Range of all numbers that each part of the model made in one step, forward and backward: the step that "
           "failed, or the last one."));
    return tabs;
}

void FlightDialog::say(const QString& sentence, bool isWarning)
{
    m_summary->setText(sentence);
    constexpr int kIconSize = 20;
    m_icon->setVisible(isWarning);
    m_icon->setPixmap(
        m_parts.theme.pixmap(QStringLiteral("warn"), widgets::ColorRole::WarningText, kIconSize, devicePixelRatioF()));
}

void FlightDialog::request()
{
    m_askedMs = 0;
    if (!experiments::isActive(m_run.state))
        return read();
    m_refresh->setEnabled(false);
    if (!m_isFilled)
        say(tr("The worker is asked for its last steps."), false);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    m_parts.store.ask(
        this,
        [uid = m_run.uid](StoreReader& reader) {
            return reader.controller() && // the project can be written
                   experiments::writeCommand(reader.store()->folder(uid), experiments::kFlightCommand).has_value();
        },
        [this, now](bool isAsked) {
            m_askedMs = isAsked ? now : 0; // it may have ended meanwhile
            m_wait.start();
        });
}

void FlightDialog::read()
{
    m_parts.store.ask(
        this,
        [uid = m_run.uid](StoreReader& reader) -> Result<FlightLog> {
            if (!reader.store())
                return tl::unexpected(noProject());
            return experiments::readFlight(reader.store()->folder(uid));
        },
        [this](const Result<FlightLog>& log) {
            const bool isNew = log && log->writtenMs >= m_askedMs;
            const bool isLate = QDateTime::currentMSecsSinceEpoch() - m_askedMs > kAnswerWithinMs;
            if (!isNew && m_askedMs > 0 && !isLate)
                return; // the timer looks again
            m_wait.stop();
            m_refresh->setEnabled(true);
            if (log)
                take(*log);
            else if (log.error().kind == ErrorKind::NotFound)
                say(tr("No last steps are recorded of this run. Its worker writes them when the run ends or fails."),
                    true);
            else
                say(tr("The last steps cannot be read. %1").arg(log.error().detail), true);
        });
}

QString FlightDialog::summaryOf(const FlightLog& log) const
{
    if (log.failedStep < 0)
        return tr("All numbers of the last %n steps are finite.", nullptr, static_cast<int>(log.steps.size()));
    const QString where = log.place.isEmpty() ? tr("No node of the graph gave it: the norm of the gradient overflowed.")
                                              : tr("It began in %1.").arg(log.place);
    QString text = tr("Step %1 gave a number that is not finite.").arg(widgets::countText(log.failedStep)) +
                   QLatin1Char(' ') + where;
    if (!log.gradients.isEmpty() && log.gradients.last().step == log.failedStep)
        if (const qsizetype count = FlightLog::notFinite(log.tensors, log.gradients.last()).size(); count > 0)
            text +=
                QLatin1Char(' ') + tr("%1 of %2 gradients were not finite in it.").arg(count).arg(log.tensors.size());
    return text;
}

void FlightDialog::take(const FlightLog& log)
{
    m_log = log;
    m_isFilled = true;
    say(summaryOf(log), log.failedStep >= 0);
    m_steps->setLog(log);
    m_gradients->setLog(log);
    m_activations->setLog(log);
    if (log.activationStep >= 0)
        m_tables->setTabText(m_tables->count() - 1,
                             tr("Activations at step %1").arg(widgets::countText(log.activationStep)));
    fillPlots(log);
    m_export->setEnabled(true);
}

void FlightDialog::fillPlots(const FlightLog& log)
{
    const PlotRun run = plottedRun(m_run);
    const QStringList losses = lossesOf(log);
    fillPlot(*m_losses, run, losses, log);
    fillPlot(*m_norms, run, {kNorm}, log);
    QList<widgets::PlotMetric> chips;
    for (const QString& metric : losses)
        chips.append({metric, MetricWords::title(metric), static_cast<int>(chips.size())});
    m_lossPanel->setMetrics(chips, false);
}

void FlightDialog::askExport()
{
    const QString proposed = QDir::home().filePath(m_run.name + QStringLiteral("-last-steps.csv"));
    m_parts.questions.askSaveFile(
        this, tr("Export last steps"), proposed, {tr("Comma-separated values (*.csv)"), tr("JSON (*.json)")},
        [this, guard = QPointer<FlightDialog>(this)](const std::optional<QString>& path) {
            if (!guard || !path)
                return;
            m_parts.store.ask(
                this, [log = m_log, path = *path](StoreReader&) { return writeLog(log, path); },
                [this, path = *path](const Result<void>& written) {
                    m_note->setText(written ? tr("%1 was written.").arg(path) : written.error().detail);
                });
        });
}

} // namespace lb::gui
