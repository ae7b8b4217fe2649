#pragma once

#include "experiments/control/device_catalogue.h"

#include <QObject>
#include <QProcess>

class QSettings;

namespace lb::gui {

/// Where new runs train. What there is comes from a worker that is asked once, in the background; until it has answered
/// only the CPU is known. The choice is kept in the settings; one that is not there now counts as "auto". GUI thread.
class DeviceChoice : public QObject {
    Q_OBJECT
public:
    /// `program`: the worker.
    DeviceChoice(QSettings& settings, const QString& program, QObject* parent = nullptr);
    ~DeviceChoice() override;

    const experiments::DeviceCatalogue& catalogue() const { return m_catalogue; }
    /// A worker has answered, or will not.
    bool isKnown() const { return m_isKnown; }
    experiments::DeviceKey key() const;
    /// Where a run trains that is left to `key`.
    const experiments::Device& device() const { return *m_catalogue.find(key()); }
    void choose(const experiments::DeviceKey& key);

signals:
    /// The catalogue or the choice.
    void changed();

private:
    void take();
    void giveUp(const QString& detail);

    QSettings& m_settings;
    QProcess m_process;
    experiments::DeviceCatalogue m_catalogue;
    bool m_isKnown = false;
};

} // namespace lb::gui
