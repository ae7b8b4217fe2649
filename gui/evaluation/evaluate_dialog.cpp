#include "gui/evaluation/evaluate_dialog.h"

#include "gui/error_presenter.h"
#include "gui/monitor/metric_words.h"
#include "gui/run_board.h"
#include "widgets/tables/plain_table.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace lb::gui {

using experiments::RunRecord;
using widgets::TextSize;

namespace {

enum Column { RunName, Quantity, Value, Unit, ColumnCount };

constexpr QSize kFirstSize(620, 640);
constexpr int kLargest = 100000;
constexpr int kFewestSamples = 10;
constexpr int kIndent = 24; // of what belongs to a check box

QLabel* muted(const QString& text, const widgets::Theme& theme, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setProperty("muted", true);
    label->setFont(theme.font(TextSize::Small));
    label->setWordWrap(true);
    return label;
}

} // namespace

EvaluateDialog::EvaluateDialog(const Parts& parts, QWidget* parent)
    : QDialog(parent)
    , m_parts(parts)
{
    setObjectName(QStringLiteral("evaluateDialog"));
    setWindowTitle(tr("Evaluate"));
    resize(kFirstSize);
    build();
    for (QCheckBox* box : {m_basics, m_likelihood, m_discrepancy, m_samples})
        connect(box, &QCheckBox::toggled, this, &EvaluateDialog::showState);
    for (QSpinBox* box : {m_importance, m_items, m_count})
        connect(box, &QSpinBox::valueChanged, this, &EvaluateDialog::showState);
    connect(m_checkpoint, &QComboBox::currentIndexChanged, this, &EvaluateDialog::showState);
    connect(&m_parts.job, &EvaluationJob::changed, this, &EvaluateDialog::showState);
    connect(&m_parts.job, &EvaluationJob::ended, this, &EvaluateDialog::showResults);
    showState();
}

void EvaluateDialog::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 16);
    column->setSpacing(8);
    m_title = new QLabel(this);
    m_title->setObjectName(QStringLiteral("evaluateTitle"));
    m_title->setFont(m_parts.theme.font(TextSize::PageTitle, true));
    m_title->setWordWrap(true);
    column->addWidget(m_title);
    m_target = muted({}, m_parts.theme, this);
    column->addWidget(m_target);
    buildMeasures(column);
    m_estimate = new QLabel(this);
    m_estimate->setObjectName(QStringLiteral("evaluateEstimate"));
    m_estimate->setWordWrap(true);
    column->addWidget(m_estimate);
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("evaluateProgress"));
    m_progress->setAccessibleName(tr("Progress of the evaluation"));
    column->addWidget(m_progress);
    buildResults(column);
    column->addStretch(); // takes what is left only while there are no results
    auto* row = new QHBoxLayout;
    m_copy = new QPushButton(tr("Copy as command"), this);
    m_copy->setObjectName(QStringLiteral("copyEvaluateCommand"));
    m_copy->setIcon(m_parts.theme.icon(QStringLiteral("terminal")));
    m_copy->setToolTip(tr("The same for the command line."));
    m_copy->setAutoDefault(false);
    m_start = new QPushButton(this);
    m_start->setObjectName(QStringLiteral("startEvaluation"));
    m_start->setProperty("primary", true);
    m_start->setDefault(true);
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("closeEvaluate"));
    close->setToolTip(tr("An evaluation at work goes on; the window tells when it is done."));
    close->setAutoDefault(false);
    for (QPushButton* button : {m_copy, close})
        button->setWhatsThis(button->toolTip());
    row->addWidget(m_copy);
    row->addStretch(1);
    row->addWidget(close);
    row->addWidget(m_start);
    column->addLayout(row);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_start, &QPushButton::clicked, this, &EvaluateDialog::startOrCancel);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(evaluationCommand(plan(), names(), m_parts.projectFolder()));
    });
}

QCheckBox* EvaluateDialog::addMeasure(QGridLayout* grid, const char* name, const QString& title, const QString& help)
{
    auto* box = new QCheckBox(title, m_measures);
    box->setObjectName(QString::fromLatin1(name));
    box->setToolTip(help);
    box->setWhatsThis(help);
    const int row = grid->rowCount();
    grid->addWidget(box, row, 0, 1, 5);
    QLabel* words = muted(help, m_parts.theme, m_measures);
    words->setContentsMargins(kIndent, 0, 0, 4);
    grid->addWidget(words, row + 1, 0, 1, 5);
    return box;
}

QSpinBox* EvaluateDialog::addNumber(QGridLayout* grid, const char* name, const QString& title, const QString& help)
{
    auto* label = new QLabel(title, m_measures);
    auto* box = new QSpinBox(m_measures);
    box->setObjectName(QString::fromLatin1(name));
    box->setAccessibleName(QString(title).remove(QLatin1Char('&')));
    box->setToolTip(help);
    box->setWhatsThis(help);
    box->setGroupSeparatorShown(true);
    box->setRange(1, kLargest);
    label->setBuddy(box);
    label->setContentsMargins(kIndent, 0, 0, 0);
    const int row = grid->rowCount();
    grid->addWidget(label, row, 0);
    grid->addWidget(box, row, 1);
    return box;
}

