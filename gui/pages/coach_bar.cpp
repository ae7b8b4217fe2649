#include "gui/pages/coach_bar.h"

#include "widgets/theme/number_text.h"

#include <QCoreApplication>
#include <QSettings>

#include <algorithm>

namespace lb::gui {

using experiments::RunRecord;

namespace {

constexpr int kReadableMs = 800;  // words that change faster cannot be read
constexpr double kVanished = 0.1; // nats
const QString kClosed = QStringLiteral("coachClosed");

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(CoachBar)
};

QString vaeWords(const RunRecord& run, double kl)
{
    const QString nats = widgets::numberText(kl, 2);
    if (kl < kVanished)
        return Words::tr("%1's KL is down at %2 nats: its code says nothing.").arg(run.name, nats);
    if (run.dataset == QLatin1String("fashion-mnist"))
        return Words::tr("%1 keeps %2 nats: with this decoder every pixel needs the code.").arg(run.name, nats);
    return Words::tr("%1's KL is at %2 nats; see whether it falls below 0.1.").arg(run.name, nats);
}

QString wordsOf(const RunRecord& run, const RunHistory& history)
{
    const auto kl = history.last.constFind(QStringLiteral("train/kl"));
    const double ceiling = run.theory.value(QLatin1String("entropy_ceiling")).toDouble();
    const double floor = run.theory.value(QLatin1String("kl_floor")).toDouble();
    if (run.family == QLatin1String("eae")) {
        const auto gap = history.last.constFind(QStringLiteral("validation/entropy_gap"));
        return ceiling > 0 && gap != history.last.cend()
                   ? Words::tr("%1 has no KL; its code entropy is %2 of at most %3 nats.")
                         .arg(run.name, widgets::numberText(ceiling + *gap, 1), widgets::numberText(ceiling, 1))
                   : QString();
    }
    if (kl == history.last.cend())
        return {};
    if (run.family == QLatin1String("vae"))
        return vaeWords(run, *kl);
    return floor > 0 ? Words::tr("%1 keeps %2 nats; its floor is %3.")
                           .arg(run.name, widgets::numberText(*kl, 1), widgets::numberText(floor, 1))
                     : QString();
}

} // namespace

QString coachWords(const QList<RunRecord>& runs, const RunBoard& board)
{
    QStringList sentences;
    for (const RunRecord& run : runs)
        if (const QString words = wordsOf(run, board.history(run.uid)); !words.isEmpty())
            sentences.append(words);
    return sentences.join(QLatin1Char(' '));
}

CoachBar::CoachBar(const widgets::Theme& theme, RunBoard& board, QSettings& settings, QWidget* parent)
    : MessageBar(theme, parent)
    , m_board(board)
    , m_settings(settings)
{
    setObjectName(QStringLiteral("coachBar"));
    m_soon.setSingleShot(true);
    m_soon.setInterval(kReadableMs);
    connect(&m_soon, &QTimer::timeout, this, &CoachBar::take);
    const auto soon = [this] {
        if (!m_soon.isActive())
            m_soon.start();
    };
    connect(&board, &RunBoard::runRead, this, soon);
    connect(&board, &RunBoard::shownChanged, this, soon);
    connect(this, &MessageBar::closed, this, [this] { m_settings.setValue(kClosed, true); });
}

void CoachBar::take()
{
    QList<RunRecord> runs;
    for (const QString& uid : m_board.shown())
        if (const RunRecord* run = m_board.run(uid))
            runs.append(*run);
    const bool isDemo = !runs.isEmpty() && std::all_of(runs.cbegin(), runs.cend(), [](const RunRecord& run) {
        return run.group.startsWith(QLatin1String("Demo"));
    });
    const QString words = isDemo && !m_settings.value(kClosed, false).toBool() ? coachWords(runs, m_board) : QString();
    if (words.isEmpty())
        return hide();
    showMessage({.kind = Kind::Info, .title = Words::tr("Look at the plot of the KL:"), .text = words, .buttons = {}});
}

} // namespace lb::gui
