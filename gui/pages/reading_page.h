#pragma once

#include <QWidget>

class QTextBrowser;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// Built-in texts: help for each page and panel, what KL vanishing is, and about the program. Links lead from one to
/// the other.
class ReadingPage : public QWidget {
    Q_OBJECT
public:
    ReadingPage(const widgets::Theme& theme, QWidget* parent);
    /// "monitor", "kl-vanishing": a file of resources/help without its ending.
    void showHelp(const QString& name);
    void showAbout();
    /// Of what is shown; empty: about the program.
    QString name() const { return m_name; }

    /// All that can be asked for.
    static QStringList helpNames();

signals:
    /// Another text is shown.
    void turned();

private:
    QString m_name;
    QTextBrowser* m_browser = nullptr;
};

} // namespace lb::gui
