#include "gui/storage/storage_model.h"

#include "widgets/tables/run_state_style.h"
#include "widgets/theme/number_text.h"

#include <utility>

namespace lb::gui {

using experiments::DiskUse;

QString bytesText(qint64 bytes)
{
    return widgets::displayLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

StorageModel::StorageModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void StorageModel::setRuns(const QList<experiments::RunRecord>& runs)
{
    QList<Row> rows;
    QHash<QString, qsizetype> places;
    for (const experiments::RunRecord& run : runs) {
        places.insert(run.uid, rows.size());
        rows.append({run.uid, run.name, run.state});
    }
    if (rows == m_rows)
        return;
    if (places == m_places) {
        m_rows = rows;
        emit dataChanged(index(0, NameColumn), index(rowCount() - 1, StateColumn));
        return;
    }
    beginResetModel();
    m_rows = rows;
    m_places = places;
    m_uses.removeIf([this](QHash<QString, DiskUse>::iterator use) { return !m_places.contains(use.key()); });
    endResetModel();
}

void StorageModel::setUse(const QString& uid, const DiskUse& use)
{
    const auto place = m_places.constFind(uid);
    if (place == m_places.cend() || (m_uses.contains(uid) && m_uses.value(uid) == use))
        return;
    m_uses.insert(uid, use);
    const int row = static_cast<int>(*place);
    emit dataChanged(index(row, CheckpointColumn), index(row, TotalColumn));
}

qint64 StorageModel::total() const
{
    qint64 bytes = 0;
    for (const DiskUse& use : m_uses)
        bytes += use.total();
    return bytes;
}

QStringList StorageModel::unmeasured() const
{
    QStringList uids;
    for (const Row& row : m_rows)
        if (!m_uses.contains(row.uid))
            uids.append(row.uid);
    return uids;
}

int StorageModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int StorageModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

std::optional<qint64> StorageModel::bytesOf(const Row& row, int column) const
{
    const auto use = m_uses.constFind(row.uid);
    if (use == m_uses.cend())
        return {};
    switch (column) {
    case CheckpointColumn:
        return use->checkpoints;
    case MetricColumn:
        return use->metrics;
    case ArtifactColumn:
        return use->artifacts;
    case RestColumn:
        return use->rest;
    default:
        return use->total();
    }
}

QVariant StorageModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows[index.row()];
    const int column = index.column();
    const bool isNumber = column > StateColumn;
    const std::optional<qint64> bytes = isNumber ? bytesOf(row, column) : std::nullopt;
    switch (role) {
    case Qt::DisplayRole:
        if (column == NameColumn)
            return row.name;
        if (column == StateColumn)
            return widgets::runStateStyle(row.state).word;
        return bytes ? bytesText(*bytes) : widgets::kNoValue;
    case SortRole:
        return isNumber ? QVariant(bytes.value_or(-1)) : data(index, Qt::DisplayRole);
    case UidRole:
        return row.uid;
    case Qt::TextAlignmentRole:
        return isNumber ? QVariant(static_cast<int>(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case Qt::ToolTipRole:
        return bytes ? QVariant(tr("%1: %2 bytes").arg(row.name, widgets::countText(*bytes))) : QVariant(row.name);
    default:
        return {};
    }
}

QVariant StorageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section > StateColumn ? QVariant(static_cast<int>(Qt::AlignRight | Qt::AlignVCenter))
                                     : QVariant(static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter));
    const QString titles[]{tr("Run"),       tr("State"), tr("Checkpoints"), tr("Metrics"),
                           tr("Artifacts"), tr("Rest"),  tr("Total")};
    return role == Qt::DisplayRole ? QVariant(titles[section]) : QVariant();
}

} // namespace lb::gui
