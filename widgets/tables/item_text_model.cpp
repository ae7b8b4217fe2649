#include "widgets/tables/item_text_model.h"

#include "widgets/tables/marked_text_delegate.h"
#include "widgets/tables/run_header.h"
#include "widgets/theme/number_text.h"

#include <algorithm>

namespace lb::widgets {

void ItemTextModel::setRuns(const QList<PlotRun>& runs)
{
    if (runs == m_runs)
        return;
    if (!m_runs.isEmpty()) {
        beginRemoveColumns({}, FirstRunColumn, columnCount() - 1);
        m_runs.clear();
        endRemoveColumns();
    }
    if (!runs.isEmpty()) {
        beginInsertColumns({}, FirstRunColumn, FirstRunColumn + static_cast<int>(runs.size()) - 1);
        m_runs = runs;
        endInsertColumns();
    }
}

int ItemTextModel::longestStrip() const
{
    qsizetype rows = 0;
    for (const experiments::ItemStrip& strip : m_strips)
        rows = std::max(rows, strip.items.size());
    return static_cast<int>(rows);
}

void ItemTextModel::setStrip(const QString& uid, const experiments::ItemStrip& strip)
{
    m_strips.insert(uid, strip);
    const int rows = longestStrip();
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    } else if (rows < m_rows) {
        beginRemoveRows({}, rows, m_rows - 1);
        m_rows = rows;
        endRemoveRows();
    }
    if (m_rows > 0)
        emit dataChanged(index(0, 0), index(m_rows - 1, columnCount() - 1), {Qt::DisplayRole});
}

int ItemTextModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int ItemTextModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FirstRunColumn + static_cast<int>(m_runs.size());
}

QString ItemTextModel::input(int row) const
{
    for (const PlotRun& run : m_runs)
        if (const auto it = m_strips.constFind(run.uid); it != m_strips.cend() && row < it->items.size())
            return it->items[row].input;
    return {};
}

QString ItemTextModel::output(int row, int column) const
{
    const auto it = m_strips.constFind(m_runs[column - FirstRunColumn].uid);
    return it != m_strips.cend() && row < it->items.size() ? it->items[row].output : QString();
}

QVariant ItemTextModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == MarkedTextDelegate::QuietRole)
        return index.column() == NumberColumn;
    if (role == MarkedTextDelegate::MarksRole && index.column() >= FirstRunColumn)
        return QVariant::fromValue(
            experiments::wordsNotIn(input(index.row()), output(index.row(), index.column())));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (index.column() == NumberColumn)
        return countText(index.row() + 1);
    return index.column() == InputColumn ? input(index.row()) : output(index.row(), index.column());
}

QVariant ItemTextModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (section < FirstRunColumn)
        return role == Qt::DisplayRole ? QVariant(section == NumberColumn ? tr("#") : tr("Input")) : QVariant();
    return RunHeader::runData(m_runs[section - FirstRunColumn], role);
}

} // namespace lb::widgets
