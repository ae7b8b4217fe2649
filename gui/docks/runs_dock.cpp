#include "gui/docks/runs_dock.h"

#include "widgets/tables/run_tree_model.h"
#include "widgets/tables/run_tree_view.h"
#include "widgets/theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace lb::gui {

using experiments::RunRecord;

RunsDock::RunsDock(const widgets::Theme& theme, RunBoard& board, QWidget* parent)
    : Dock(theme, QStringLiteral("runsDock"), tr("Runs"), parent)
    , m_board(board)
    , m_model(new widgets::RunTreeModel(this))
{
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* filterBox = new QWidget(body);
    auto* filterRow = new QVBoxLayout(filterBox);
    filterRow->setContentsMargins(8, 4, 8, 8);
    m_filter = new QLineEdit(filterBox);
    m_filter->setObjectName(QStringLiteral("runFilter"));
    m_filter->setProperty("compact", true);
    m_filter->setPlaceholderText(tr("Filter: model:bn kl>2 tag:paper"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(theme.icon(QStringLiteral("search"), widgets::ColorRole::Muted), QLineEdit::LeadingPosition);
    m_filter->setAccessibleName(tr("Filter the list of runs"));
    m_filter->setToolTip(
        tr("Terms that must all hold: a part of the name, model:bn, state:failed, tag:paper, data:word, seed:2, kl>2, "
           "au<=4, is:starred, created>=2026-11-01, \"words\" in name, tags or notes; -tag:old leaves out (Ctrl+F)."));
    m_filter->setWhatsThis(m_filter->toolTip());
    filterRow->addWidget(m_filter);
    column->addWidget(filterBox);

    auto* pages = new QWidget(body);
    m_pages = new QStackedLayout(pages);
    auto* empty = new QLabel(tr("No runs yet. The demo makes three."), pages);
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    empty->setProperty("muted", true);
    empty->setFont(theme.font(widgets::TextSize::Small));
    m_pages->addWidget(empty);
    m_view = new widgets::RunTreeView(theme, m_model, pages);
    m_view->setObjectName(QStringLiteral("runTree"));
    m_view->setAccessibleName(tr("Runs of the project"));
    m_view->setToolTip({});
    m_view->setWhatsThis(tr("A check shows the run in the plots. The selected run is the one that verbs act on."));
    m_pages->addWidget(m_view);
    column->addWidget(pages, 1);
    setWidget(body);

    connect(m_filter, &QLineEdit::textChanged, m_view, &widgets::RunTreeView::setFilterText);
    connect(m_model, &widgets::RunTreeModel::shownChanged, &board, &RunBoard::setShown);
    connect(m_view, &widgets::RunTreeView::currentRunChanged, this, [this](const QString& uid) {
        if (!uid.isEmpty())
            m_board.setCurrent(uid);
    });
    connect(m_view, &widgets::RunTreeView::runActivated, this, &RunsDock::openRequested);
    connect(m_view, &widgets::RunTreeView::menuRequested, this, &RunsDock::contextMenuRequested);
    connect(&board, &RunBoard::runsListed, this, &RunsDock::takeRuns);
    connect(&board, &RunBoard::runChanged, this, &RunsDock::takeRun);
    connect(&board, &RunBoard::shownChanged, this, &RunsDock::takeShown);
    connect(&board, &RunBoard::currentChanged, m_view, &widgets::RunTreeView::setCurrentUid);
    takeRuns();
}

void RunsDock::focusFilter()
{
    show();
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void RunsDock::takeRuns()
{
    // Groups newest first, runs of a group in the order they were made: VAE, BN-VAE, EAE.
    QStringList groups;
    for (const RunRecord& run : m_board.runs())
        if (!groups.contains(run.group))
            groups.append(run.group);
    QList<RunRecord> ordered;
    for (const QString& group : std::as_const(groups))
        for (auto run = m_board.runs().crbegin(); run != m_board.runs().crend(); ++run)
            if (run->group == group)
                ordered.append(*run);
    m_model->setRuns(ordered);
    m_pages->setCurrentIndex(ordered.isEmpty() ? 0 : 1);
    takeShown();
    if (!m_board.current().isEmpty() && m_view->currentUid() != m_board.current())
        m_view->setCurrentUid(m_board.current());
}

void RunsDock::takeRun(const QString& uid)
{
    const RunRecord* run = m_board.run(uid);
    if (!run || !m_model->run(uid))
        return;
    m_model->updateRun(*run);
    m_model->setTrend(uid, m_board.history(uid).trend);
}

void RunsDock::takeShown()
{
    for (const RunRecord& run : m_board.runs())
        if (m_model->isShown(run.uid) != m_board.isShown(run.uid))
            m_model->setShown(run.uid, m_board.isShown(run.uid));
}

} // namespace lb::gui
