#pragma once

#include "gui/evaluation/evaluation_plan.h"
#include "gui/text/serve_thread.h"
#include "gui/text/text_order.h"

#include <QElapsedTimer>
#include <QMap>

#include <memory>
#include <optional>

namespace lb::gui {

class StoreThread;

/// What came out for one run.
struct EvaluationResult {
    QString uid;
    QString name;
    qint64 step = -1;              ///< of the checkpoint
    QMap<QString, double> numbers; ///< by metric: "test/iw_nll"
    QStringList notes;             ///< what is missing, and why; whether the numbers were kept
    std::optional<experiments::Error> error;
};

/// The worker's word for what it does, in the user's language.
QString evaluationPhaseWords(const QString& phase);

/// Evaluations, one run after the other, by a worker of their own that is ended afterwards. GUI thread; nothing here
/// waits. The worker keeps the numbers with the run; the project's list is refreshed then.
class EvaluationJob : public QObject {
    Q_OBJECT
public:
    explicit EvaluationJob(StoreThread& store, QObject* parent = nullptr);
    ~EvaluationJob() override;

    /// Only while nothing is at work.
    void start(const EvaluationPlan& plan);
    /// Nothing is kept of the run at work; what is done stays.
    void cancel();
    bool isAtWork() const { return m_isAtWork; }

    const EvaluationPlan& plan() const { return m_plan; }
    const QList<EvaluationResult>& results() const { return m_results; }
    QString phase() const { return m_phase; } ///< in the worker's words
    int done() const { return m_done; }
    int total() const { return m_total; } ///< 0: not known yet
    double secondsLeft() const;           ///< of this phase; negative: not known yet
    QString runName() const { return m_target.runName; }

signals:
    void changed();
    /// All runs are done, or it was cancelled.
    void ended(bool wasCancelled);

private:
    void next();
    void ask(const ModelRequest& target);
    void take(const QCborMap& answer);
    void add(const EvaluationResult& result);
    void end(bool wasCancelled);

    StoreThread& m_store;
    EvaluationPlan m_plan;
    QStringList m_waiting;
    QString m_uid;
    ModelRequest m_target;
    QList<EvaluationResult> m_results;
    bool m_isAtWork = false;
    bool m_isCancelled = false;
    QString m_phase;
    int m_done = 0;
    int m_total = 0;
    QElapsedTimer m_phaseTimer;
    std::unique_ptr<ServeThread> m_serve;
};

} // namespace lb::gui
