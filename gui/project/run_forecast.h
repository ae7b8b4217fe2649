#pragma once

#include "experiments/preview/architecture.h"
#include "experiments/preview/schedules.h"
#include "experiments/preview/time_estimate.h"
#include "experiments/records/field_schema.h"

#include <QObject>
#include <QThread>

#include <optional>

namespace lb::gui {

struct ForecastRequest {
    experiments::RunSpec spec;                   ///< complete
    experiments::RunSpec baseSpec;               ///< complete: its schedules are drawn beside
    std::optional<experiments::DataFacts> facts; ///< as a worker told them; else they are guessed
    QList<experiments::PastRun> past;            ///< newest first; operations are filled in when they are needed
};

/// What is known of a run before it starts, without running or loading anything.
struct RunForecast {
    QList<experiments::FieldProblem> problems; ///< of fields that contradict each other
    QString refusal;                           ///< the parts do not fit together; empty: they do
    experiments::DataFacts facts;
    experiments::Estimate estimate;
    QList<experiments::LayerRow> layers;
    qint64 totalSteps = 0; ///< 0: the number of items is not known
    qint64 totalItems = 0;
    experiments::ScheduleCurve rate, kl, baseRate, baseKl;
    bool hasKl = false;
    experiments::TimeEstimate time;

    bool isPossible() const { return problems.isEmpty() && refusal.isEmpty(); }
    double seconds() const { return time.secondsFor(totalItems); }
};

/// Pure; some ten milliseconds, more for large models: for another thread than the window's.
RunForecast forecast(const ForecastRequest& request);

/// Makes forecasts in a thread of its own. Requests that come while one is made replace each other.
class Forecaster : public QObject {
    Q_OBJECT
public:
    explicit Forecaster(QObject* parent = nullptr);
    ~Forecaster() override;

    void ask(const ForecastRequest& request);
    bool isAtWork() const { return m_isAtWork; }

signals:
    /// Of the newest request alone.
    void ready(const lb::gui::RunForecast& forecast);

private:
    void start();

    QThread m_thread;
    QObject* m_inside; ///< lives in m_thread
    std::optional<ForecastRequest> m_next;
    bool m_isAtWork = false;
};

} // namespace lb::gui
