#pragma once

#include <QObject>

class QWidget;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// F1 in a dialog opens what is written about it, in a window of the dialog's own: what is modal lets nobody reach the
/// main window. Watches the whole program while it lives; answers for the dialogs of `window`.
class DialogHelp : public QObject {
    Q_OBJECT
public:
    DialogHelp(const widgets::Theme& theme, QWidget* window);
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool isOurs(const QObject* dialog) const;
    void show(QWidget* dialog, const QString& name);

    const widgets::Theme& m_theme;
    QWidget* m_window;
};

} // namespace lb::gui
