#include "gui/pages/new_run_side.h"

#include "gui/pages/new_run_words.h"
#include "widgets/forms/changes_table.h"
#include "widgets/forms/memory_bar.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStandardItemModel>
#include <QStyle>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace lb::gui {

using experiments::LayerRow;
using experiments::RunDraft;
using experiments::ScheduleCurve;
using widgets::ColorRole;
using widgets::TextSize;

namespace {

constexpr int kPlotHeight = 170;
constexpr int kLayersHeight = 190;
constexpr int kLabelWidth = 100;
const QString kThis = QStringLiteral("this");
const QString kBase = QStringLiteral("base");

QList<experiments::MetricPoint> pointsOf(const ScheduleCurve& curve)
{
    QList<experiments::MetricPoint> points;
    for (qsizetype i = 0; i < curve.steps.size(); ++i)
        points.append({.metric = {}, .step = curve.steps[i], .value = curve.values[i], .timeMs = 0});
    return points;
}

} // namespace

NewRunSide::NewRunSide(const widgets::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("newRunSide"));
    m_column->setContentsMargins(8, 8, 8, 8);
    m_column->setSpacing(8);
    buildChanges();
    buildSchedule();
    buildEstimate();
    buildLayers();
    m_column->addStretch(1);
}

NewRunSide::Panel NewRunSide::addPanel(const QString& name, const QString& title)
{
    Panel panel;
    panel.frame = new QFrame(this);
    panel.frame->setObjectName(name);
    panel.frame->setProperty("panel", true);
    auto* column = new QVBoxLayout(panel.frame);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    auto* header = new QFrame(panel.frame);
    header->setProperty("panelHeader", true);
    header->setFixedHeight(28);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(8, 0, 4, 0);
    panel.title = new QLabel(title, header);
    panel.title->setFont(m_theme.font(TextSize::Small, true));
    panel.remark = new QLabel(header);
    panel.remark->setObjectName(name + QStringLiteral("Remark"));
    panel.remark->setFont(m_theme.font(TextSize::Small));
    panel.remark->setProperty("muted", true);
    row->addWidget(panel.title);
    row->addStretch(1);
    row->addWidget(panel.remark);
    row->addSpacing(4);
    column->addWidget(header);
    panel.body = new QVBoxLayout;
    panel.body->setContentsMargins(0, 0, 0, 0);
    panel.body->setSpacing(4);
    column->addLayout(panel.body);
    m_column->addWidget(panel.frame);
    return panel;
}

void NewRunSide::buildChanges()
{
    m_changesPanel = addPanel(QStringLiteral("changesPanel"), {});
    m_changesPanel.title->setObjectName(QStringLiteral("changesTitle"));
    m_resetAll = new QPushButton(tr("Reset all"), m_changesPanel.frame);
    m_resetAll->setObjectName(QStringLiteral("resetAll"));
    m_resetAll->setProperty("compact", true);
    m_resetAll->setToolTip(tr("Takes back every change."));
    m_changesPanel.remark->parentWidget()->layout()->addWidget(m_resetAll);
    connect(m_resetAll, &QPushButton::clicked, this, &NewRunSide::resetAllRequested);
    m_changes = new widgets::ChangesTable(m_theme, m_changesPanel.frame);
    connect(m_changes, &widgets::ChangesTable::resetRequested, this, &NewRunSide::resetRequested);
    connect(m_changes, &widgets::ChangesTable::fieldRequested, this, &NewRunSide::fieldRequested);
    m_changesPanel.body->addWidget(m_changes);
}

void NewRunSide::buildSchedule()
{
    m_schedulePanel = addPanel(QStringLiteral("schedulePanel"), tr("Over the run"));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 6, 8, 0);
    row->setSpacing(0);
    m_kind = new QButtonGroup(this);
    for (const auto& [name, words] : {std::pair{"showKlWeight", tr("KL weight")}, {"showRate", tr("Learning rate")}}) {
        auto* segment = new QToolButton(m_schedulePanel.frame);
        segment->setObjectName(QLatin1String(name));
        segment->setText(words);
        segment->setCheckable(true);
        segment->setToolTip(tr("Step by step, by the function that the training asks. Dashed: without the changes."));
        m_kind->addButton(segment, static_cast<int>(m_kind->buttons().size()));
        row->addWidget(segment);
    }
    m_kind->button(0)->setChecked(true);
    row->addStretch(1);
    m_schedulePanel.body->addLayout(row);
    const auto makePlot = [this](const char* name, const QString& label) {
        auto* plot = new widgets::MetricPlot(m_theme, nullptr, m_schedulePanel.frame);
        plot->setObjectName(QLatin1String(name));
        plot->setFixedHeight(kPlotHeight);
        plot->setValueLabel(label);
        plot->setRobust(false);
        plot->setIncludedValues({0});
        m_schedulePanel.body->addWidget(plot);
        return plot;
    };
    m_klPlot = makePlot("klWeightPlot", tr("KL weight β"));
    m_ratePlot = makePlot("ratePlot", tr("Learning rate"));
    connect(m_kind, &QButtonGroup::idToggled, this, [this] { showSchedule(); });
    showSchedule();
}

