#include "gui/storage/trash_panel.h"

#include "gui/dialogs/questions.h"
#include "gui/project/store_thread.h"
#include "gui/run_actions.h"
#include "gui/storage/storage_model.h"
#include "widgets/tables/plain_table.h"
#include "widgets/theme/number_text.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

namespace lb::gui {

using experiments::TrashedRun;

namespace {

constexpr int kUidRole = Qt::UserRole + 1;

QPushButton* addButton(QHBoxLayout& row, const QString& text, const char* name, const QString& toolTip)
{
    auto* button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    button->setToolTip(toolTip);
    button->setWhatsThis(toolTip);
    row.addWidget(button);
    return button;
}

} // namespace

TrashPanel::TrashPanel(const Parts& parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_model(new QStandardItemModel(0, 4, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("trashSummary"));
    column->addWidget(m_summary);
    m_model->setHorizontalHeaderLabels({tr("Run"), tr("Group"), tr("Removed"), tr("Size")});
    m_model->setHeaderData(3, Qt::Horizontal, static_cast<int>(Qt::AlignRight | Qt::AlignVCenter),
                           Qt::TextAlignmentRole);
    m_table = widgets::makeTableView(this, "trashTable", m_model);
    m_table->setAccessibleName(tr("Runs in the trash"));
    m_table->setToolTip(tr("Removed runs, the last one first. Return brings the selected ones back."));
    m_table->setWhatsThis(m_table->toolTip());
    m_table->setColumnWidth(1, 160);
    m_table->setColumnWidth(2, 160);
    column->addWidget(m_table, 1);
    auto* row = new QHBoxLayout;
    m_restore = addButton(*row, tr("Bring back"), "restoreRuns", tr("Moves the selected runs back into the project."));
    m_delete = addButton(*row, tr("Delete for good…"), "deleteRuns", tr("Deletes the selected runs; asks first."));
    row->addStretch(1);
    m_empty = addButton(*row, tr("Empty trash…"), "emptyTrash", tr("Deletes all of these runs; asks first."));
    column->addLayout(row);
    const auto restore = [this] { m_parts.runs.restore(selectedUids()); };
    connect(m_restore, &QPushButton::clicked, this, restore);
    connect(m_table, &QTableView::activated, this, restore);
    connect(m_delete, &QPushButton::clicked, this, [this] { askDelete(selectedUids()); });
    connect(m_empty, &QPushButton::clicked, this, [this] {
        QStringList all;
        for (const TrashedRun& run : std::as_const(m_runs))
            all.append(run.meta.uid);
        askDelete(all);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TrashPanel::updateButtons);
    const auto refreshSeen = [this] {
        if (isVisible())
            refresh();
    };
    connect(&parts.board, &RunBoard::trashChanged, this, refreshSeen);
    take({});
}

void TrashPanel::refresh()
{
    m_parts.store.ask(
        this,
        [](StoreReader& reader) {
            return reader.store() ? experiments::trashedRuns(*reader.store()) : QList<TrashedRun>();
        },
        [this](const QList<TrashedRun>& runs) { take(runs); });
}

void TrashPanel::take(const QList<TrashedRun>& runs)
{
    m_runs = runs;
    m_model->setRowCount(0);
    qint64 bytes = 0;
    for (const TrashedRun& run : runs) {
        bytes += run.bytes;
        const QDateTime removed = QDateTime::fromMSecsSinceEpoch(run.removedMs);
        QList<QStandardItem*> row{new QStandardItem(run.meta.name), new QStandardItem(run.meta.group),
                                  new QStandardItem(widgets::displayLocale().toString(removed, QLocale::ShortFormat)),
                                  new QStandardItem(bytesText(run.bytes))};
        row[0]->setData(run.meta.uid, kUidRole);
        row[3]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_model->appendRow(row);
    }
    m_summary->setText(runs.isEmpty() ? tr("The trash is empty.")
                                      : tr("%n runs take %1. Nothing of them is lost until they are deleted here.",
                                           nullptr, static_cast<int>(runs.size()))
                                            .arg(bytesText(bytes)));
    updateButtons();
}

void TrashPanel::updateButtons()
{
    const bool any = m_table->selectionModel()->hasSelection();
    m_restore->setEnabled(any);
    m_delete->setEnabled(any);
    m_empty->setEnabled(!m_runs.isEmpty());
}

QStringList TrashPanel::selectedUids() const
{
    QStringList uids;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        uids.append(index.data(kUidRole).toString());
    return uids;
}

void TrashPanel::askDelete(const QStringList& uids)
{
    if (uids.isEmpty())
        return;
    const int count = static_cast<int>(uids.size());
    const auto ask = [this, uids, count](qint64 bytes) {
        m_parts.questions.askConfirm(
            this,
            {.title = tr("Delete %n runs for good?", nullptr, count),
             .text = tr("That frees %1. Their curves, checkpoints and notes are gone then; that cannot be undone, nor "
                        "can what was done before.")
                         .arg(bytesText(bytes)),
             .action = tr("Delete %n runs", nullptr, count)},
            [guard = QPointer<TrashPanel>(this), uids](bool confirmed) {
                if (guard && confirmed)
                    guard->m_parts.runs.deleteTrashed(uids);
            });
    };
    m_parts.store.ask(
        this,
        [uids](StoreReader& reader) { return reader.store() ? experiments::trashBytes(*reader.store(), uids) : 0; },
        ask);
}

} // namespace lb::gui
