#pragma once

#include "gui/project/run_forecast.h"
#include "gui/run_board.h"

#include <QHash>

namespace lb::gui {

class StoreThread;

/// When all is done: runs at work have so many seconds left each, those that wait take so many each and start in order
/// as soon as fewer than `atOnce` are at work. Negative where one of them is not known.
double secondsUntilEmpty(const QList<double>& active, const QList<double>& waiting, int atOnce);

/// How long the runs at work and those that wait take: by their own clock, and by the runs of the project that were
/// measured (experiments/preview/time_estimate.h). GUI thread; reads in the store's, forecasts in one of its own.
class QueueTimes : public QObject {
    Q_OBJECT
public:
    QueueTimes(RunBoard& board, StoreThread& store, QObject* parent);

    /// Of a run that waits or works; negative: not known (yet).
    double secondsOf(const QString& uid) const;
    /// Until the queue is empty and nothing is at work; negative: not known.
    double secondsInAll() const;

signals:
    void changed();

private:
    void look();
    void take(const RunForecast& forecast);

    RunBoard& m_board;
    StoreThread& m_store;
    Forecaster m_forecaster;
    QHash<QString, double> m_seconds; ///< of those that wait
    QString m_asked;                  ///< whose forecast is being made
    int m_atOnce = 1;
};

} // namespace lb::gui
