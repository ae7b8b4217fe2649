#include "widgets/text/run_text_model.h"

#include "widgets/tables/marked_text_delegate.h"
#include "widgets/tables/run_header.h"

namespace lb::widgets {

void RunTextModel::setRuns(const QList<PlotRun>& runs)
{
    const auto had = static_cast<int>(m_runs.size());
    const auto has = static_cast<int>(runs.size());
    if (has < had) {
        beginRemoveColumns({}, FirstRunColumn + has, FirstRunColumn + had - 1);
        m_runs.resize(has);
        m_cells.resize(has);
        endRemoveColumns();
    } else if (has > had) {
        beginInsertColumns({}, FirstRunColumn + had, FirstRunColumn + has - 1);
        m_runs += runs.mid(had);
        m_cells.resize(has);
        endInsertColumns();
    }
    if (m_runs == runs)
        return;
    m_runs = runs;
    if (has > 0)
        emit headerDataChanged(Qt::Horizontal, FirstRunColumn, FirstRunColumn + has - 1);
}

void RunTextModel::setLabels(const QString& title, const QStringList& labels)
{
    const auto had = static_cast<int>(m_labels.size());
    const auto has = static_cast<int>(labels.size());
    if (has < had) {
        beginRemoveRows({}, has, had - 1);
        m_labels.resize(has);
        endRemoveRows();
    } else if (has > had) {
        beginInsertRows({}, had, has - 1);
        m_labels += labels.mid(had);
        endInsertRows();
    }
    m_labels = labels;
    m_title = title;
    emit headerDataChanged(Qt::Horizontal, LabelColumn, LabelColumn);
    if (has > 0)
        emit dataChanged(index(0, LabelColumn), index(has - 1, LabelColumn), {Qt::DisplayRole});
}

void RunTextModel::setCells(int run, const QList<Cell>& cells)
{
    if (run >= m_cells.size() || m_cells[run] == cells)
        return;
    m_cells[run] = cells;
    if (!m_labels.isEmpty())
        emit dataChanged(index(0, FirstRunColumn + run),
                         index(static_cast<int>(m_labels.size()) - 1, FirstRunColumn + run));
}

int RunTextModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_labels.size());
}

int RunTextModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FirstRunColumn + static_cast<int>(m_runs.size());
}

RunTextModel::Cell RunTextModel::cell(const QModelIndex& index) const
{
    return m_cells.value(index.column() - FirstRunColumn).value(index.row());
}

QVariant RunTextModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (index.column() == LabelColumn) {
        if (role == MarkedTextDelegate::QuietRole)
            return true;
        return role == Qt::DisplayRole ? QVariant(m_labels.value(index.row())) : QVariant();
    }
    const Cell shown = cell(index);
    switch (role) {
    case Qt::DisplayRole:
        return shown.text;
    case Qt::ToolTipRole:
        return shown.toolTip.isEmpty() ? shown.text : shown.text + QLatin1Char('\n') + shown.toolTip;
    case MarkedTextDelegate::MarksRole:
        return QVariant::fromValue(shown.marks);
    default:
        return {};
    }
}

QVariant RunTextModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (section == LabelColumn)
        return role == Qt::DisplayRole ? QVariant(m_title) : QVariant();
    return RunHeader::runData(m_runs[section - FirstRunColumn], role);
}

} // namespace lb::widgets
