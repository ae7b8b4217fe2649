#pragma once

#include "experiments/preview/data_facts.h"
#include "experiments/records/result.h"
#include "experiments/records/run_spec.h"
#include "gui/text/serve_thread.h"

#include <memory>
#include <optional>

namespace lb::gui {

/// What a worker found a run to need: exact, since it would be the one to train it.
struct MemoryNeed {
    qint64 parameters = 0; ///< weights, gradients and what the optimizer keeps, in bytes; and so on
    qint64 activations = 0;
    qint64 workspace = 0;
    qint64 data = 0;
    qint64 process = 0; ///< with the copy for a checkpoint
    qint64 total = 0;
    qint64 limit = 0;      ///< 0: unknown
    qint64 onDevice = 0;   ///< of these, what is in a GPU's memory
    qint64 deviceFree = 0; ///< there; 0: no GPU
    QString refusal;       ///< empty: it fits
    experiments::DataFacts facts;

    bool isOnGpu() const { return deviceFree > 0; }
    /// Bytes that there are for what is nearest to its limit.
    qint64 room() const { return isOnGpu() ? deviceFree : limit; }
};

/// Asks a worker of its own for plans. Questions that come while one is answered replace each other. The worker keeps
/// nothing between questions but lives on until `rest`.
class RunPlanner : public QObject {
    Q_OBJECT
public:
    explicit RunPlanner(QObject* parent = nullptr);
    ~RunPlanner() override;

    /// `cacheFolder`: where trained tokenizers are kept.
    void ask(const experiments::RunSpec& spec, const QString& cacheFolder);
    bool isAsking() const { return m_serve && m_serve->isAsking(); }
    bool isPlanning() const { return isAsking() && !m_asksSpeed; }
    /// How fast such a run trains, from some seconds of its steps; only while nothing is asked.
    void askSpeed(const experiments::RunSpec& spec, const QString& cacheFolder);
    /// Ends the worker; the next question starts another.
    void rest();

signals:
    /// Of the newest question alone.
    void planned(const lb::experiments::RunSpec& spec, const lb::gui::MemoryNeed& need);
    void failed(const lb::experiments::RunSpec& spec, const lb::experiments::Error& error);
    void timed(const lb::experiments::RunSpec& spec, double itemsPerSecond);

private:
    struct Question {
        experiments::RunSpec spec;
        QString cacheFolder;
        bool isOfSpeed = false;
    };
    void start(const Question& question);
    void send();
    bool isOutdated();

    std::unique_ptr<ServeThread> m_serve;
    std::optional<Question> m_next;
    experiments::RunSpec m_asked;
    bool m_asksSpeed = false;
};

} // namespace lb::gui
