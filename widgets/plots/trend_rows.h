#pragma once

#include <QList>
#include <QString>
#include <QWidget>

namespace lb::widgets {

class Theme;

/// Quantities over the last minutes: name, trend, newest value with its unit, one line each.
class TrendRows : public QWidget {
    Q_OBJECT
public:
    struct Row {
        QString name;
        QString unit;
        QList<double> values; ///< the newest last; empty: not known
        bool operator==(const Row&) const = default;
    };

    explicit TrendRows(const Theme& theme, QWidget* parent = nullptr);
    void setRows(const QList<Row>& rows);
    const QList<Row>& rows() const { return m_rows; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {240, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QList<Row> m_rows;
};

} // namespace lb::widgets
