#include "gui/report/report_list_model.h"

#include <QMimeData>

#include <algorithm>

namespace lb::gui {

namespace {

const QString kMime = QStringLiteral("application/x-latentbench-report-item"); // its id in UTF-8
constexpr QSize kThumbnail(96, 64);
constexpr int kSharpness = 2; // sharp at 200 %, too

} // namespace

ReportListModel::ReportListModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

int ReportListModel::rowOf(const QString& id) const
{
    for (int row = 0; row < m_items.size(); ++row)
        if (m_items[row].id == id)
            return row;
    return -1;
}

void ReportListModel::setItems(const QList<ReportItem>& items)
{
    const auto isAmong = [](const QList<ReportItem>& list, const QString& id) {
        return std::any_of(list.cbegin(), list.cend(), [&id](const ReportItem& item) { return item.id == id; });
    };
    for (int row = static_cast<int>(m_items.size()) - 1; row >= 0; --row)
        if (!isAmong(items, m_items[row].id)) {
            beginRemoveRows({}, row, row);
            m_items.removeAt(row);
            endRemoveRows();
        }
    for (int row = 0; row < items.size(); ++row) {
        const int at = rowOf(items[row].id);
        if (at < 0) {
            beginInsertRows({}, row, row);
            m_items.insert(row, items[row]);
            endInsertRows();
        } else if (at != row) { // further down: those above are in place already
            beginMoveRows({}, at, at, {}, row);
            m_items.move(at, row);
            endMoveRows();
        }
        m_items[row] = items[row];
    }
    if (!m_items.isEmpty())
        emit dataChanged(index(0), index(rowCount() - 1));
}

void ReportListModel::setPicture(const QString& id, const QImage& picture)
{
    QImage small = picture.isNull()
                       ? QImage()
                       : picture.scaled(kThumbnail * kSharpness, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    small.setDevicePixelRatio(kSharpness);
    m_pictures.insert(id, small);
    if (const int row = rowOf(id); row >= 0)
        emit dataChanged(index(row), index(row), {Qt::DecorationRole});
}

int ReportListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant ReportListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_items.size())
        return {};
    const ReportItem& item = m_items[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return item.title;
    case Qt::DecorationRole:
        return m_pictures.value(item.id);
    case Qt::ToolTipRole:
        return item.caption.isEmpty() ? item.title : item.caption;
    default:
        return {};
    }
}

Qt::ItemFlags ReportListModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsDragEnabled : flags | Qt::ItemIsDropEnabled;
}

QStringList ReportListModel::mimeTypes() const
{
    return {kMime};
}

QMimeData* ReportListModel::mimeData(const QModelIndexList& indexes) const
{
    auto* data = new QMimeData;
    if (!indexes.isEmpty())
        data->setData(kMime, idAt(indexes.first().row()).toUtf8());
    return data;
}

bool ReportListModel::dropMimeData(const QMimeData* data, Qt::DropAction, int row, int, const QModelIndex& parent)
{
    const QString id = QString::fromUtf8(data->data(kMime));
    const int from = rowOf(id);
    int to = row >= 0 ? row : parent.isValid() ? parent.row() : static_cast<int>(m_items.size());
    if (from >= 0 && to > from)
        --to; // it leaves a gap above
    if (from >= 0)
        emit moveRequested(id, to);
    return false; // else the view removes the row that it dragged
}

} // namespace lb::gui