void EvaluateDialog::buildMeasures(QVBoxLayout* column)
{
    m_measures = new QWidget(this);
    auto* grid = new QGridLayout(m_measures);
    grid->setContentsMargins(0, 4, 0, 4);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(4, 1);
    auto* label = new QLabel(tr("Chec&kpoint"), m_measures);
    m_checkpoint = new QComboBox(m_measures);
    m_checkpoint->setObjectName(QStringLiteral("evaluateCheckpoint"));
    m_checkpoint->setAccessibleName(tr("Checkpoint"));
    m_checkpoint->setToolTip(tr("The weights that are measured."));
    m_checkpoint->setWhatsThis(m_checkpoint->toolTip());
    label->setBuddy(m_checkpoint);
    grid->addWidget(label, 0, 0);
    grid->addWidget(m_checkpoint, 0, 1);
    m_basics = addMeasure(grid, "evaluateBasics", tr("What training &measures too"),
                          tr("Reconstruction, KL, ELBO, active units, mutual information, decoder use, entropy."));
    m_likelihood =
        addMeasure(grid, "evaluateLikelihood", tr("&Likelihood by importance sampling"),
                   tr("−ln p(x), tighter than the ELBO, of models whose codes have noise (Burda et al. 2016)."));
    m_importance = addNumber(grid, "evaluateImportance", tr("&Samples K of each item"),
                             tr("The bound is tighter the more they are, and takes as many times longer."));
    m_items = addNumber(grid, "evaluateItems", tr("Test &items"), tr("The first so many. 0: all of them."));
    m_items->setMinimum(0);
    m_items->setSpecialValueText(tr("all"));
    m_discrepancy = addMeasure(grid, "evaluateDiscrepancy", tr("&Codes against the prior"),
                               tr("MMD of codes and prior draws, and holes: prior draws that no code is near."));
    m_samples = addMeasure(grid, "evaluateSamples", tr("&Quality of samples"),
                           tr("Images: Fréchet distance in features of an own classifier, precision, recall, density, "
                              "coverage. Sentences: variety (distinct words, self-BLEU), BLEU of reconstructions."));
    m_count = addNumber(grid, "evaluateCount", tr("Sam&ples, and as many real ones"),
                        tr("The Fréchet distance depends on the number: compare only at the same one."));
    m_count->setMinimum(kFewestSamples);
    const EvaluationPlan usual;
    m_importance->setValue(usual.importanceSamples);
    m_items->setValue(usual.likelihoodItems);
    m_count->setValue(usual.samples);
    for (QCheckBox* box : {m_likelihood, m_discrepancy, m_samples})
        box->setChecked(true);
    column->addWidget(m_measures);
}

void EvaluateDialog::buildResults(QVBoxLayout* column)
{
    m_results = new QStandardItemModel(0, ColumnCount, this);
    m_results->setHorizontalHeaderLabels({tr("Run"), tr("Quantity"), tr("Value"), tr("Unit")});
    m_results->horizontalHeaderItem(Value)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_table = widgets::makeTableView(this, "evaluateResults", m_results);
    m_table->setAccessibleName(tr("What was measured"));
    m_table->setToolTip(tr("The numbers of the last evaluation; they are kept with their runs."));
    m_table->setWhatsThis(m_table->toolTip());
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(Quantity, QHeaderView::Stretch);
    column->addWidget(m_table, 1);
    m_notes = muted({}, m_parts.theme, this);
    m_notes->setObjectName(QStringLiteral("evaluateNotes"));
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    column->addWidget(m_notes);
    m_table->hide();
    m_notes->hide();
}

void EvaluateDialog::open(const QStringList& uids)
{
    if (!m_parts.job.isAtWork() && !uids.isEmpty()) {
        if (m_uids != uids) {
            m_results->setRowCount(0);
            m_table->hide();
            m_notes->hide();
        }
        m_uids = uids;
        showTarget();
    }
    show();
    raise();
    activateWindow();
    m_start->setFocus();
}

QStringList EvaluateDialog::names() const
{
    QStringList names;
    for (const QString& uid : m_uids)
        if (const RunRecord* run = m_parts.board.run(uid))
            names.append(run->name);
    return names;
}

void EvaluateDialog::showTarget()
{
    const QStringList names = this->names();
    m_title->setText(names.size() == 1 ? tr("Evaluate %1").arg(names.first())
                                       : tr("Evaluate %n runs", nullptr, static_cast<int>(names.size())));
    bool anyAtWork = false;
    for (const QString& uid : std::as_const(m_uids))
        if (const RunRecord* run = m_parts.board.run(uid))
            anyAtWork = anyAtWork || experiments::isActive(run->state);
    m_target->setText(
        anyAtWork
            ? tr("On test items, which training never sees. A run at work writes its own numbers: these are shown "
                 "here but kept only once it has ended.")
            : tr("On test items, which training never sees. The numbers are kept with the run and stand in "
                 "Compare, the Inspector and reports."));
    const QSignalBlocker quiet(m_checkpoint);
    m_checkpoint->clear();
    m_checkpoint->addItem(tr("Newest"), -1);
    if (m_uids.size() == 1) {
        const auto& checkpoints = m_parts.board.history(m_uids.first()).checkpoints;
        for (auto one = checkpoints.crbegin(); one != checkpoints.crend(); ++one)
            m_checkpoint->addItem(tr("Step %1 (%2)").arg(widgets::countText(one->step), one->kind), one->step);
    }
    m_checkpoint->setEnabled(m_checkpoint->count() > 1);
    showState();
}

