#pragma once

#include "gui/search/found_model.h"

#include <QLineEdit>
#include <QPointer>

class QFrame;
class QLabel;
class QListView;
class QSettings;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// The field in the tool bar: typing lists what fits, arrows and Return or a click do it, Escape leaves. The focus goes
/// back to where it was.
class CommandSearch : public QLineEdit {
    Q_OBJECT
public:
    using Entries = std::function<QList<SearchEntry>()>;

    CommandSearch(const widgets::Theme& theme, QSettings& settings, QWidget* parent);
    ~CommandSearch() override;

    /// Asked each time the list opens.
    void setEntries(Entries entries) { m_entries = std::move(entries); }
    /// Ctrl+K: the cursor here and the list open, whatever had the focus.
    void open();
    const FoundModel& found() const { return *m_found; }
    /// While it is open; null else.
    QListView* list() const { return m_list; }

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void buildPopup();
    void showPopup();
    void refresh();
    void step(int by);
    void choose(int row);
    void leave();

    const widgets::Theme& m_theme;
    QSettings& m_settings;
    Entries m_entries;
    QList<SearchEntry> m_all;
    FoundModel* m_found;
    QFrame* m_popup = nullptr;
    QListView* m_list = nullptr;
    QLabel* m_hint = nullptr;
    QPointer<QWidget> m_focusBefore;
};

} // namespace lb::gui
