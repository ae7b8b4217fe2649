#include "gui/status_strip.h"

#include "gui/devices/device_button.h"
#include "gui/pages/theory.h"
#include "gui/state_words.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QDateTime>
#include <QFrame>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <algorithm>
#include <chrono>

namespace lb::gui {

using experiments::RunRecord;
using experiments::RunState;
using widgets::TextSize;

namespace {

using namespace std::chrono_literals;

constexpr qint64 kMinuteMs = 60 * 1000;

} // namespace

StatusStrip::StatusStrip(const widgets::Theme& theme, RunBoard& board, DeviceChoice& devices, QWidget* parent)
    : QStatusBar(parent)
    , m_theme(theme)
    , m_board(board)
{
    setObjectName(QStringLiteral("statusStrip"));
    setSizeGripEnabled(false);
    setContentsMargins(8, 0, 8, 0);
    m_icon = addPart(QStringLiteral("statusIcon"));
    m_run = addPart(QStringLiteral("statusRun"));
    m_run->setFont(theme.font(TextSize::Small, true));
    m_epoch = addPart(QStringLiteral("statusEpoch"));
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("statusProgress"));
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_progress->setFixedWidth(120);
    addWidget(m_progress);
    m_percent = addPart(QStringLiteral("statusPercent"));
    m_eta = addPart(QStringLiteral("statusEta"));
    m_rate = addPart(QStringLiteral("statusRate"));
    m_latent = addPart(QStringLiteral("statusLatent"));
    m_project = addPart(QStringLiteral("statusProject"));

    auto* device = new DeviceButton(devices, QStringLiteral("statusDevice"), this);
    device->setFont(theme.font(TextSize::Small));
    addPermanentWidget(device);
    m_saved = addPart(QStringLiteral("statusSaved"), true);
    m_logButton = new QToolButton(this);
    m_logButton->setObjectName(QStringLiteral("logToggle"));
    m_logButton->setText(tr("Log"));
    m_logButton->setIcon(theme.icon(QStringLiteral("diagnostics")));
    m_logButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_logButton->setCheckable(true);
    m_logButton->setToolTip(tr("Shows or hides the log of the current run."));
    m_logButton->setWhatsThis(m_logButton->toolTip());
    addPermanentWidget(m_logButton);

    m_savedTimer.setInterval(1s);
    connect(&m_savedTimer, &QTimer::timeout, this, &StatusStrip::showSaved);
    connect(&board, &RunBoard::runChanged, this, &StatusStrip::show);
    connect(&board, &RunBoard::runsListed, this, [this] { show({}); });
    connect(&board, &RunBoard::currentChanged, this, [this] { show({}); });
    connect(&theme, &widgets::Theme::changed, this, [this] { show({}); });
    show({});
}

QLabel* StatusStrip::addPart(const QString& name, bool atRight)
{
    auto* label = new QLabel(this);
    label->setObjectName(name);
    label->setFont(m_theme.font(TextSize::Small));
    label->setContentsMargins(2, 0, 6, 0);
    if (atRight)
        addPermanentWidget(label);
    else
        addWidget(label);
    return label;
}

void StatusStrip::setProject(const QString& name, bool readOnly)
{
    m_project->setText(readOnly ? tr("Project: %1 (read-only)").arg(name) : tr("Project: %1").arg(name));
}

const RunRecord* StatusStrip::runToShow() const
{
    const RunRecord* current = m_board.run(m_board.current());
    if (current && experiments::isActive(current->state))
        return current;
    const QStringList active = m_board.active();
    return active.isEmpty() ? current : m_board.run(active.first());
}

void StatusStrip::show(const QString& uid)
{
    const RunRecord* run = runToShow();
    if (!run) {
        showIdle();
        return;
    }
    if (!uid.isEmpty() && uid != run->uid)
        return;
    const StateWords words = stateWords(run->state, m_board.pending(run->uid));
    const bool active = experiments::isActive(run->state);
    m_icon->setPixmap(m_theme.pixmap(words.icon, words.role, 14, devicePixelRatioF()));
    m_icon->setVisible(true);
    m_run->setText(run->name);
    const QString remark = stateRemark(*run, m_board.history(run->uid));
    m_epoch->setText(run->state == RunState::Running && m_board.pending(run->uid) == PendingCommand::None
                         ? remark
                         : tr("%1 %2").arg(words.text, remark).trimmed());
    const double done = run->totalSteps > 0 ? double(run->step) / double(run->totalSteps) : 0;
    m_progress->setVisible(active);
    m_progress->setValue(int(1000 * std::clamp(done, 0.0, 1.0)));
    m_percent->setVisible(active);
    m_percent->setText(tr("%1 %").arg(int(100 * done)));
    const bool isRunning = run->state == RunState::Running;
    m_eta->setVisible(isRunning && run->etaSeconds >= 0);
    m_eta->setText(tr("ETA %1").arg(widgets::durationText(run->etaSeconds)));
    m_rate->setVisible(isRunning && run->itemsPerSecond > 0);
    m_rate->setText(tr("%1 items/s").arg(widgets::countText(qRound64(run->itemsPerSecond))));
    m_latent->setText(latentText(*run));
    m_latent->setVisible(!m_latent->text().isEmpty());
    if (m_board.active().isEmpty())
        m_savedTimer.stop();
    else if (!m_savedTimer.isActive())
        m_savedTimer.start();
    showSaved();
}

void StatusStrip::showIdle()
{
    m_icon->setVisible(false);
    m_run->setText(tr("Ready"));
    m_epoch->clear();
    for (QWidget* part : {static_cast<QWidget*>(m_progress), static_cast<QWidget*>(m_percent),
                          static_cast<QWidget*>(m_eta), static_cast<QWidget*>(m_rate), static_cast<QWidget*>(m_latent)})
        part->setVisible(false);
    m_saved->clear();
    m_savedTimer.stop();
}

QString StatusStrip::latentText(const RunRecord& run) const
{
    const auto& last = m_board.history(run.uid).last;
    const auto value = [&](const char* metric) {
        const QString name = QLatin1String(metric);
        return last.contains(name) ? last.value(name) : run.last.value(name, qQNaN());
    };
    QStringList parts;
    if (const double kl = value("train/kl"); !qIsNaN(kl))
        parts.append(tr("KL %1 nats").arg(widgets::valueText(kl)));
    else if (const auto entropy = entropyLessBias(run, value("validation/entropy_gap")); entropy && !qIsNaN(*entropy))
        parts.append(tr("Entropy %1 nats").arg(widgets::valueText(*entropy)));
    const qint64 size = run.theory.value(QLatin1String("latent_size")).toInteger();
    if (const double units = value("validation/active_units"); !qIsNaN(units) && size > 0)
        parts.append(tr("AU %1/%2").arg(qRound64(units)).arg(size));
    return parts.join(tr(", "));
}

void StatusStrip::showSaved()
{
    const RunRecord* run = runToShow();
    const auto checkpoints = run ? m_board.history(run->uid).checkpoints : QList<experiments::CheckpointRecord>();
    if (checkpoints.isEmpty()) {
        m_saved->clear();
        return;
    }
    const QDateTime saved = QDateTime::fromMSecsSinceEpoch(checkpoints.last().timeMs);
    const qint64 ago = saved.msecsTo(QDateTime::currentDateTime());
    m_saved->setText(
        ago < kMinuteMs ? tr("saved %1 s ago").arg(std::max<qint64>(0, ago) / 1000)
                        : tr("saved at %1").arg(widgets::displayLocale().toString(saved.time(), QLocale::ShortFormat)));
}

} // namespace lb::gui