EvaluationPlan EvaluateDialog::plan() const
{
    return {.uids = m_uids,
            .checkpoint = m_uids.size() == 1 ? m_checkpoint->currentData().toLongLong() : -1,
            .hasBasics = m_basics->isChecked(),
            .hasLikelihood = m_likelihood->isChecked(),
            .hasDiscrepancy = m_discrepancy->isChecked(),
            .hasSamples = m_samples->isChecked(),
            .importanceSamples = m_importance->value(),
            .likelihoodItems = m_items->value(),
            .samples = m_count->value()};
}

QString EvaluateDialog::estimate() const
{
    const EvaluationPlan wanted = plan();
    if (wanted.parts().isEmpty())
        return tr("Nothing is chosen: check what is to be measured.");
    double seconds = 0;
    for (const QString& uid : m_uids) {
        const RunRecord* run = m_parts.board.run(uid);
        const double one = run ? evaluationSeconds(wanted, *run) : -1;
        if (one < 0)
            return tr("How long it takes is not known before it has begun.");
        seconds += one;
    }
    QString text = tr("Takes about %1, by the speed of training.").arg(widgets::durationText(std::max(seconds, 1.0)));
    if (wanted.hasSamples)
        text += QLatin1Char(' ') + tr("The first one of an image data set also trains its classifier, about a minute.");
    return text;
}

void EvaluateDialog::showState()
{
    const EvaluationJob& job = m_parts.job;
    const bool isAtWork = job.isAtWork();
    m_measures->setEnabled(!isAtWork);
    for (QSpinBox* box : {m_importance, m_items})
        box->setEnabled(m_likelihood->isChecked());
    m_count->setEnabled(m_samples->isChecked());
    m_progress->setVisible(isAtWork);
    m_start->setText(isAtWork ? tr("Cancel evaluation") : tr("Evaluate"));
    m_start->setToolTip(isAtWork ? tr("Ends the work; nothing is kept of the run that is being measured.")
                                 : tr("Measures in the background (Return)."));
    m_start->setWhatsThis(m_start->toolTip());
    const bool canStart = !m_uids.isEmpty() && !plan().parts().isEmpty();
    m_start->setEnabled(isAtWork || canStart);
    m_copy->setEnabled(canStart);
    if (isAtWork)
        showProgress();
    else
        m_estimate->setText(estimate());
}

void EvaluateDialog::showProgress()
{
    const EvaluationJob& job = m_parts.job;
    m_progress->setRange(0, job.total());
    m_progress->setValue(job.done());
    const QString phase = job.phase().isEmpty() ? tr("opening the model") : evaluationPhaseWords(job.phase());
    QString text = tr("%1: %2", "run, what is being done").arg(job.runName(), phase);
    if (const double left = job.secondsLeft(); left >= 0)
        text += tr(", about %1 left").arg(widgets::durationText(left));
    m_estimate->setText(text);
}

void EvaluateDialog::showResults()
{
    m_results->setRowCount(0);
    QStringList notes;
    for (const EvaluationResult& result : m_parts.job.results()) {
        const QString prefix = m_uids.size() > 1 ? result.name + QStringLiteral(": ") : QString();
        if (result.error)
            notes.append(prefix + present(*result.error, result.name).what);
        for (const QString& note : result.notes)
            notes.append(prefix + note);
        for (auto number = result.numbers.cbegin(); number != result.numbers.cend(); ++number) {
            if (MetricWords::isErrorAmong(number.key(), result.numbers))
                continue; // stands beside what it is the error of
            QList<QStandardItem*> row{new QStandardItem(result.name),
                                      new QStandardItem(MetricWords::title(number.key())),
                                      new QStandardItem(MetricWords::value(number.key(), result.numbers)),
                                      new QStandardItem(MetricWords::unit(number.key()))};
            row[Value]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            for (QStandardItem* item : row)
                item->setToolTip(MetricWords::info(number.key()));
            m_results->appendRow(row);
        }
    }
    m_table->setColumnHidden(RunName, m_uids.size() <= 1);
    m_table->setVisible(m_results->rowCount() > 0);
    m_notes->setText(notes.join(QLatin1Char('\n')));
    m_notes->setVisible(!notes.isEmpty());
}

void EvaluateDialog::startOrCancel()
{
    if (m_parts.job.isAtWork()) {
        m_parts.job.cancel();
        m_estimate->setText(tr("Cancelling"));
        return;
    }
    m_results->setRowCount(0);
    m_table->hide();
    m_notes->hide();
    m_parts.job.start(plan());
}

} // namespace lb::gui
