#pragma once

#include <QWidget>

class QTextBrowser;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// Built-in texts: what KL vanishing is, and about the program.
class ReadingPage : public QWidget {
    Q_OBJECT
public:
    ReadingPage(const widgets::Theme& theme, QWidget* parent);
    void showVanishing();
    void showAbout();

private:
    QTextBrowser* m_browser = nullptr;
};

} // namespace lb::gui
