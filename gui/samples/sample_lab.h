#pragma once

#include "gui/samples/sample_run.h"
#include "gui/text/text_models.h"

#include <QSet>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace lb::gui {

class StoreThread;
class TimePosition;
struct KeptStrip;

/// The samples page behind its widgets: up to three runs side by side, asked with the same settings. Asks while it is
/// active. GUI thread; holds no widget.
class SampleLab : public QObject {
    Q_OBJECT
public:
    static constexpr int kMostColumns = 3;

    SampleLab(RunBoard& board, StoreThread& store, QObject* parent);
    ~SampleLab() override;

    const TextModels& models() const { return *m_models; }
    /// While true, runs are asked. The first time with the newest model, unless columns were set.
    void setActive(bool active);

    const QList<ModelChoice>& columns() const { return m_columns; }
    void setColumns(const QList<ModelChoice>& wanted);
    SampleRun& run(int column) const { return *m_runs[static_cast<std::size_t>(column)]; }
    int count() const { return static_cast<int>(m_columns.size()); }
    const TextModel* model(int column) const;
    bool isText(int column) const;

    const SampleSettings& settings() const { return m_settings; }
    /// Asks all runs again, a moment later: a hand on a spin box asks once.
    void setSettings(const SampleSettings& settings);
    /// Asks at once, on the newest checkpoints where none was chosen.
    void refresh();
    /// History: the steps that runs kept, rising. Shown is the one at or before where the window looks in time.
    const QList<qint64>& steps() const { return m_steps; }

signals:
    void modelsChanged();
    void columnsChanged();
    void stepsChanged();

private:
    void takeModels();
    void askAll();
    void ask(int column);
    void askHistory();
    void showHistory(int column, const KeptStrip& kept, std::optional<qint64> step);
    void readSteps();

    StoreThread& m_store;
    TimePosition& m_time;
    TextModels* m_models;
    QList<ModelChoice> m_columns;
    std::vector<std::unique_ptr<SampleRun>> m_runs;
    SampleSettings m_settings;
    QList<qint64> m_steps;
    QTimer m_timer;
    bool m_isActive = false;
    bool m_isDue = true;
};

} // namespace lb::gui
