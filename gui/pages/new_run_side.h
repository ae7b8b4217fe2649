#pragma once

#include "experiments/control/device_catalogue.h"
#include "experiments/records/run_draft.h"
#include "gui/project/run_forecast.h"
#include "gui/project/run_planner.h"

#include <QWidget>

class QButtonGroup;
class QFrame;
class QGridLayout;
class QLabel;
class QPushButton;
class QStandardItemModel;
class QTreeView;
class QVBoxLayout;

namespace lb::widgets {
class ChangesTable;
class MemoryBar;
class MetricPlot;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

/// Beside the form: what is changed, the schedules, what the run needs, and the parts of its model. Shows what it is
/// given.
class NewRunSide : public QWidget {
    Q_OBJECT
public:
    NewRunSide(const widgets::Theme& theme, QWidget* parent);

    /// `baseTitle`: "BN-VAE on sentences"; `baseWord` heads its column: "Preset" or the run's name.
    void setDraft(const experiments::RunDraft& draft, const QString& baseTitle, const QString& baseWord);
    void setForecast(const RunForecast& forecast);
    /// `runs`: how many come of the draft, `atOnce` at a time. `waitsFor`: runs at work or waiting before them.
    void setRuns(qint64 runs, int atOnce, qsizetype waitsFor);
    /// Null: no worker has said yet; then the forecast's lower bound is shown.
    void setNeed(const MemoryNeed* need, bool isAsking, const QString& problem);

    /// Where the runs would train, and why they cannot by the lower bound alone.
    void setDevice(const experiments::Device& device, const QString& refusal);

signals:
    void resetRequested(const QString& key);
    void resetAllRequested();
    void fieldRequested(const QString& key);

private:
    struct Panel {
        QFrame* frame = nullptr;
        QLabel* title = nullptr;
        QLabel* remark = nullptr;
        QVBoxLayout* body = nullptr;
    };
    Panel addPanel(const QString& name, const QString& title);
    void buildChanges();
    void buildSchedule();
    void buildEstimate();
    void buildLayers();
    QLabel* addFact(const char* name, const QString& label, const QString& help);
    void showSchedule();
    void showMemory();
    void showLayers();

    const widgets::Theme& m_theme;
    QVBoxLayout* m_column;
    Panel m_changesPanel, m_schedulePanel, m_estimatePanel, m_layersPanel;
    widgets::ChangesTable* m_changes = nullptr;
    QPushButton* m_resetAll = nullptr;
    widgets::MetricPlot* m_klPlot = nullptr;
    widgets::MetricPlot* m_ratePlot = nullptr;
    QButtonGroup* m_kind = nullptr;
    QGridLayout* m_facts = nullptr;
    widgets::MemoryBar* m_bar = nullptr;
    QLabel *m_memory = nullptr, *m_starts = nullptr, *m_time = nullptr, *m_steps = nullptr, *m_cost = nullptr,
           *m_size = nullptr;
    QLabel* m_refusal = nullptr;
    QPushButton* m_goToField = nullptr;
    QTreeView* m_layers = nullptr;
    QStandardItemModel* m_layerModel = nullptr;
    RunForecast m_forecast;
    std::optional<MemoryNeed> m_need;
    bool m_isAsking = false;
    experiments::Device m_device;
    QString m_deviceRefusal;
    QString m_planProblem;
    QString m_family = QStringLiteral("vae");
};

} // namespace lb::gui
