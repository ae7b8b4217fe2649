#pragma once

#include <QHash>
#include <QStandardItemModel>
#include <QStringList>

namespace lb::gui {

/// Type of what is dragged onto plots: the metric's name in UTF-8.
inline constexpr char kMetricMime[] = "application/x-latentbench-metric";

/// Metrics by split ("Training", "Validation", ...), in the order of experiments/records; those it does not know last.
/// Items can be dragged.
class MetricListModel : public QStandardItemModel {
    Q_OBJECT
public:
    enum Role { MetricRole = Qt::UserRole + 1, OrderRole };

    explicit MetricListModel(QObject* parent = nullptr);

    /// Adds and removes single rows: selection and scrolling survive.
    void setMetrics(const QStringList& metrics);
    /// What the user's own metrics are made of, by name.
    void setExpressions(const QHash<QString, QString>& expressions);
    /// Those that stand on a plot are marked.
    void setShown(const QStringList& metrics);
    /// Empty for a heading.
    QString metricAt(const QModelIndex& index) const { return index.data(MetricRole).toString(); }

    /// A move would take the row away.
    Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;

private:
    QStandardItem* heading(const QString& metric);
    void insert(const QString& metric);
    void updateItem(QStandardItem& item) const;

    QHash<QString, QStandardItem*> m_items; ///< by metric
    QHash<QString, QString> m_expressions;
    QStringList m_shown;
};

} // namespace lb::gui
