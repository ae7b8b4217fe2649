#pragma once

#include "experiments/control/device_catalogue.h"
#include "experiments/preview/presets.h"
#include "experiments/records/run_draft.h"
#include "gui/project/run_forecast.h"
#include "gui/project/run_planner.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QScrollArea;
class QSpinBox;

namespace lb::widgets {
class PresetChooser;
class SpecForm;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

class DeviceChoice;
class NewRunSide;
class Questions;
class RunActions;
class RunBoard;
class StoreThread;

/// Composes a run, or a grid of runs: preset, every field, seeds and lists of values; says before the start what it
/// needs. Forecasts come from a thread, plans from a worker; nothing here waits. Makes its widgets when first shown.
class NewRunPage : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        const widgets::Theme& theme;
        RunBoard& board;
        StoreThread& store;
        RunActions& runs;
        Questions& questions;
        DeviceChoice& devices;
    };
    NewRunPage(const Parts& parts, QWidget* parent);
    ~NewRunPage() override;

    void startFromPreset(const QString& id);
    /// With a preset that fits the data, on that data set.
    void startWithData(const QString& id, bool isImage);
    /// With the settings of a run, which then is what changes are counted from.
    void startLike(const QString& uid);
    /// The form to begin with, or as it was left.
    void focusForm();

    const experiments::RunDraft& draft() const { return m_draft; }
    const RunForecast& forecast() const { return m_forecast; }
    /// What the command line would do the same with.
    QString command() const;

signals:
    /// Started, and shown: the page has done its work.
    void started();
    void cancelled();
    void failed(const lb::experiments::Error& error);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    QWidget* buildNavigation();
    QWidget* buildForm();
    QWidget* buildHeader();
    QWidget* buildButtons();
    QLineEdit* addLine(class QGridLayout* grid, const char* name, const QString& label, const QString& toolTip);
    QPushButton* addButton(const char* name, const QString& text, const QString& icon, const QString& toolTip);
    void startFrom(const experiments::RunSpec& base, const QString& title, const QString& word);
    void edit(const QString& key, const QString& text);
    void reset(const QString& key);
    void takeDraft();
    void followFamily();
    void showSections();
    void showState();
    void askForecast();
    void takeForecast(const RunForecast& forecast);
    void askPlan();
    void askSpeed();
    experiments::RunSpec planSpec() const;
    void readPast();
    QList<experiments::FieldProblem> allProblems() const;
    bool mayStart() const;
    void launch(bool atFront);
    /// Puts the keyboard on the first field to put right, if there is one.
    void startOrShowProblem();
    void copyCommand();
    QWidget* buildPresetMenu();
    void readPresets();
    void savePreset();
    void renamePreset();
    void deletePreset();
    void copyJson();
    void pasteJson();
    void exportJson();
    void say(const QString& sentence, bool isProblem);
    void buildLockStep(class QGridLayout* grid);
    void fillLockStep();
    void chooseLeader(const QString& uid);
    /// What keeps the draft's runs from seeing the leader's batches.
    QList<experiments::FieldProblem> lockStepProblems() const;
    void startDevice();
    void writeDevice();
    void followDevice();
    const experiments::Device* device() const;
    QList<experiments::FieldProblem> deviceProblems() const;
    QString deviceRefusal() const;

    Parts m_parts;
    QList<experiments::Preset> m_presets;
    experiments::RunDraft m_draft;
    QString m_presetId; ///< empty: the base is a run
    QString m_parentUid;
    QString m_baseTitle;
    QString m_baseWord;
    struct Leader {
        QString uid; ///< empty: none
        QString name;
        experiments::RunSpec spec; ///< complete
    };
    Leader m_leader;                 ///< the run to be in lock step with
    QString m_wantedLeader;          ///< uid of the run whose settings are being read; empty: none
    experiments::DeviceKey m_device; ///< the window's choice when it was last written into the form
    bool m_nameIsTyped = false;
    bool m_isBuilt = false;

    RunForecast m_forecast;
    std::optional<MemoryNeed> m_need;
    experiments::RunSpec m_plannedSpec; ///< that m_need and m_planProblem are of
    QString m_planProblem;
    QHash<QString, experiments::DataFacts> m_facts; ///< by dataKey
    QList<experiments::PastRun> m_past;
    QList<experiments::PastRun> m_tried;    ///< of steps that were tried for this page
    experiments::RunSpec m_speedWasAskedOf; ///< no second time, whatever came of it
    bool m_isLaunching = false;
    QTimer m_forecastTimer;
    QTimer m_planTimer;
    Forecaster* m_forecaster;
    RunPlanner* m_planner;

    QListWidget* m_sections = nullptr;
    QLineEdit* m_filter = nullptr;
    QScrollArea* m_scroll = nullptr;
    widgets::SpecForm* m_form = nullptr;
    widgets::PresetChooser* m_preset = nullptr;
    QLabel* m_purpose = nullptr;
    QLineEdit *m_name = nullptr, *m_group = nullptr, *m_tags = nullptr;
    QComboBox* m_lockStep = nullptr;
    QLabel* m_gridLine = nullptr;
    QWidget* m_atOnceRow = nullptr;
    QSpinBox* m_atOnce = nullptr;
    NewRunSide* m_side = nullptr;
    QLabel* m_message = nullptr;
    QPushButton *m_start = nullptr, *m_queue = nullptr;
};

} // namespace lb::gui
