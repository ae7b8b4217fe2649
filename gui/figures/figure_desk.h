#pragma once

#include "experiments/records/result.h"
#include "gui/report/report_item.h"
#include "widgets/figures/figure_spec.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QWidget;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

class ActionRegistry;
class ExportFigureDialog;
class MonitorPanels;
class Questions;
class RunBoard;
class StoreThread;

/// What leaves the window for papers and mail: figures, plots on the clipboard, tables, reports. Connects the verbs and
/// the Monitor's menus to their dialogs. Tables and reports are of the runs that are shown.
class FigureDesk : public QObject {
    Q_OBJECT
public:
    struct Parts {
        const widgets::Theme& theme;
        ActionRegistry& actions;
        RunBoard& board;
        StoreThread& store;
        Questions& questions;
        MonitorPanels& panels;
        std::function<QString()> projectFolder;
    };
    FigureDesk(const Parts& parts, QWidget* window);

    /// Opens the dialog, or brings it to the front; `metrics`: the panels that are checked.
    void openFigure(const QStringList& metrics);

signals:
    void failed(const lb::experiments::Error& error);
    /// A table or a report is there.
    void written(const QString& file);
    /// A plot was sent to the report.
    void collected(const lb::gui::ReportItem& item);

private:
    void askTable();
    void askReport();
    /// Asks for a file, then `write(store, uids, file)` in the store's thread.
    template <class Write>
    void askAndWrite(const QString& title, const QString& name, const QStringList& filters, Write write);
    /// A plot as it leaves the Monitor alone; without panels or runs it is nothing.
    widgets::FigureSpec plotFigure(const QStringList& metrics) const;
    void sendPlot(const QStringList& metrics);
    void copyPlot(const QStringList& metrics);
    void updateEnabled();

    Parts m_parts;
    QWidget* m_window;
    QPointer<ExportFigureDialog> m_dialog;
};

} // namespace lb::gui
