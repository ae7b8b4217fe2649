#include "gui/docks/queue_model.h"

#include "gui/swatch.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QMimeData>

namespace lb::gui {

namespace {

const QString kMimeType = QStringLiteral("application/x-latentbench-queue-row");

} // namespace

QueueModel::QueueModel(const widgets::Theme& theme, const RunBoard& board, const QueueTimes& times, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
    , m_board(board)
    , m_times(times)
{
    connect(&times, &QueueTimes::changed, this, [this] {
        if (rowCount() > 0)
            emit dataChanged(index(0, Takes), index(rowCount() - 1, Takes), {Qt::DisplayRole});
    });
    connect(&board, &RunBoard::queueChanged, this, [this] { take(m_board.queue()); });
    take(board.queue());
}

void QueueModel::take(const QStringList& uids)
{
    if (uids == m_uids)
        return;
    // The queue is short and changes rarely; only the rows that differ are touched.
    for (int row = int(m_uids.size()) - 1; row >= 0; --row) {
        if (uids.contains(m_uids[row]))
            continue;
        beginRemoveRows({}, row, row);
        m_uids.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < uids.size(); ++row) {
        const int from = int(m_uids.indexOf(uids[row]));
        if (from == row)
            continue;
        if (from < 0) {
            beginInsertRows({}, row, row);
            m_uids.insert(row, uids[row]);
            endInsertRows();
        } else {
            beginMoveRows({}, from, from, {}, row);
            m_uids.move(from, row);
            endMoveRows();
        }
    }
}

int QueueModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_uids.size());
}

int QueueModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant QueueModel::data(const QModelIndex& index, int role) const
{
    const experiments::RunRecord* run = m_board.run(m_uids.value(index.row()));
    if (!run)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Run)
            return run->group.isEmpty() ? run->name : tr("%1, %2").arg(run->name, run->group);
        if (index.column() == Takes)
            return widgets::durationText(m_times.secondsOf(run->uid));
        return index.column() == Data ? QVariant(run->dataset) : QVariant(run->totalEpochs > 0 ? run->totalEpochs : 0);
    case Qt::ToolTipRole:
        return tr("%1 waits for its turn. Drag it to change the order.").arg(run->name);
    case Qt::DecorationRole:
        return index.column() == Run
                   ? QVariant(runSwatch(m_theme, experiments::hueOf(*run), experiments::dashOf(*run), 1))
                   : QVariant();
    case Qt::TextAlignmentRole:
        return int(index.column() >= Epochs ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole && section == Takes)
        return tr("About how long the run trains, by runs of this project that were measured.");
    if (role != Qt::DisplayRole)
        return {};
    return section == Run ? tr("Run") : section == Data ? tr("Data") : section == Epochs ? tr("Epochs") : tr("Takes");
}

Qt::ItemFlags QueueModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags plain = QAbstractTableModel::flags(index);
    return index.isValid() ? plain | Qt::ItemIsDragEnabled : plain | Qt::ItemIsDropEnabled;
}

QStringList QueueModel::mimeTypes() const
{
    return {kMimeType};
}

QMimeData* QueueModel::mimeData(const QModelIndexList& indexes) const
{
    auto* data = new QMimeData;
    if (!indexes.isEmpty())
        data->setData(kMimeType, QByteArray::number(indexes.first().row()));
    return data;
}

bool QueueModel::dropMimeData(const QMimeData* data, Qt::DropAction, int row, int, const QModelIndex& parent)
{
    bool isNumber = false;
    const int from = data->data(kMimeType).toInt(&isNumber);
    const int before = row >= 0 ? row : parent.isValid() ? parent.row() : rowCount();
    if (!isNumber || from >= rowCount())
        return false;
    move(from, before > from ? before - 1 : before);
    return false; // moved already: the view must not remove the row
}

void QueueModel::move(int from, int to)
{
    if (from == to || from < 0 || to < 0 || from >= rowCount() || to >= rowCount())
        return;
    beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
    m_uids.move(from, to);
    endMoveRows();
    emit orderRequested(m_uids);
}

} // namespace lb::gui
