#include "gui/evaluation/evaluation_job.h"

#include "gui/project/store_thread.h"

#include <QCoreApplication>

#include <utility>

namespace lb::gui {

using experiments::Error;

QString evaluationPhaseWords(const QString& phase)
{
    // As experiments/training/run_evaluation.cpp and feature_network.cpp say it.
    static const char* const known[] = {
        QT_TRANSLATE_NOOP("EvaluationPhase", "evaluating"),
        QT_TRANSLATE_NOOP("EvaluationPhase", "importance sampling"),
        QT_TRANSLATE_NOOP("EvaluationPhase", "comparing codes"),
        QT_TRANSLATE_NOOP("EvaluationPhase", "training the classifier"),
        QT_TRANSLATE_NOOP("EvaluationPhase", "measuring samples"),
        QT_TRANSLATE_NOOP("EvaluationPhase", "writing sentences"),
        QT_TRANSLATE_NOOP("EvaluationPhase", "comparing sentences"),
    };
    for (const char* words : known)
        if (phase == QLatin1String(words))
            return QCoreApplication::translate("EvaluationPhase", words);
    return phase;
}

EvaluationJob::EvaluationJob(StoreThread& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
{
}

EvaluationJob::~EvaluationJob() = default;

void EvaluationJob::start(const EvaluationPlan& plan)
{
    Q_ASSERT(!m_isAtWork);
    m_plan = plan;
    m_waiting = plan.uids;
    m_results.clear();
    m_isAtWork = true;
    m_isCancelled = false;
    m_serve = std::make_unique<ServeThread>();
    connect(m_serve.get(), &ServeThread::answered, this, &EvaluationJob::take);
    connect(m_serve.get(), &ServeThread::failed, this, [this](const Error& error) {
        if (m_isCancelled)
            return end(true);
        add({.uid = m_uid, .name = m_target.runName, .numbers = {}, .notes = {}, .error = error});
    });
    connect(m_serve.get(), &ServeThread::progressed, this, [this](int done, int total, const QString& phase) {
        if (std::exchange(m_phase, phase) != phase)
            m_phaseTimer.start();
        m_done = done;
        m_total = total;
        emit changed();
    });
    next();
}

void EvaluationJob::next()
{
    m_phase.clear();
    m_done = m_total = 0;
    if (m_isCancelled || m_waiting.isEmpty())
        return end(m_isCancelled);
    m_uid = m_waiting.takeFirst();
    m_store.ask(
        this,
        [choice = ModelChoice{.uid = m_uid, .step = m_plan.checkpoint}](StoreReader& reader) {
            return targetOf(reader, choice);
        },
        [this](const ModelRequest& target) { ask(target); });
    emit changed();
}

void EvaluationJob::ask(const ModelRequest& target)
{
    m_target = target;
    if (m_isCancelled)
        return end(true);
    if (target.error)
        return add({.uid = m_uid, .name = target.runName, .numbers = {}, .notes = {}, .error = target.error});
    m_serve->ask(evaluationRequest(target.request, m_plan));
    emit changed();
}

void EvaluationJob::cancel()
{
    m_isCancelled = m_isAtWork;
    if (m_serve)
        m_serve->stop();
}

void EvaluationJob::take(const QCborMap& answer)
{
    if (answer.isEmpty())
        return end(true);
    EvaluationResult result{.uid = m_uid,
                            .name = m_target.runName,
                            .step = answer.value(QLatin1String("step")).toInteger(-1),
                            .numbers = {},
                            .notes = {},
                            .error = {}};
    const QCborMap numbers = answer.value(QLatin1String("numbers")).toMap();
    for (const auto& [key, value] : numbers)
        result.numbers.insert(QStringLiteral("test/") + key.toString(), value.toDouble());
    for (const QCborValue& note : answer.value(QLatin1String("notes")).toArray())
        result.notes.append(note.toString());
    add(result);
}

void EvaluationJob::add(const EvaluationResult& result)
{
    m_results.append(result);
    if (!result.error)
        m_store.post([uid = result.uid](StoreReader& reader) {
            if (reader.store() && reader.store()->refresh(uid))
                reader.listNow();
        });
    next();
}

void EvaluationJob::end(bool wasCancelled)
{
    if (!m_isAtWork)
        return;
    m_isAtWork = false;
    if (m_serve)
        m_serve.release()->deleteLater(); // inside one of its signals
    emit changed();
    emit ended(wasCancelled);
}

double EvaluationJob::secondsLeft() const
{
    if (m_done <= 0 || m_total <= 0)
        return -1;
    return static_cast<double>(m_phaseTimer.elapsed()) / 1e3 * (m_total - m_done) / m_done;
}

} // namespace lb::gui
