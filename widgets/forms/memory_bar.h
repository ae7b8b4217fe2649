#pragma once

#include <QWidget>

#include <functional>

namespace lb::widgets {

class Theme;

/// Parts of a whole, drawn side by side, with their names and amounts under it.
class MemoryBar : public QWidget {
    Q_OBJECT
public:
    struct Part {
        QString name;
        double amount = 0;
        QString text; ///< "188 MB"
    };
    MemoryBar(const Theme& theme, QWidget* parent);
    /// `whole`: of the bar's length; 0: the parts fill it. Parts beyond it are drawn as too much.
    void setParts(const QList<Part>& parts, double whole);
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int layOutLegend(int width, const std::function<void(int, QPoint)>& place) const;
    QColor colorOf(int part) const;

    const Theme& m_theme;
    QList<Part> m_parts;
    double m_whole = 0;
};

} // namespace lb::widgets
