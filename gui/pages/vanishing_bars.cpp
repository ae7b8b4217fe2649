#include "gui/pages/vanishing_bars.h"

#include "widgets/logs/message_bar.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QVBoxLayout>

namespace lb::gui {

using experiments::RunEvent;
using experiments::RunRecord;
using widgets::MessageBar;

namespace {

const QString kWhy = QStringLiteral("why");

struct RemedyButton {
    Remedy remedy;
    const char* id;
};
constexpr RemedyButton kRemedyButtons[] = {
    {Remedy::BatchNorm, "tryBnVae"}, {Remedy::FreeBits, "tryFreeBits"}, {Remedy::WarmUp, "tryWarmUp"}};

QString what(const RunRecord& run, const VanishingNews& news)
{
    const qint64 size = run.theory.value(QLatin1String("latent_size")).toInteger();
    const QString units = size > 0 ? VanishingBars::tr("%1 of %2 active units").arg(news.activeUnits).arg(size)
                                   : VanishingBars::tr("%n active unit(s)", nullptr, int(news.activeUnits));
    return VanishingBars::tr("KL vanishing in %1 since step %2: %3 nats, %4.")
        .arg(run.name, widgets::countText(news.step), widgets::numberText(news.kl, 2), units);
}

} // namespace

QList<Remedy> offeredRemedies(const RunRecord& run)
{
    QList<Remedy> remedies{Remedy::FreeBits, Remedy::WarmUp};
    if (run.family == QLatin1String("vae")) // others have batch norm, or nothing that it could go on
        remedies.prepend(Remedy::BatchNorm);
    return remedies;
}

std::optional<VanishingNews> vanishingNews(const RunHistory& history)
{
    for (auto event = history.events.crbegin(); event != history.events.crend(); ++event) {
        if (event->kind == QLatin1String("recovered"))
            return std::nullopt;
        if (event->kind == QLatin1String("vanishing"))
            return VanishingNews{event->step, event->data.value(QLatin1String("kl")).toDouble(),
                                 qRound64(event->data.value(QLatin1String("active_units")).toDouble()),
                                 event->data.value(QLatin1String("shuffle_gap")).toDouble()};
    }
    return std::nullopt;
}

VanishingBars::VanishingBars(const widgets::Theme& theme, RunBoard& board, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_board(board)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("vanishingBars"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(4);
    connect(&board, &RunBoard::shownChanged, this, &VanishingBars::takeShown);
    connect(&board, &RunBoard::runsListed, this, &VanishingBars::takeShown);
    connect(&board, &RunBoard::runRead, this, [this](const QString& uid, const experiments::MetricUpdate& update) {
        if (!update.events.isEmpty() || update.startedOver)
            takeRun(uid);
    });
    takeShown();
}

MessageBar* VanishingBars::barFor(const QString& uid)
{
    MessageBar*& bar = m_bars[uid];
    if (bar)
        return bar;
    bar = new MessageBar(m_theme, this);
    bar->setObjectName(QStringLiteral("vanishing:") + uid);
    m_column->addWidget(bar);
    connect(bar, &MessageBar::buttonClicked, this, [this, uid](const QString& id) {
        if (id == kWhy)
            emit whyRequested(uid);
        for (const RemedyButton& button : kRemedyButtons)
            if (id == QLatin1String(button.id))
                emit remedyRequested(uid, button.remedy);
    });
    connect(bar, &MessageBar::closed, this, [this, uid] {
        if (const auto news = vanishingNews(m_board.history(uid)))
            m_closedAtStep.insert(uid, news->step);
        remove(uid);
    });
    return bar;
}

void VanishingBars::remove(const QString& uid)
{
    if (MessageBar* bar = m_bars.take(uid))
        bar->deleteLater();
    setVisible(!m_bars.isEmpty());
}

void VanishingBars::takeRun(const QString& uid)
{
    const RunRecord* run = m_board.run(uid);
    const auto news = vanishingNews(m_board.history(uid));
    if (!run || !news || !m_board.isShown(uid) || m_closedAtStep.value(uid, -1) == news->step) {
        remove(uid);
        return;
    }
    MessageBar::Message message{.kind = MessageBar::Kind::Warning,
                                .title = what(*run, *news),
                                .text = tr("Decoder use %1 nats: every input gives nearly the same output.")
                                            .arg(widgets::numberText(news->shuffleGap, 2))};
    message.buttons.append({kWhy, tr("Why?"), tr("This run's numbers and what it gives back, and what helps.")});
    for (const RemedyButton& button : kRemedyButtons)
        if (offeredRemedies(*run).contains(button.remedy))
            message.buttons.append({QLatin1String(button.id), remedyTitle(button.remedy),
                                    tr("Shows the one change, then starts a fork of %1.").arg(run->name)});
    barFor(uid)->showMessage(message);
    setVisible(true);
}

void VanishingBars::takeShown()
{
    for (const QString& uid : m_bars.keys())
        if (!m_board.isShown(uid))
            remove(uid);
    for (const QString& uid : m_board.shown())
        takeRun(uid);
    setVisible(!m_bars.isEmpty());
}

} // namespace lb::gui
