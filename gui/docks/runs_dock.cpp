#include "gui/docks/runs_dock.h"

#include "experiments/records/run_query.h"
#include "gui/dialogs/questions.h"
#include "gui/docks/run_list_settings.h"
#include "gui/docks/runs_menus.h"
#include "widgets/tables/run_tree_model.h"
#include "widgets/tables/run_tree_view.h"
#include "widgets/theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace lb::gui {

using experiments::RunRecord;

RunsDock::RunsDock(const Parts& parts, QWidget* parent)
    : Dock(parts.theme, QStringLiteral("runsDock"), tr("Runs"), parent)
    , m_board(parts.board)
    , m_settings(parts.settings)
    , m_questions(parts.questions)
    , m_model(new widgets::RunTreeModel(this))
{
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeFilter(*column);

    auto* pages = new QWidget(body);
    m_pages = new QStackedLayout(pages);
    auto* empty = new QLabel(tr("No runs yet. The demo makes three."), pages);
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    empty->setProperty("muted", true);
    empty->setFont(theme().font(widgets::TextSize::Small));
    m_pages->addWidget(empty);
    m_view = new widgets::RunTreeView(theme(), m_model, pages);
    m_view->setObjectName(QStringLiteral("runTree"));
    m_view->setAccessibleName(tr("Runs of the project"));
    m_view->setToolTip({});
    m_view->setWhatsThis(tr("A check shows the run in the plots. The selected runs are those that verbs act on. Runs "
                            "that differ in their seed alone are one row, with n; Right opens it."));
    m_pages->addWidget(m_view);
    column->addWidget(pages, 1);
    m_trash = new QToolButton(body);
    m_trash->setObjectName(QStringLiteral("trashRow"));
    m_trash->setIcon(theme().icon(QStringLiteral("trash"), widgets::ColorRole::Muted));
    m_trash->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_trash->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_trash->setFont(theme().font(widgets::TextSize::Small));
    m_trash->setToolTip(tr("Removed runs: bring them back, or delete them (Ctrl+Shift+T)."));
    m_trash->setAutoRaise(true);
    connect(m_trash, &QToolButton::clicked, this, &RunsDock::trashRequested);
    column->addWidget(m_trash);
    setWidget(body);
    makeMenus();
    connectBoard();
    takeTrash();
    takeRuns();
}

