#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <QWidget>

namespace lb::widgets {

class Theme;

/// Counts as bars: classes (one label each, colours of classes) or a histogram (labels at both ends, one colour). The
/// bar under the mouse tells its count.
class BarChart : public QWidget {
    Q_OBJECT
public:
    struct Bars {
        QString title; ///< "Length (tokens)"
        QList<qint64> counts;
        QStringList labels; ///< one per bar, or the first and the last bar's
        bool areClasses = false;
        bool operator==(const Bars&) const = default;
    };

    explicit BarChart(const Theme& theme, QWidget* parent = nullptr);
    void setBars(const Bars& bars);
    const Bars& bars() const { return m_bars; }

    QSize sizeHint() const override { return {360, 150}; }
    QSize minimumSizeHint() const override { return {160, 110}; }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QRectF area() const;
    QRectF barRect(qsizetype bar) const;
    QString labelOf(qsizetype bar) const;

    const Theme& m_theme;
    Bars m_bars;
};

} // namespace lb::widgets
