#include "widgets/compare/difference_model.h"

#include <algorithm>

namespace lb::widgets {

DifferenceModel::DifferenceModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void DifferenceModel::set(const QStringList& runs, const QList<DifferenceRow>& rows)
{
    if (runs == m_runs && rows == m_all)
        return;
    beginResetModel(); // other runs were chosen: a table of other columns
    m_runs = runs;
    m_all = rows;
    update();
    endResetModel();
}

void DifferenceModel::setIdenticalHidden(bool isHidden)
{
    if (isHidden == m_isIdenticalHidden)
        return;
    beginResetModel();
    m_isIdenticalHidden = isHidden;
    update();
    endResetModel();
}

void DifferenceModel::update()
{
    m_rows = m_all;
    if (m_isIdenticalHidden)
        m_rows.removeIf([](const DifferenceRow& row) { return !row.differs; });
}

int DifferenceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int DifferenceModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size()) + 1;
}

bool DifferenceModel::isMarked(const QModelIndex& index) const
{
    const QStringList& values = m_rows[index.row()].values;
    return index.column() > 1 && values.value(index.column() - 1) != values.value(0);
}

QVariant DifferenceModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const DifferenceRow& row = m_rows[index.row()];
    const QString text = index.column() == 0 ? row.label : row.values.value(index.column() - 1);
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case Qt::ToolTipRole:
        return index.column() == 0 ? row.key + QLatin1Char('\n') + row.help : text;
    case Qt::AccessibleTextRole:
        return isMarked(index) ? tr("%1, differs").arg(text) : text;
    case DiffersRole:
        return isMarked(index);
    default:
        return {};
    }
}

QVariant DifferenceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    return section == 0 ? tr("Setting") : m_runs.value(section - 1);
}

QString DifferenceModel::tabSeparated() const
{
    QString text = tr("Setting") + QLatin1Char('\t') + m_runs.join(QLatin1Char('\t')) + QLatin1Char('\n');
    for (const DifferenceRow& row : m_rows)
        text += row.label + QLatin1Char('\t') + row.values.join(QLatin1Char('\t')) + QLatin1Char('\n');
    return text;
}

} // namespace lb::widgets
