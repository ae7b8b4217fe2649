#pragma once

#include <QList>
#include <QWidget>

class QPainter;

namespace lb::widgets {

class Theme;

/// The codes of two sentences as bars side by side, a pair per latent dimension, by falling KL where there is a KL; a
/// dash at each pair shows a code between them. Shows as many dimensions as there is room for. The tooltip names the
/// dimension under the mouse with its numbers.
class CodeBars : public QWidget {
    Q_OBJECT
public:
    /// Mean and deviation of q(z|x), and its KL; deviation and KL may be empty.
    struct Code {
        QList<double> mean, deviation, kl;
        bool operator==(const Code&) const = default;
    };

    /// Colours of the first and the second sentence: classes of the theme.
    static constexpr int kFirstColor = 6;
    static constexpr int kSecondColor = 2;

    CodeBars(const Theme& theme, QWidget* parent);

    void setCodes(const Code& first, const Code& second);
    /// The code between; empty: none.
    void setBetween(const QList<double>& code);
    void clear();
    /// Dimensions from left to right, as shown; they count from 0.
    QList<int> shownDimensions() const;
    QString toolTipAt(const QPoint& position) const;
    QSize sizeHint() const override { return {400, 150}; }
    QSize minimumSizeHint() const override { return {160, 110}; }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QRectF plotRect() const;
    double extent() const;
    void orderDimensions();
    void paintAxes(QPainter& painter, const QRectF& plot, double extent) const;
    void paintPairs(QPainter& painter, const QRectF& plot, double extent) const;

    const Theme& m_theme;
    Code m_first, m_second;
    QList<double> m_between;
    QList<int> m_order;
};

} // namespace lb::widgets
