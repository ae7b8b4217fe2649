#include "gui/project/run_planner.h"

#include <QJsonDocument>

#include <algorithm>

namespace lb::gui {

namespace {

MemoryNeed needOf(const QCborMap& plan)
{
    const auto bytes = [&](const char* key) {
        return std::max<qint64>(
            0,
            plan.value(QLatin1String(key)).toInteger(static_cast<qint64>(plan.value(QLatin1String(key)).toDouble())));
    };
    return {.parameters =
                bytes("parameter_bytes") + bytes("gradient_bytes") + bytes("optimizer_bytes") + bytes("state_bytes"),
            .activations = bytes("activation_bytes"),
            .workspace = bytes("scratch_bytes") + bytes("carried_bytes"),
            .data = bytes("data_bytes"),
            .process = bytes("process_bytes") + bytes("checkpoint_bytes") + bytes("upload_bytes"),
            .total = bytes("total_bytes"),
            .limit = bytes("limit_bytes"),
            .onDevice = bytes("device_bytes"),
            .deviceFree = bytes("device_free_bytes"),
            .refusal = plan.value(QLatin1String("refusal")).toString(),
            .facts = experiments::dataFacts(plan.toJsonObject())};
}

} // namespace

RunPlanner::RunPlanner(QObject* parent)
    : QObject(parent)
{
}

RunPlanner::~RunPlanner() = default;

void RunPlanner::ask(const experiments::RunSpec& spec, const QString& cacheFolder)
{
    if (isAsking() && m_asksSpeed)
        m_serve->stop(); // plans come first
    start({spec, cacheFolder});
}

void RunPlanner::askSpeed(const experiments::RunSpec& spec, const QString& cacheFolder)
{
    if (!isAsking())
        start({spec, cacheFolder, true});
}

void RunPlanner::start(const Question& question)
{
    m_next = question;
    if (!m_serve) {
        m_serve = std::make_unique<ServeThread>();
        connect(m_serve.get(), &ServeThread::answered, this, [this](const QCborMap& plan) {
            if (isOutdated())
                return;
            if (m_asksSpeed)
                emit timed(m_asked, plan.value(QLatin1String("items_per_s")).toDouble());
            else
                emit planned(m_asked, needOf(plan));
        });
        connect(m_serve.get(), &ServeThread::failed, this, [this](const experiments::Error& error) {
            if (!isOutdated() && !m_asksSpeed)
                emit failed(m_asked, error);
        });
    }
    if (!m_serve->isAsking())
        send();
}

void RunPlanner::send()
{
    const Question question = *std::exchange(m_next, std::nullopt);
    m_asked = question.spec;
    m_asksSpeed = question.isOfSpeed;
    m_serve->ask({{QStringLiteral("what"), m_asksSpeed ? QStringLiteral("time_steps") : QStringLiteral("plan")},
                  {QStringLiteral("spec"), QString::fromUtf8(QJsonDocument(question.spec.toJson()).toJson())},
                  {QStringLiteral("cache"), question.cacheFolder}});
}

/// Sends the newer question, if there is one.
bool RunPlanner::isOutdated()
{
    if (!m_next)
        return false;
    send();
    return true;
}

void RunPlanner::rest()
{
    m_next.reset();
    m_serve.reset();
}

} // namespace lb::gui
