#pragma once

#include "gui/error_presenter.h"

#include <QHash>
#include <QWidget>

#include <functional>

class QVBoxLayout;

namespace lb::widgets {
class MessageBar;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

/// Message bars above the page, newest on top: errors with their remedy, undo after a removal. One per key: a message
/// that comes again replaces the old one.
class NoticeArea : public QWidget {
    Q_OBJECT
public:
    NoticeArea(const widgets::Theme& theme, QWidget* parent);

    /// `remedy` is called when its button is clicked. Where there is a detail, Details shows it and Copy diagnostics
    /// copies `diagnostics`.
    void showError(const QString& key, const PresentedError& error, const QString& diagnostics,
                   const std::function<void()>& remedy);
    /// "VAE was moved to the trash. [Undo]". Goes by itself after a while.
    void showUndo(const QString& key, const QString& text, const QString& explanation,
                  const std::function<void()>& undo);
    /// "report.html was written." Stays until it is closed.
    void showDone(const QString& key, const QString& text, const QString& explanation);
    /// A fact with a way to go on; an empty `label` leaves the button out.
    void showOffer(const QString& key, const QString& text, const QString& explanation, const QString& label,
                   const std::function<void()>& accept);
    /// Other words for an offer that stands; its button, which may be held down, stays. False: none stands.
    bool changeOffer(const QString& key, const QString& text);
    void dismiss(const QString& key);

signals:
    /// From an error that offers them; `key` as it was shown with.
    void lastStepsRequested(const QString& key);

private:
    /// The bar of `key`, without the connections of what it showed before.
    widgets::MessageBar* barFor(const QString& key);

    const widgets::Theme& m_theme;
    QVBoxLayout* m_column = nullptr;
    QHash<QString, widgets::MessageBar*> m_bars;
};

} // namespace lb::gui
