#include "gui/devices/device_choice.h"

#include <QSettings>
#include <QThread>

namespace lb::gui {

using experiments::DeviceCatalogue;
using experiments::DeviceKey;

namespace {

const QString kSetting = QStringLiteral("device");

} // namespace

DeviceChoice::DeviceChoice(QSettings& settings, const QString& program, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
{
    m_catalogue.cpu.threads = QThread::idealThreadCount();
    m_process.setProgram(program);
    m_process.setArguments({QStringLiteral("devices")});
    m_process.setStandardInputFile(QProcess::nullDevice());
    connect(&m_process, &QProcess::finished, this, &DeviceChoice::take);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) // the others finish too
            giveUp(m_process.errorString());
    });
    m_process.start();
}

DeviceChoice::~DeviceChoice()
{
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

void DeviceChoice::take()
{
    if (m_process.exitStatus() != QProcess::NormalExit || m_process.exitCode() != 0)
        return giveUp(QString::fromUtf8(m_process.readAllStandardError()).trimmed().section(QLatin1Char('\n'), 0, 0));
    const auto catalogue = DeviceCatalogue::parse(m_process.readAllStandardOutput());
    if (!catalogue)
        return giveUp(catalogue.error().detail);
    m_catalogue = *catalogue;
    m_isKnown = true;
    emit changed();
}

void DeviceChoice::giveUp(const QString& detail)
{
    m_catalogue.absence = QStringLiteral("no-worker");
    m_catalogue.absenceDetail = detail;
    m_isKnown = true;
    emit changed();
}

DeviceKey DeviceChoice::key() const
{
    const DeviceKey key = DeviceKey::fromText(m_settings.value(kSetting).toString());
    return m_catalogue.find(key) ? key : DeviceKey();
}

void DeviceChoice::choose(const DeviceKey& key)
{
    m_settings.setValue(kSetting, key.text());
    emit changed();
}

} // namespace lb::gui