QLabel* NewRunSide::addFact(const char* name, const QString& label, const QString& help)
{
    const int row = m_facts->rowCount();
    auto* title = new QLabel(label, m_estimatePanel.frame);
    title->setFont(m_theme.font(TextSize::Small));
    title->setProperty("muted", true);
    title->setFixedWidth(kLabelWidth);
    title->setToolTip(help);
    auto* value = new QLabel(m_estimatePanel.frame);
    value->setObjectName(QLatin1String(name));
    value->setFont(m_theme.font(TextSize::Small));
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    value->setToolTip(help);
    m_facts->addWidget(title, row, 0, Qt::AlignTop);
    m_facts->addWidget(value, row, 1);
    return value;
}

void NewRunSide::buildEstimate()
{
    m_estimatePanel = addPanel(QStringLiteral("estimatePanel"), tr("Before it starts"));
    m_estimatePanel.body->setContentsMargins(8, 8, 8, 8);
    m_facts = new QGridLayout;
    m_facts->setHorizontalSpacing(8);
    m_facts->setVerticalSpacing(6);
    m_facts->setColumnStretch(1, 1);
    m_memory = addFact("memoryFact", tr("Peak memory"), tr("Everything that the run's process keeps at its peak."));
    m_bar = new widgets::MemoryBar(m_theme, m_estimatePanel.frame);
    m_facts->addWidget(m_bar, m_facts->rowCount(), 0, 1, 2);
    m_starts = addFact("startsFact", tr("Starts"), tr("Runs of a grid train one after another."));
    m_time = addFact("timeFact", tr("Time"),
                     tr("By how fast runs of this kind trained here. Evaluations come on top of it."));
    m_steps = addFact("stepsFact", tr("Steps"), tr("Of the optimizer: epochs times whole batches."));
    m_cost = addFact("costFact", tr("One step"), tr("Operations on numbers, forward and backward."));
    m_size = addFact("sizeFact", tr("Parameters"), tr("Numbers that training changes."));
    m_estimatePanel.body->addLayout(m_facts);
    m_refusal = new QLabel(m_estimatePanel.frame);
    m_refusal->setObjectName(QStringLiteral("refusal"));
    m_refusal->setFont(m_theme.font(TextSize::Small));
    m_refusal->setWordWrap(true);
    m_refusal->setTextFormat(Qt::PlainText);
    m_goToField = new QPushButton(tr("Go to batch size"), m_estimatePanel.frame);
    m_goToField->setObjectName(QStringLiteral("goToBatch"));
    m_goToField->setProperty("compact", true);
    m_goToField->setToolTip(tr("The field that lowers the memory most directly."));
    connect(m_goToField, &QPushButton::clicked, this, [this] { emit fieldRequested(QStringLiteral("train.batch")); });
    m_estimatePanel.body->addWidget(m_refusal);
    m_estimatePanel.body->addWidget(m_goToField, 0, Qt::AlignLeft);
    showMemory();
}

void NewRunSide::buildLayers()
{
    m_layersPanel = addPanel(QStringLiteral("layersPanel"), tr("Layers"));
    m_layerModel = new QStandardItemModel(0, 4, this);
    m_layerModel->setHorizontalHeaderLabels({tr("Part"), tr("Output"), tr("Parameters"), tr("MFLOP")});
    for (const int column : {2, 3})
        m_layerModel->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_layers = new QTreeView(m_layersPanel.frame);
    m_layers->setObjectName(QStringLiteral("layerTable"));
    m_layers->setAccessibleName(tr("Parts of the model in the order in which they work"));
    m_layers->setToolTip(tr("Shapes of a batch, parameters, and operations of the forward pass."));
    m_layers->setModel(m_layerModel);
    m_layers->setRootIsDecorated(false);
    m_layers->setUniformRowHeights(true);
    m_layers->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_layers->setFixedHeight(kLayersHeight);
    m_layers->header()->setStretchLastSection(false);
    m_layers->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_layers->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_layersPanel.body->addWidget(m_layers);
}

void NewRunSide::setDraft(const RunDraft& draft, const QString& baseTitle, const QString& baseWord)
{
    const auto count = static_cast<int>(draft.changed().size());
    m_changesPanel.title->setText(count == 0 ? tr("As in %1").arg(baseTitle)
                                             : tr("%n change(s) from %1", nullptr, count).arg(baseTitle));
    m_resetAll->setVisible(count > 0);
    m_changes->setVisible(count > 0);
    m_changes->setDraft(draft, baseWord);
    m_family = draft.spec().modelKind();
}

