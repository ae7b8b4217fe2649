#include "experiments/records/program_facts.h"

#include <QFile>
#include <QStringList>
#include <QSysInfo>

namespace lb::experiments {

namespace {

QString processorName()
{
    QFile file(QStringLiteral("/proc/cpuinfo"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    while (true) {
        const QByteArray line = file.readLine(); // a file of no size: read to its end
        if (line.isEmpty())
            return {};
        if (line.startsWith("model name"))
            return QString::fromUtf8(line.mid(line.indexOf(':') + 1)).simplified();
    }
}

} // namespace

QJsonObject programFacts()
{
    QJsonObject facts{{QStringLiteral("latentbench"), QStringLiteral(LB_VERSION)},
                      {QStringLiteral("qt"), QString::fromLatin1(qVersion())},
                      {QStringLiteral("system"), QSysInfo::prettyProductName()},
                      {QStringLiteral("kernel"), QSysInfo::kernelVersion()},
                      {QStringLiteral("architecture"), QSysInfo::currentCpuArchitecture()}};
    const QString commit = QStringLiteral(LB_COMMIT);
    if (!commit.isEmpty())
        facts.insert(QStringLiteral("commit"), commit);
    const QString processor = processorName();
    if (!processor.isEmpty())
        facts.insert(QStringLiteral("processor"), processor);
    return facts;
}

QString programText(const QJsonObject& facts)
{
    const auto text = [&facts](const char* key) { return facts.value(QLatin1String(key)).toString(); };
    if (text("latentbench").isEmpty())
        return {};
    QString program = QStringLiteral("Latentbench ") + text("latentbench");
    if (!text("commit").isEmpty())
        program += QStringLiteral(" (%1)").arg(text("commit"));
    QStringList parts{program, QStringLiteral("Qt ") + text("qt"), text("system"), text("architecture"),
                      text("processor")};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

} // namespace lb::experiments
