#include "gui/docks/queue_dock.h"

#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QShortcut>
#include <QStackedLayout>
#include <QTableView>

#include <algorithm>

namespace lb::gui {

QueueDock::QueueDock(const widgets::Theme& theme, RunBoard& board, StoreThread& store, QWidget* parent)
    : Dock(theme, QStringLiteral("queueDock"), tr("Queue"), parent)
    , m_board(board)
    , m_times(new QueueTimes(board, store, this))
    , m_model(new QueueModel(theme, board, *m_times, this))
{
    auto* body = new QWidget(this);
    m_pages = new QStackedLayout(body);
    auto* empty = new QLabel(tr("Nothing is waiting."), body);
    empty->setAlignment(Qt::AlignCenter);
    empty->setProperty("muted", true);
    empty->setFont(theme.font(widgets::TextSize::Small));
    m_pages->addWidget(empty);

    m_view = new QTableView(body);
    m_view->setObjectName(QStringLiteral("queueView"));
    m_view->setToolTip(tr("Drag a row, or press Alt+Up and Alt+Down, to change the order."));
    m_view->setWhatsThis(m_view->toolTip());
    m_view->setAccessibleName(tr("Runs that wait for their turn"));
    m_view->setModel(m_model);
    m_view->setShowGrid(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setDragDropMode(QAbstractItemView::InternalMove);
    m_view->setDragDropOverwriteMode(false);
    m_view->setDropIndicatorShown(true);
    m_view->setTabKeyNavigation(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(24);
    m_view->horizontalHeader()->setSectionResizeMode(QueueModel::Run, QHeaderView::Stretch);
    m_view->horizontalHeader()->setSectionResizeMode(QueueModel::Data, QHeaderView::ResizeToContents);
    m_view->horizontalHeader()->setSectionResizeMode(QueueModel::Epochs, QHeaderView::ResizeToContents);
    m_view->horizontalHeader()->setSectionResizeMode(QueueModel::Takes, QHeaderView::ResizeToContents);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint& position) {
        const QModelIndex index = m_view->indexAt(position);
        if (index.isValid())
            emit contextMenuRequested(m_model->uid(index.row()), m_view->viewport()->mapToGlobal(position));
    });
    connect(m_view, &QTableView::activated, this,
            [this](const QModelIndex& index) { m_board.setCurrent(m_model->uid(index.row())); });
    m_pages->addWidget(m_view);
    setWidget(body);

    for (const auto& [keys, by] : {std::pair{Qt::Key_Up, -1}, std::pair{Qt::Key_Down, 1}}) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::ALT | keys), m_view, nullptr, nullptr, Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, by = by] { moveCurrent(by); });
    }
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &QueueDock::showState);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &QueueDock::showState);
    connect(m_times, &QueueTimes::changed, this, &QueueDock::showState);
    showState();
}

void QueueDock::showState()
{
    const int waiting = m_model->rowCount();
    m_pages->setCurrentIndex(waiting > 0 ? 1 : 0);
    const double seconds = m_times->secondsInAll();
    const QString runs = waiting > 0 ? tr("%n run(s)", nullptr, waiting) : QString();
    setRemark(waiting == 0 || seconds < 0
                  ? runs
                  : tr("%1, done in about %2", "runs, time").arg(runs, widgets::durationText(seconds)));
}

void QueueDock::moveCurrent(int by)
{
    const int from = m_view->currentIndex().row();
    const int to = std::clamp(from + by, 0, m_model->rowCount() - 1);
    m_model->move(from, to);
}

} // namespace lb::gui
