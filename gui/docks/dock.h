#pragma once

#include <QDockWidget>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// A dock with the title row of the design: name, a second text, own buttons, float, close.
class Dock : public QDockWidget {
    Q_OBJECT
public:
    Dock(const widgets::Theme& theme, const QString& objectName, const QString& title, QWidget* parent);

    /// Muted text beside the title: "3 runs, about 6:40".
    void setRemark(const QString& remark);
    /// A button in the title row, left of float and close. `name` becomes its objectName.
    QToolButton* addTitleButton(const QString& icon, const QString& name, const QString& toolTip);

protected:
    const widgets::Theme& theme() const { return m_theme; }

private:
    const widgets::Theme& m_theme;
    QHBoxLayout* m_titleRow = nullptr;
    QLabel* m_remark = nullptr;
};

} // namespace lb::gui
