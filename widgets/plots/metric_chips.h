#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QHBoxLayout;

namespace lb::widgets {

class Theme;

/// A metric as its plot names it.
struct PlotMetric {
    QString metric; ///< "train/beta"
    QString title;  ///< "KL weight, training"
    int marker = 0; ///< as PlotRun::marker
    bool operator==(const PlotMetric&) const = default;
};

/// The metrics of a plot in one row, each with its sign and a button that takes it off. The row scrolls where there is
/// too little room. Empty: a line that says how to add one.
class MetricChips : public QWidget {
    Q_OBJECT
public:
    explicit MetricChips(const Theme& theme, QWidget* parent = nullptr);
    void setMetrics(const QList<PlotMetric>& metrics, bool areRemovable = true);

    QSize minimumSizeHint() const override { return {40, sizeHint().height()}; }

signals:
    void removed(const QString& metric);

private:
    void rebuild();
    void addChip(const PlotMetric& metric);

    const Theme& m_theme;
    QList<PlotMetric> m_metrics;
    bool m_areRemovable = true;
    QWidget* m_row = nullptr;
};

} // namespace lb::widgets
