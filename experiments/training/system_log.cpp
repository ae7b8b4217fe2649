#include "experiments/training/system_log.h"

#include "experiments/training/process_memory.h"

#include <QFile>

#include <sys/resource.h>

namespace lb::experiments {

namespace {

constexpr qint64 kEveryMs = 1000;
constexpr double kMegabyte = 1 << 20;
constexpr qsizetype kIdle = 4;    ///< among the numbers of /proc/stat's first line
constexpr qsizetype kWaiting = 5; ///< for a disk: idle too
constexpr qsizetype kColumns = 8; ///< guests' time is counted in the first two already

} // namespace

SystemLog::SystemLog(MetricWriter& writer)
    : m_writer(writer)
    , m_cpu(writer.metric(u"system/cpu_percent"))
    , m_memory(writer.metric(u"system/memory_mb"))
    , m_busy(writer.metric(u"system/busy_percent"))
{
}

double SystemLog::processSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

SystemLog::Ticks SystemLog::machineTicks()
{
    QFile file(QStringLiteral("/proc/stat"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> words = file.readLine().simplified().split(' ');
    Ticks ticks;
    for (qsizetype i = 1; i < std::min(words.size(), kColumns + 1); ++i) {
        ticks.all += words.at(i).toLongLong();
        ticks.busy += i == kIdle || i == kWaiting ? 0 : words.at(i).toLongLong();
    }
    return ticks;
}

void SystemLog::appendIfDue(qint64 step)
{
    if (m_since.isValid() && m_since.elapsed() < kEveryMs)
        return;
    const double seconds = processSeconds();
    const Ticks ticks = machineTicks();
    if (m_since.isValid()) {
        m_writer.append(m_cpu, step, 100 * (seconds - m_seconds) / (static_cast<double>(m_since.elapsed()) / 1000));
        if (const qint64 bytes = residentBytes(); bytes > 0)
            m_writer.append(m_memory, step, static_cast<double>(bytes) / kMegabyte);
        if (ticks.all > m_ticks.all)
            m_writer.append(m_busy, step,
                            100 * static_cast<double>(ticks.busy - m_ticks.busy) /
                                static_cast<double>(ticks.all - m_ticks.all));
    }
    m_seconds = seconds;
    m_ticks = ticks;
    m_since.start();
}

} // namespace lb::experiments
