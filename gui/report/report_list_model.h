#pragma once

#include "gui/report/report_item.h"

#include <QAbstractListModel>
#include <QHash>
#include <QImage>

namespace lb::gui {

/// The figures of the report as rows with a small picture. A row that is dropped elsewhere is a wish, moveRequested.
class ReportListModel : public QAbstractListModel {
    Q_OBJECT
public:
    explicit ReportListModel(QObject* parent = nullptr);

    void setItems(const QList<ReportItem>& items);
    QString idAt(int row) const { return row >= 0 && row < m_items.size() ? m_items[row].id : QString(); }
    int rowOf(const QString& id) const;
    void setPicture(const QString& id, const QImage& picture);
    bool hasPicture(const QString& id) const { return m_pictures.contains(id); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

signals:
    void moveRequested(const QString& id, int to);

private:
    QList<ReportItem> m_items;
    QHash<QString, QImage> m_pictures;
};

} // namespace lb::gui
