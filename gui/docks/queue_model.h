#pragma once

#include "gui/docks/queue_times.h"

#include <QAbstractTableModel>

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// Runs that wait, in order; rows can be dragged. Asks for a new order by signal and shows it at once.
class QueueModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Run, Data, Epochs, Takes, ColumnCount };

    QueueModel(const widgets::Theme& theme, const RunBoard& board, const QueueTimes& times, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

    QString uid(int row) const { return m_uids.value(row); }
    /// Moves a waiting run to `to` (its row afterwards).
    void move(int from, int to);

signals:
    void orderRequested(const QStringList& uids);

private:
    void take(const QStringList& uids);

    const widgets::Theme& m_theme;
    const RunBoard& m_board;
    const QueueTimes& m_times;
    QStringList m_uids;
};

} // namespace lb::gui