void NewRunSide::showSchedule()
{
    const bool showsKl = m_kind->checkedId() == 0 && m_forecast.hasKl;
    const ScheduleCurve& curve = showsKl ? m_forecast.kl : m_forecast.rate;
    const ScheduleCurve& base = showsKl ? m_forecast.baseKl : m_forecast.baseRate;
    widgets::MetricPlot* plot = showsKl ? m_klPlot : m_ratePlot;
    m_klPlot->setVisible(showsKl);
    m_ratePlot->setVisible(!showsKl);
    m_kind->button(0)->setEnabled(m_forecast.hasKl);
    const bool differs = base.values != curve.values || base.steps != curve.steps;
    QList<widgets::PlotRun> runs{{.uid = kThis, .name = tr("This run"), .family = m_family, .seed = 1, .color = {}}};
    if (differs && !base.steps.isEmpty())
        runs.append({.uid = kBase,
                     .name = tr("Unchanged"),
                     .family = {},
                     .seed = 2,
                     .color = m_theme.color(ColorRole::PlotReference)});
    plot->setRuns(runs);
    plot->clearPoints(kThis);
    plot->append(kThis, pointsOf(curve));
    plot->clearPoints(kBase);
    plot->append(kBase, pointsOf(base));
    plot->fit();
    m_schedulePanel.remark->setText(
        m_forecast.totalSteps == 0
            ? tr("known when the data are read")
            : tr("%1 steps, mean %2")
                  .arg(widgets::countText(m_forecast.totalSteps),
                       showsKl ? widgets::numberText(curve.mean, 2) : QString::number(curve.mean, 'g', 3)));
}

void NewRunSide::setForecast(const RunForecast& forecast)
{
    m_forecast = forecast;
    showSchedule();
    showMemory();
    showLayers();
    m_steps->setText(stepWords(forecast));
    m_cost->setText(forecast.isPossible() ? operationWords(forecast.estimate.flopsPerStep) : widgets::kNoValue);
    m_size->setText(forecast.isPossible() ? sizeWords(forecast) : widgets::kNoValue);
}

void NewRunSide::setRuns(qint64 runs, int atOnce, qsizetype waitsFor)
{
    m_starts->setText(waitsFor == 0 ? tr("at once")
                                    : tr("after %n run(s) at work or waiting", nullptr, static_cast<int>(waitsFor)));
    m_time->setText(timeWords(m_forecast, runs, atOnce));
}

void NewRunSide::setNeed(const MemoryNeed* need, bool isAsking, const QString& problem)
{
    m_need = need ? std::optional(*need) : std::nullopt;
    m_isAsking = isAsking;
    m_planProblem = problem;
    showMemory();
}

void NewRunSide::setDevice(const experiments::Device& device, const QString& refusal)
{
    m_device = device;
    m_deviceRefusal = refusal;
    showMemory();
}

void NewRunSide::showMemory()
{
    const experiments::Estimate& estimate = m_forecast.estimate;
    if (m_need) {
        m_memory->setText(needWords(*m_need, m_device));
        m_bar->setParts(needParts(*m_need), static_cast<double>(m_need->room()));
        m_estimatePanel.remark->setText(m_isAsking ? tr("a worker is planning …") : tr("planned by a worker"));
    } else if (m_forecast.isPossible() && estimate.parameters > 0) {
        m_memory->setText(boundWords(estimate, m_device));
        m_bar->setParts(boundParts(estimate), static_cast<double>(m_device.memoryBytes));
        m_estimatePanel.remark->setText(m_isAsking ? tr("a worker is planning …") : tr("lower bound"));
    } else {
        m_memory->setText(widgets::kNoValue);
        m_bar->setParts({}, 0);
        m_estimatePanel.remark->setText({});
    }
    const QString refusal = m_need ? m_need->refusal : m_deviceRefusal;
    const bool isTooMuch = !refusal.isEmpty();
    const QString words = verdictWords(m_forecast, m_need ? &*m_need : nullptr, refusal, m_planProblem);
    m_refusal->setText(words);
    m_refusal->setVisible(!words.isEmpty());
    const bool isBad = isTooMuch || !m_forecast.isPossible();
    m_refusal->setProperty("problem", isBad);
    m_refusal->setProperty("good", !isBad && m_planProblem.isEmpty());
    m_refusal->style()->unpolish(m_refusal);
    m_refusal->style()->polish(m_refusal);
    m_goToField->setVisible(isTooMuch);
}

void NewRunSide::showLayers()
{
    m_layerModel->removeRows(0, m_layerModel->rowCount());
    qint64 flops = 0;
    for (const LayerRow& row : std::as_const(m_forecast.layers)) {
        flops += row.flops;
        QList<QStandardItem*> items{
            new QStandardItem(row.name), new QStandardItem(row.output),
            new QStandardItem(row.parameters > 0 ? widgets::countText(row.parameters) : widgets::kNoValue),
            new QStandardItem(widgets::valueText(static_cast<double>(row.flops) * 1e-6))};
        for (const int column : {2, 3})
            items[column]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        for (QStandardItem* item : items)
            item->setToolTip(tr("%1: %2 of values in a forward pass").arg(row.name, byteText(row.bytes)));
        m_layerModel->appendRow(items);
    }
    m_layersPanel.remark->setText(m_forecast.layers.isEmpty()
                                      ? QString()
                                      : tr("forward %1").arg(operationWords(flops)) +
                                            (m_forecast.facts.isGuess ? tr(", about") : QString()));
}

} // namespace lb::gui