void RunsDock::makeFilter(QVBoxLayout& column)
{
    auto* box = new QWidget(this);
    auto* row = new QVBoxLayout(box);
    row->setContentsMargins(8, 4, 8, 8);
    m_filter = new QLineEdit(box);
    m_filter->setObjectName(QStringLiteral("runFilter"));
    m_filter->setProperty("compact", true);
    m_filter->setPlaceholderText(tr("Filter: model:bn kl>2 tag:paper"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(theme().icon(QStringLiteral("search"), widgets::ColorRole::Muted), QLineEdit::LeadingPosition);
    m_filter->setAccessibleName(tr("Filter the list of runs"));
    m_filter->setToolTip(
        tr("Terms that must all hold: a part of the name, model:bn, state:failed, tag:paper, data:word, seed:2, kl>2, "
           "au<=4, is:starred, created>=2026-11-01, \"words\" in name, tags or notes; -tag:old leaves out (Ctrl+F)."));
    m_filter->setWhatsThis(m_filter->toolTip());
    row->addWidget(m_filter);
    column.addWidget(box);
}

void RunsDock::makeMenus()
{
    const auto addMenu = [this](QToolButton* button) {
        auto* menu = new QMenu(button);
        menu->setObjectName(button->objectName() + QStringLiteral("Menu"));
        menu->setToolTipsVisible(true);
        button->setMenu(menu);
        button->setPopupMode(QToolButton::InstantPopup);
        return menu;
    };
    m_searches =
        addTitleButton(QStringLiteral("filter"), QStringLiteral("savedSearches"), tr("Saved searches (Ctrl+Shift+F)"));
    QMenu* searches = addMenu(m_searches);
    const SearchField field{[this] { return m_filter->text(); }, [this](const QString& text) { search(text); }};
    connect(searches, &QMenu::aboutToShow, this,
            [this, searches, field] { fillSearchMenu(*searches, m_settings, m_questions, field); });
    QToolButton* more =
        addTitleButton(QStringLiteral("columns"), QStringLiteral("runColumns"), tr("What stands behind the states"));
    QMenu* columns = addMenu(more);
    connect(columns, &QMenu::aboutToShow, this, [this, columns] { fillValueMenu(*columns, m_settings, m_board); });
}

void RunsDock::connectBoard()
{
    connect(m_filter, &QLineEdit::textChanged, m_view, &widgets::RunTreeView::setFilterText);
    connect(m_model, &widgets::RunTreeModel::shownChanged, &m_board,
            qOverload<const QStringList&, bool>(&RunBoard::setShown));
    connect(m_model, &widgets::RunTreeModel::renameRequested, this, &RunsDock::renameRequested);
    connect(m_view, &widgets::RunTreeView::selectedRunsChanged, &m_board, &RunBoard::setSelected);
    connect(m_view, &widgets::RunTreeView::currentRunChanged, this, [this](const QString& uid) {
        if (!uid.isEmpty() && !m_isTakingRuns)
            m_board.setCurrent(uid);
    });
    connect(m_view, &widgets::RunTreeView::runActivated, this, &RunsDock::openRequested);
    connect(m_view, &widgets::RunTreeView::menuRequested, this, &RunsDock::contextMenuRequested);
    connect(&m_board, &RunBoard::runsListed, this, &RunsDock::takeRuns);
    connect(&m_board, &RunBoard::runChanged, this, &RunsDock::takeRun);
    connect(&m_board, &RunBoard::shownChanged, this, &RunsDock::takeShown);
    connect(&m_board, &RunBoard::currentChanged, this, &RunsDock::takeCurrent);
    connect(&m_board, &RunBoard::trashChanged, this, &RunsDock::takeTrash);
    connect(&m_settings, &RunListSettings::changed, this, &RunsDock::takeSettings);
}

void RunsDock::takeTrash()
{
    m_trash->setText(tr("Trash: %n run(s)", nullptr, m_board.trashCount()));
    m_trash->setVisible(m_board.trashCount() > 0);
}

void RunsDock::takeSettings()
{
    m_model->setValueMetric(m_settings.valueMetric());
    m_view->setValueColumnShown(!m_settings.valueMetric().isEmpty());
}

void RunsDock::search(const QString& text)
{
    focusFilter();
    m_filter->setText(text);
}

void RunsDock::openSearchMenu()
{
    show();
    m_searches->menu()->popup(m_searches->mapToGlobal(QPoint(0, m_searches->height())));
}

void RunsDock::editName(const QString& uid)
{
    show();
    raise();
    const RunRecord* run = m_board.run(uid);
    if (run && m_view->isFiltering() && !experiments::RunQuery(m_filter->text()).matches(*run))
        m_filter->clear();
    m_view->setFocus();
    m_view->editName(uid);
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
    QHash<QString, std::size_t> placeOf;
    std::vector<std::vector<const RunRecord*>> groups; // of each the newest first
    for (const RunRecord& run : m_board.runs()) {
        auto place = placeOf.constFind(run.group);
        if (place == placeOf.cend()) {
            place = placeOf.insert(run.group, groups.size());
            groups.emplace_back();
        }
        groups[*place].push_back(&run);
    }
    QList<RunRecord> ordered;
    ordered.reserve(m_board.runs().size());
    for (const auto& group : groups)
        for (auto run = group.crbegin(); run != group.crend(); ++run)
            ordered.append(**run);
    m_isTakingRuns = true; // a run that moves into a fold stays the current one
    m_model->setRuns(ordered);
    m_isTakingRuns = false;
    m_pages->setCurrentIndex(ordered.isEmpty() ? 0 : 1);
    takeShown();
    // A run that was put away is not the current one any more, unless there is no other.
    if (m_board.run(m_board.current()) && !m_view->isPutAway(m_board.current()))
        m_view->setCurrentUid(m_board.current());
    else if (!m_view->currentUid().isEmpty())
        m_board.setCurrent(m_view->currentUid());
}

void RunsDock::takeRun(const QString& uid)
{
    const RunRecord* run = m_board.run(uid);
    if (!run || !m_model->run(uid))
        return;
    m_model->updateRun(*run);
    m_model->setTrend(uid, m_board.history(uid).trend);
}

void RunsDock::takeCurrent(const QString& uid)
{
    if (m_view->currentUid().isEmpty())
        m_view->setCurrentUid(uid); // the first one of a project: folds stay closed
    else if (m_view->currentUid() != uid)
        m_view->reveal(uid); // somebody asked for this run, not for all its seeds
}

void RunsDock::takeShown()
{
    m_model->showOnly(m_board.shown());
}

} // namespace lb::gui
