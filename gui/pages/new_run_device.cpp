// The part of NewRunPage about the device that its runs will train on.
#include "experiments/records/field_values.h"
#include "gui/devices/device_choice.h"
#include "gui/devices/device_words.h"
#include "gui/pages/new_run_page.h"

namespace lb::gui {

using namespace experiments;

namespace {

const QString kDevice = QStringLiteral("run.device");
const QString kGpu = QStringLiteral("run.gpu");

} // namespace

/// Of a new draft. A choice that was made is for all new runs; without one the base's device stays.
void NewRunPage::startDevice()
{
    m_device = {};
    if (m_parts.devices.key() != m_device)
        writeDevice();
}

/// The window's choice is written into the form, where it can be changed for these runs alone.
void NewRunPage::writeDevice()
{
    m_device = m_parts.devices.key();
    m_draft.setText(kDevice, m_device.device);
    m_draft.setText(kGpu, fieldValueText(m_device.gpu));
}

void NewRunPage::followDevice()
{
    if (!m_isBuilt)
        return;
    if (m_parts.devices.key() == m_device)
        return showState(); // the devices have become known
    writeDevice();
    takeDraft();
}

/// Null: there is none of that kind here.
const Device* NewRunPage::device() const
{
    return m_parts.devices.catalogue().find(DeviceKey::of(m_draft.spec()));
}

QList<FieldProblem> NewRunPage::deviceProblems() const
{
    const DeviceKey key = DeviceKey::of(m_draft.spec());
    const QString missing = m_parts.devices.isKnown() ? missingSentence(key, m_parts.devices.catalogue()) : QString();
    return missing.isEmpty() ? QList<FieldProblem>() : QList<FieldProblem>{{key.gpu > 0 ? kGpu : kDevice, missing}};
}

/// What can be said without a worker: the forecast's lower bound is more than all the memory of the device. With
/// recomputation as far as needed, or a vocabulary that is a guess, there is no such bound.
QString NewRunPage::deviceRefusal() const
{
    const bool isBound = m_forecast.isPossible() &&
                         m_draft.spec().text(QStringLiteral("train.recompute")) != QStringLiteral("fit") &&
                         !(m_forecast.facts.isGuess && m_forecast.facts.vocabulary > 0);
    if (!isBound || !device())
        return {};
    return refusalSentence(m_forecast.estimate.arenaBytes + m_forecast.estimate.parameterBytes, *device(),
                           m_parts.devices.catalogue());
}

} // namespace lb::gui
