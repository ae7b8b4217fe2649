#pragma once

#include <QLabel>

namespace lb::widgets {

/// A line of plain text that ends in an ellipsis where it has no room; the tooltip then says all of it, unless one was
/// set. With word wrap it is a plain label.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent);
    QSize minimumSizeHint() const override { return {0, QLabel::minimumSizeHint().height()}; }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace lb::widgets
