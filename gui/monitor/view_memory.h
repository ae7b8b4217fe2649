#pragma once

#include "widgets/plots/plot_types.h"

#include <QMap>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <optional>

namespace lb::gui {

class MonitorPanels;
class RunBoard;
class StoreThread;

/// What the window showed last. A value with a JSON form.
struct WindowView {
    QString page;
    QStringList shown; ///< uids
    QString current;   ///< uid
    std::optional<widgets::PlotRange> x{};
    QMap<QString, widgets::PlotRange> y{}; ///< by plot, in places of its scale
    bool operator==(const WindowView&) const = default;

    QByteArray toText() const;
    /// What cannot be read is left out: it is only where one looked.
    static WindowView fromText(const QByteArray& text);
};

/// Keeps with the project what the window shows, and shows it again when the project is opened: the zoom of the plots,
/// the shown runs (with those at work), the current one, the page. GUI thread.
class ViewMemory : public QObject {
    Q_OBJECT
public:
    ViewMemory(RunBoard& board, MonitorPanels& panels, StoreThread& store, QObject* parent);

    void setPage(const QString& page);
    /// Now, not a moment later: the window closes.
    void flush();

signals:
    /// Once for each project that is opened, when its runs are listed; `page` is empty when none is known.
    void restored(const QString& page);

private:
    void read();
    void restore();
    void keep();
    WindowView view() const;

    RunBoard& m_board;
    MonitorPanels& m_panels;
    StoreThread& m_store;
    std::optional<WindowView> m_wanted; ///< read, and not shown yet
    QString m_page;
    QByteArray m_kept;
    bool m_isRestored = false;
    QTimer m_soon;
};

} // namespace lb::gui
