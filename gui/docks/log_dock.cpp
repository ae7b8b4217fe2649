#include "gui/docks/log_dock.h"

#include "gui/project/log_lines.h"
#include "gui/project/store_thread.h"
#include "widgets/logs/log_view.h"

namespace lb::gui {

using widgets::LogLine;

LogDock::LogDock(const widgets::Theme& theme, RunBoard& board, StoreThread& store, QWidget* parent)
    : Dock(theme, QStringLiteral("logDock"), tr("Log"), parent)
    , m_board(board)
    , m_store(store)
    , m_view(new widgets::LogView(theme, this))
{
    m_view->setObjectName(QStringLiteral("logView"));
    m_view->setAccessibleName(tr("Log of the current run"));
    setWidget(m_view);
    connect(this, &QDockWidget::visibilityChanged, this, &LogDock::follow);
    connect(&board, &RunBoard::currentChanged, this, &LogDock::follow);
    connect(&board, &RunBoard::runsListed, this, &LogDock::follow);
    connect(store.reader(), &StoreReader::logRead, this, &LogDock::takeText);
    connect(&board, &RunBoard::runRead, this, [this](const QString& uid, const experiments::MetricUpdate& update) {
        const experiments::RunRecord* run = m_board.run(uid);
        if (uid == m_uid && run)
            m_view->append(linesOf(update.events, run->name));
    });
}

void LogDock::follow()
{
    const experiments::RunRecord* run = isVisible() ? m_board.run(m_board.current()) : nullptr;
    const QString uid = run ? run->uid : QString();
    if (uid == m_uid)
        return;
    m_uid = uid;
    m_unfinished.clear();
    m_view->clear();
    setRemark(run ? run->name : QString());
    if (run)
        m_view->append(linesOf(m_board.history(uid).events, run->name));
    m_store.post([uid](StoreReader& reader) { reader.setLogged(uid); });
}

void LogDock::takeText(const LogText& text)
{
    const experiments::RunRecord* run = m_board.run(text.uid);
    if (text.uid != m_uid || !run)
        return;
    if (text.startedOver)
        m_unfinished.clear();
    QStringList lines = (m_unfinished + text.text).split(QLatin1Char('\n'));
    m_unfinished = lines.takeLast();
    m_view->append(linesOf(lines, run->name));
}

} // namespace lb::gui
