#include "gui/storage/storage_panel.h"

#include "experiments/store/disk_use.h"
#include "experiments/store/retention.h"
#include "gui/dialogs/questions.h"
#include "gui/project/store_thread.h"
#include "gui/storage/storage_model.h"
#include "widgets/tables/plain_table.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QStorageInfo>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace lb::gui {

using experiments::DiskUse;
using experiments::PrunedCheckpoint;
using experiments::PrunePlan;
using experiments::Result;
using experiments::Retention;

namespace {

constexpr qsizetype kMeasuredAtOnce = 40; // some milliseconds of the store's thread
constexpr qsizetype kMostPreviewed = 500;

struct Measured {
    QList<std::pair<QString, DiskUse>> uses;
    qint64 freeBytes = -1;
};

Measured measure(StoreReader& reader, const QStringList& uids)
{
    Measured result;
    if (!reader.store())
        return result;
    for (const QString& uid : uids)
        result.uses.append({uid, experiments::diskUse(reader.store()->folder(uid))});
    result.freeBytes = QStorageInfo(reader.store()->projectFolder()).bytesAvailable();
    return result;
}

} // namespace

StoragePanel::StoragePanel(const Parts& parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_model(new StorageModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    column->addWidget(makeTable(), 3);
    column->addWidget(makePruning(), 2);
    connect(&parts.board, &RunBoard::runsListed, this, &StoragePanel::takeRuns);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &StoragePanel::plan);
    connect(m_model, &QAbstractItemModel::modelReset, this, &StoragePanel::plan);
    connect(m_manual, &QCheckBox::toggled, this, &StoragePanel::plan);
    connect(m_prune, &QPushButton::clicked, this, &StoragePanel::askPrune);
    takePlan({});
}

QWidget* StoragePanel::makeTable()
{
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    m_totals = new QLabel(box);
    m_totals->setObjectName(QStringLiteral("storageTotals"));
    column->addWidget(m_totals);
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(StorageModel::SortRole);
    m_sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_table = widgets::makeTableView(box, "storageTable", m_sorted);
    m_table->setAccessibleName(tr("Bytes of each run"));
    m_table->setToolTip(tr("A click on a title sorts. Selected runs are those that checkpoints are pruned of."));
    m_table->setWhatsThis(m_table->toolTip());
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(StorageModel::TotalColumn, Qt::DescendingOrder);
    constexpr int kNumberWidth = 112;
    for (int i = StorageModel::StateColumn; i < StorageModel::ColumnCount; ++i)
        m_table->setColumnWidth(i, kNumberWidth);
    column->addWidget(m_table, 1);
    return box;
}

QWidget* StoragePanel::makePruning()
{
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    auto* title = new QLabel(tr("Checkpoints that can go"), box);
    title->setFont(m_parts.theme.font(widgets::TextSize::Body, true));
    column->addWidget(title);
    auto* rule = new QLabel(tr("Kept: the newest, the best and the final one of each run, those that another run was "
                               "forked from, and all of runs with a star or at work."),
                            box);
    rule->setWordWrap(true);
    rule->setProperty("muted", true);
    rule->setFont(m_parts.theme.font(widgets::TextSize::Small));
    column->addWidget(rule);
    m_manual = new QCheckBox(tr("Also those that were asked for by hand"), box);
    m_manual->setObjectName(QStringLiteral("pruneManual"));
    m_manual->setToolTip(tr("Checkpoints of Checkpoint now."));
    m_manual->setWhatsThis(m_manual->toolTip());
    column->addWidget(m_manual);
    column->addWidget(makeRule(box));
    m_previewModel = new QStandardItemModel(0, 4, this);
    m_previewModel->setHorizontalHeaderLabels({tr("Run"), tr("Step"), tr("Kind"), tr("Size")});
    for (const int number : {1, 3})
        m_previewModel->setHeaderData(number, Qt::Horizontal, static_cast<int>(Qt::AlignRight | Qt::AlignVCenter),
                                      Qt::TextAlignmentRole);
    m_preview = widgets::makeTableView(box, "prunePreview", m_previewModel);
    m_preview->setAccessibleName(tr("Checkpoints that can go"));
    m_preview->setToolTip(tr("What would be deleted."));
    m_preview->setWhatsThis(m_preview->toolTip());
    m_preview->setSelectionMode(QAbstractItemView::SingleSelection);
    column->addWidget(m_preview, 1);
    auto* row = new QHBoxLayout;
    m_planned = new QLabel(box);
    m_planned->setObjectName(QStringLiteral("prunePlan"));
    row->addWidget(m_planned, 1);
    m_prune = new QPushButton(tr("Delete these checkpoints…"), box);
    m_prune->setObjectName(QStringLiteral("prune"));
    m_prune->setToolTip(tr("Asks first. Curves and everything else of the runs stay."));
    m_prune->setWhatsThis(m_prune->toolTip());
    row->addWidget(m_prune);
    column->addLayout(row);
    return box;
}

