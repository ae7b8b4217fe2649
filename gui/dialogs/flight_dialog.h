#pragma once

#include "experiments/records/flight_log.h"
#include "experiments/records/run_record.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QPushButton;
class QTabWidget;

namespace lb::widgets {
class MetricPlot;
class PlotLink;
class PlotPanel;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

class FlightModel;
class Questions;
class StoreThread;

/// The flight recorder of a run: its last 200 steps as curves and tables, and where the first number was that was not
/// finite. Of a run at work its worker is asked. Stays open beside the window.
class FlightDialog : public QDialog {
    Q_OBJECT
public:
    struct Parts {
        const widgets::Theme& theme;
        StoreThread& store;
        Questions& questions;
    };
    FlightDialog(const Parts& parts, const experiments::RunRecord& run, QWidget* parent);

    bool isFilled() const { return m_isFilled; }

private:
    void build();
    QWidget* buildPlots();
    QWidget* buildTables();
    /// Asks the worker of a run at work, then reads until it has written.
    void request();
    void read();
    void take(const experiments::FlightLog& log);
    void fillPlots(const experiments::FlightLog& log);
    void say(const QString& sentence, bool isWarning);
    void askExport();
    QString summaryOf(const experiments::FlightLog& log) const;

    Parts m_parts;
    experiments::RunRecord m_run;
    experiments::FlightLog m_log;
    bool m_isFilled = false;
    qint64 m_askedMs = 0; ///< 0: nobody was asked, whatever is there will do
    QTimer m_wait;        ///< for the worker
    QLabel* m_icon = nullptr;
    QLabel* m_summary = nullptr;
    QLabel* m_note = nullptr; ///< what became of an export
    widgets::PlotLink* m_link = nullptr;
    widgets::MetricPlot* m_losses = nullptr;
    widgets::MetricPlot* m_norms = nullptr;
    widgets::PlotPanel* m_lossPanel = nullptr;
    FlightModel* m_steps = nullptr;
    FlightModel* m_gradients = nullptr;
    FlightModel* m_activations = nullptr;
    QTabWidget* m_tables = nullptr;
    QPushButton* m_refresh = nullptr;
    QPushButton* m_export = nullptr;
};

} // namespace lb::gui
