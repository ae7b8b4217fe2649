#include "gui/monitor/metric_list_model.h"

#include "experiments/records/metric_names.h"
#include "gui/monitor/metric_words.h"

#include <QMimeData>

#include <algorithm>

namespace lb::gui {

namespace {

/// Place of a metric in the list of known ones.
int orderOf(const QString& metric)
{
    static const QHash<QString, int> places = [] {
        QHash<QString, int> result;
        for (const experiments::MetricInfo& info : experiments::knownMetrics())
            result.insert(info.name.section(QLatin1Char('/'), 1), static_cast<int>(result.size()));
        return result;
    }();
    return places.value(metric.section(QLatin1Char('/'), 1), static_cast<int>(places.size()));
}

int orderOfSplit(const QString& metric)
{
    static const QStringList splits{QStringLiteral("train"),    QStringLiteral("validation"), QStringLiteral("test"),
                                    QStringLiteral("system"),   QStringLiteral("own"),        QStringLiteral("weights"),
                                    QStringLiteral("gradients")};
    const auto place = splits.indexOf(metric.section(QLatin1Char('/'), 0, 0));
    return static_cast<int>(place < 0 ? splits.size() : place);
}

/// Keeps rows by their order; returns the new item.
QStandardItem* insertOrdered(QStandardItem& parent, int order)
{
    int row = 0;
    while (row < parent.rowCount() && parent.child(row)->data(MetricListModel::OrderRole).toInt() <= order)
        ++row;
    auto* item = new QStandardItem;
    item->setData(order, MetricListModel::OrderRole);
    item->setEditable(false);
    parent.insertRow(row, item);
    return item;
}

} // namespace

MetricListModel::MetricListModel(QObject* parent)
    : QStandardItemModel(parent)
{
}

QStandardItem* MetricListModel::heading(const QString& metric)
{
    const int order = orderOfSplit(metric);
    for (int row = 0; row < rowCount(); ++row)
        if (item(row)->data(OrderRole).toInt() == order)
            return item(row);
    QStandardItem* added = insertOrdered(*invisibleRootItem(), order);
    added->setText(MetricWords::split(metric));
    added->setFlags(Qt::ItemIsEnabled);
    return added;
}

void MetricListModel::updateItem(QStandardItem& item) const
{
    const QString metric = item.data(MetricRole).toString();
    const bool isShown = m_shown.contains(metric);
    const QString title = MetricWords::title(metric);
    item.setText(isShown ? QStringLiteral("%1  ✓").arg(title) : title);
    const QString expression = m_expressions.value(metric);
    const QString info =
        expression.isEmpty() ? MetricWords::info(metric) : tr("%1 = %2", "metric, expression").arg(title, expression);
    item.setToolTip(isShown ? tr("%1 It is on a plot.", "description").arg(info) : info);
    item.setData(isShown ? tr("%1, on a plot").arg(title) : title, Qt::AccessibleTextRole);
}

void MetricListModel::insert(const QString& metric)
{
    QStandardItem* item = insertOrdered(*heading(metric), orderOf(metric));
    item->setData(metric, MetricRole);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren);
    updateItem(*item);
    m_items.insert(metric, item);
}

void MetricListModel::setMetrics(const QStringList& metrics)
{
    const QStringList known = m_items.keys();
    for (const QString& gone : known) {
        if (metrics.contains(gone))
            continue;
        QStandardItem* item = m_items.take(gone);
        QStandardItem* parent = item->parent();
        parent->removeRow(item->row());
        if (parent->rowCount() == 0)
            removeRow(parent->row());
    }
    for (const QString& metric : metrics)
        if (!m_items.contains(metric))
            insert(metric);
}

void MetricListModel::setExpressions(const QHash<QString, QString>& expressions)
{
    m_expressions = expressions;
    for (QStandardItem* item : std::as_const(m_items))
        updateItem(*item);
}

void MetricListModel::setShown(const QStringList& metrics)
{
    m_shown = metrics;
    for (QStandardItem* item : std::as_const(m_items))
        updateItem(*item);
}

QStringList MetricListModel::mimeTypes() const
{
    return {QString::fromLatin1(kMetricMime)};
}

QMimeData* MetricListModel::mimeData(const QModelIndexList& indexes) const
{
    if (indexes.isEmpty() || metricAt(indexes.first()).isEmpty())
        return nullptr;
    auto* data = new QMimeData;
    data->setData(QString::fromLatin1(kMetricMime), metricAt(indexes.first()).toUtf8());
    return data;
}

} // namespace lb::gui