QWidget* StoragePanel::makeRule(QWidget* parent)
{
    auto* box = new QWidget(parent);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_rule = new QCheckBox(tr("By the project's rule, which is applied when a run ends: keep the newest"), box);
    m_rule->setObjectName(QStringLiteral("retentionOn"));
    m_rule->setToolTip(
        tr("The project's own rule. Best, final and forked ones and those of runs with a star stay, too."));
    m_rule->setWhatsThis(m_rule->toolTip());
    row->addWidget(m_rule);
    const auto addNumber = [&](const char* name, int least, int value, const QString& toolTip) {
        auto* number = new QSpinBox(box);
        number->setObjectName(QLatin1String(name));
        number->setRange(least, 9999);
        number->setValue(value);
        number->setToolTip(toolTip);
        number->setWhatsThis(toolTip);
        number->setAccessibleName(toolTip);
        number->setEnabled(false);
        row->addWidget(number);
        connect(m_rule, &QCheckBox::toggled, number, &QWidget::setEnabled);
        connect(number, &QSpinBox::valueChanged, this, &StoragePanel::takeRule);
        return number;
    };
    m_newest = addNumber("retentionNewest", 1, 3, tr("Newest checkpoints of each run that stay."));
    row->addWidget(new QLabel(tr("and one of every"), box));
    m_every = addNumber("retentionEvery", 0, 0, tr("Epochs of which one checkpoint stays."));
    m_every->setSpecialValueText(tr("no"));
    row->addWidget(new QLabel(tr("epochs"), box));
    row->addStretch(1);
    connect(m_rule, &QCheckBox::toggled, this, &StoragePanel::takeRule);
    return box;
}

void StoragePanel::readRule()
{
    m_parts.store.ask(
        this,
        [](StoreReader& reader) {
            return reader.store() ? experiments::retention(*reader.store()) : Result<Retention>(Retention());
        },
        [this](const Result<Retention>& rule) {
            if (!rule)
                return emit failed(rule.error());
            const QSignalBlocker quiet[]{QSignalBlocker(m_newest), QSignalBlocker(m_every), QSignalBlocker(m_rule)};
            m_rule->setChecked(rule->isOn());
            if (rule->isOn()) {
                m_newest->setValue(rule->newest);
                m_every->setValue(rule->everyEpochs);
            }
            m_newest->setEnabled(rule->isOn());
            m_every->setEnabled(rule->isOn());
            plan();
        });
}

void StoragePanel::takeRule()
{
    m_parts.store.ask(
        this,
        [rule = policy().keeps](StoreReader& reader) {
            return reader.store() ? setRetention(*reader.store(), rule) : Result<void>(tl::unexpected(noProject()));
        },
        [this](const Result<void>& written) {
            if (!written)
                emit failed(written.error());
        });
    plan();
}

void StoragePanel::refresh()
{
    readRule();
    m_model->setRuns(m_parts.board.runs());
    m_toMeasure.clear();
    for (const experiments::RunRecord& run : m_parts.board.runs())
        m_toMeasure.append(run.uid);
    measureNext();
    plan();
}

void StoragePanel::takeRuns()
{
    if (!isVisible())
        return;
    m_model->setRuns(m_parts.board.runs());
    if (m_toMeasure.isEmpty())
        m_toMeasure = m_model->unmeasured();
    measureNext();
}

void StoragePanel::measureNext()
{
    updateTotals();
    if (m_isMeasuring || m_toMeasure.isEmpty())
        return;
    m_isMeasuring = true;
    const QStringList some = m_toMeasure.mid(0, kMeasuredAtOnce);
    m_toMeasure = m_toMeasure.mid(some.size());
    m_parts.store.ask(
        this, [some](StoreReader& reader) { return measure(reader, some); },
        [this](const Measured& measured) {
            m_isMeasuring = false;
            for (const auto& [uid, use] : measured.uses)
                m_model->setUse(uid, use);
            m_freeBytes = measured.freeBytes;
            if (m_toMeasure.isEmpty() && !measured.uses.isEmpty())
                m_toMeasure = m_model->unmeasured(); // runs that came meanwhile
            measureNext();
        });
}

