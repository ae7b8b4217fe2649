#include "gui/pages/live_dot.h"

#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QDateTime>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <chrono>

namespace lb::gui {

using experiments::RunRecord;
using experiments::RunState;
using widgets::ColorRole;
using widgets::TextSize;

namespace {

using namespace std::chrono_literals;

constexpr qint64 kLateMs = 5000; // the worker commits ten times a second
constexpr int kDot = 8;

} // namespace

LiveDot::LiveDot(const widgets::Theme& theme, RunBoard& board, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_board(board)
{
    setObjectName(QStringLiteral("liveDot"));
    setToolTip(tr("How long ago the newest data of a run at work came in."));
    m_timer.setInterval(200ms);
    connect(&m_timer, &QTimer::timeout, this, &LiveDot::look);
    connect(&board, &RunBoard::shownChanged, this, &LiveDot::look);
    connect(&board, &RunBoard::runsListed, this, &LiveDot::look);
    connect(&theme, &widgets::Theme::changed, this, qOverload<>(&QWidget::update));
    look();
}

QSize LiveDot::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TextSize::Small));
    // As wide as the longest usual text, so that nothing beside it moves with the digits.
    const int text = std::max(metrics.horizontalAdvance(m_text),
                              metrics.horizontalAdvance(tr("live, %1 s ago").arg(QStringLiteral("0.0"))));
    return {kDot + 6 + text + 4, 24};
}

void LiveDot::look()
{
    qint64 newest = 0;
    bool anyAtWork = false;
    bool allPaused = true;
    for (const QString& uid : m_board.shown()) {
        const RunRecord* run = m_board.run(uid);
        if (!run || !experiments::isActive(run->state))
            continue;
        anyAtWork = true;
        allPaused = allPaused && run->state == RunState::Paused;
        newest = std::max(newest, run->heartbeatMs);
    }
    if (!anyAtWork) {
        m_timer.stop();
        show(State::None, {});
        return;
    }
    if (!m_timer.isActive())
        m_timer.start();
    const qint64 age = std::max<qint64>(0, QDateTime::currentMSecsSinceEpoch() - newest);
    if (allPaused)
        show(State::Paused, tr("paused"));
    else if (newest == 0)
        show(State::Live, tr("preparing"));
    else if (age > kLateMs)
        show(State::Stalled, tr("stalled, %1 s").arg(age / 1000));
    else
        show(State::Live, tr("live, %1 s ago").arg(widgets::displayLocale().toString(double(age) / 1000, 'f', 1)));
}

void LiveDot::show(State state, const QString& text)
{
    if (state == m_state && text == m_text)
        return;
    m_state = state;
    m_text = text;
    setAccessibleName(text);
    setVisible(state != State::None);
    updateGeometry();
    update();
}

void LiveDot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ColorRole role = m_state == State::Live ? ColorRole::SuccessText : ColorRole::WarningText;
    const QRectF dot(1, (height() - kDot) / 2.0, kDot, kDot);
    painter.setPen(QPen(m_theme.color(role), 1.5));
    painter.setBrush(m_state == State::Live ? QBrush(m_theme.color(role)) : QBrush(Qt::NoBrush));
    painter.drawEllipse(dot.adjusted(0.75, 0.75, -0.75, -0.75));
    painter.setFont(m_theme.font(TextSize::Small));
    painter.setPen(m_theme.color(m_state == State::Live ? ColorRole::Muted : ColorRole::WarningText));
    painter.drawText(rect().adjusted(kDot + 6, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_text);
}

} // namespace lb::gui