void StoragePanel::updateTotals()
{
    const int runs = m_model->rowCount();
    QString text = tr("%n runs take %1.", nullptr, runs).arg(bytesText(m_model->total()));
    if (m_freeBytes >= 0)
        text += QLatin1Char(' ') + tr("%1 are free on the disk.").arg(bytesText(m_freeBytes));
    if (m_model->measured() < runs)
        text += QLatin1Char(' ') +
                tr("Measured so far: %1 of %2.").arg(widgets::countText(m_model->measured()), widgets::countText(runs));
    m_totals->setText(text);
}

QStringList StoragePanel::selectedUids() const
{
    QStringList uids;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        uids.append(index.data(StorageModel::UidRole).toString());
    return uids;
}

experiments::PrunePolicy StoragePanel::policy() const
{
    const Retention rule{.newest = m_newest->value(), .everyEpochs = m_every->value()};
    return {.includesManual = m_manual->isChecked(), .keeps = m_rule->isChecked() ? rule : Retention()};
}

void StoragePanel::plan()
{
    m_prune->setEnabled(false);
    m_parts.store.ask(
        this,
        [uids = selectedUids(), policy = policy()](StoreReader& reader) {
            return reader.store() ? planPruning(*reader.store(), uids, policy)
                                  : Result<PrunePlan>(tl::unexpected(noProject()));
        },
        [this, generation = ++m_generation](const Result<PrunePlan>& plan) {
            if (generation != m_generation)
                return;
            takePlan(plan.value_or(PrunePlan()));
            if (!plan)
                emit failed(plan.error());
        });
}

void StoragePanel::takePlan(const PrunePlan& plan)
{
    m_plan = plan;
    m_previewModel->setRowCount(0);
    for (const PrunedCheckpoint& one : plan.checkpoints.mid(0, kMostPreviewed)) {
        QList<QStandardItem*> row{
            new QStandardItem(one.runName), new QStandardItem(widgets::countText(one.checkpoint.step)),
            new QStandardItem(one.checkpoint.kind), new QStandardItem(bytesText(one.checkpoint.bytes))};
        for (const int column : {1, 3})
            row[column]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_previewModel->appendRow(row);
    }
    const int count = static_cast<int>(plan.checkpoints.size());
    const bool isOfAll = selectedUids().isEmpty();
    if (count == 0)
        m_planned->setText(isOfAll ? tr("Nothing can go.") : tr("Nothing of the selected runs can go."));
    else if (isOfAll)
        m_planned->setText(
            tr("%n checkpoints of all runs, which frees %1.", nullptr, count).arg(bytesText(plan.bytes)));
    else
        m_planned->setText(
            tr("%n checkpoints of the selected runs, which frees %1.", nullptr, count).arg(bytesText(plan.bytes)));
    m_prune->setEnabled(count > 0);
}

void StoragePanel::askPrune()
{
    const int count = static_cast<int>(m_plan.checkpoints.size());
    m_parts.questions.askConfirm(
        this,
        {.title = tr("Delete %n checkpoints of %1 runs?", nullptr, count).arg(widgets::countText(m_plan.uids().size())),
         .text = tr("That frees %1. The runs cannot be continued or forked from these any more; that cannot be undone.")
                     .arg(bytesText(m_plan.bytes)),
         .action = tr("Delete %n checkpoints", nullptr, count)},
        [this, guard = QPointer<StoragePanel>(this)](bool confirmed) {
            if (guard && confirmed)
                doPrune();
        });
}

void StoragePanel::doPrune()
{
    m_prune->setEnabled(false);
    m_parts.store.ask(
        this,
        [plan = m_plan, policy = policy()](StoreReader& reader) {
            return reader.store() ? prune(*reader.store(), plan, policy)
                                  : Result<PrunePlan>(tl::unexpected(noProject()));
        },
        [this](const Result<PrunePlan>& done) {
            if (done)
                emit pruned(static_cast<int>(done->checkpoints.size()), done->bytes);
            else
                emit failed(done.error());
            refresh();
        });
}

} // namespace lb::gui
