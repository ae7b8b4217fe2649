#include "gui/pages/compare_page.h"

#include "gui/background.h"
#include "gui/compare/compare_columns.h"
#include "gui/compare/compare_data.h"
#include "gui/compare/compare_pane.h"
#include "gui/compare/compare_table.h"
#include "gui/pages/compare_bar.h"
#include "gui/run_board.h"
#include "widgets/compare/compare_model.h"
#include "widgets/compare/compare_view.h"
#include "widgets/logs/empty_state.h"
#include "widgets/theme/theme.h"

#include <QLabel>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <chrono>

namespace lb::gui {

using namespace std::chrono_literals;
using widgets::TextSize;

namespace {
constexpr auto kHalvesPause = 100ms; // of a filter that is being typed, with thousands of runs
constexpr int kMargin = 8;
} // namespace

ComparePage::ComparePage(const Parts& parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_data(new CompareData(parts.board, parts.store, this))
    , m_columns(new CompareColumnMemory(parts.store, this))
    , m_model(new widgets::CompareModel(this))
{
    setObjectName(QStringLiteral("comparePage"));
    m_rebuildTimer.setSingleShot(true);
    m_rebuildTimer.setInterval(0ms);
    m_halvesTimer.setSingleShot(true);
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(makeEmpty());
    m_pages->addWidget(makeBody());
    connectParts();
    addKeys();
    rebuild();
}

ComparePage::~ComparePage() = default;

QWidget* ComparePage::makeEmpty()
{
    auto* empty =
        new widgets::EmptyState(m_parts.theme, QStringLiteral("table"),
                                tr("Runs stand side by side here, with their differences and how sure they are. "
                                   "There is no run in this project yet."),
                                tr("Run the demo"), this);
    empty->setObjectName(QStringLiteral("emptyCompare"));
    connect(empty, &widgets::EmptyState::buttonClicked, this, &ComparePage::demoRequested);
    return empty;
}

QWidget* ComparePage::makeBody()
{
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(kMargin, 0, kMargin, kMargin);
    column->setSpacing(0);
    m_bar = new CompareBar(m_parts.theme, body);
    column->addWidget(m_bar);
    auto* halves = new QSplitter(Qt::Vertical, body);
    halves->setObjectName(QStringLiteral("compareSplitter"));
    halves->setChildrenCollapsible(false);
    halves->setHandleWidth(kMargin);
    auto* upper = new QFrame(halves);
    upper->setProperty("panel", true);
    auto* upperColumn = new QVBoxLayout(upper);
    upperColumn->setContentsMargins(1, 1, 1, 1);
    upperColumn->setSpacing(0);
    m_table = new widgets::CompareView(m_parts.theme, m_model, upper);
    m_table->setFrameShape(QFrame::NoFrame);
    upperColumn->addWidget(m_table, 1);
    upperColumn->addWidget(makeClaim(upper));
    auto* panes = new QSplitter(Qt::Horizontal, halves);
    panes->setObjectName(QStringLiteral("comparePanes"));
    panes->setChildrenCollapsible(false);
    panes->setHandleWidth(kMargin);
    const ComparePane::Parts parts{m_parts.theme, m_parts.store, m_parts.board.time()};
    m_left = new ComparePane(parts, QStringLiteral("left"), panes);
    m_right = new ComparePane(parts, QStringLiteral("right"), panes);
    panes->setSizes({600, 800});
    halves->setSizes({400, 330});
    column->addWidget(halves, 1);
    return body;
}

QWidget* ComparePage::makeClaim(QWidget* parent)
{
    auto* strip = new QFrame(parent);
    strip->setProperty("panelFooter", true);
    auto* row = new QHBoxLayout(strip);
    row->setContentsMargins(10, 4, 10, 4);
    row->setSpacing(8);
    const auto add = [&](const char* name, bool isMuted) {
        auto* label = new QLabel(strip);
        label->setObjectName(QLatin1String(name));
        label->setFont(m_parts.theme.font(TextSize::Small, !isMuted));
        label->setProperty("muted", isMuted);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setMinimumHeight(18);
        row->addWidget(label);
        return label;
    };
    m_claimSubject = add("claimSubject", false);
    m_claimTest = add("claimTest", true);
    m_claimTest->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->setStretchFactor(m_claimTest, 1);
    auto* note = new QLabel(tr("Bold and underlined: best. A dash: no such quantity."), strip);
    note->setFont(m_parts.theme.font(TextSize::Small));
    note->setProperty("muted", true);
    row->addWidget(note);
    return strip;
}

void ComparePage::scheduleRebuild()
{
    if (isVisible() && !m_rebuildTimer.isActive())
        m_rebuildTimer.start();
}

CompareWish ComparePage::wish() const
{
    return {.runs = m_parts.board.runs(),
            .data = m_data->read(),
            .settings = m_bar->settings(),
            .shown = m_parts.board.shown(),
            .current = m_currentKey.isEmpty() ? m_parts.board.current() : m_currentKey};
}

void ComparePage::rebuild()
{
    m_isStale = m_isBuilding; // done again when what is being made has come
    if (m_isBuilding)
        return;
    if (m_parts.board.runs().size() <= kManyComparedRuns)
        return take(buildComparison(wish()));
    m_isBuilding = true;
    inBackground(
        this, [wish = wish()] { return buildComparison(wish); },
        [this](Comparison made) {
            m_isBuilding = false;
            const CompareSettings& now = m_bar->settings(); // sorted otherwise meanwhile
            if (made.scene.settings.sortColumn != now.sortColumn ||
                made.scene.settings.isDescending != now.isDescending)
                sortTable(made.table, now);
            take(std::move(made));
            if (std::exchange(m_isStale, false))
                scheduleRebuild();
        });
}

void ComparePage::take(Comparison made)
{
    m_scene = std::move(made.scene);
    m_scene.settings = m_bar->settings();
    m_scene.shown = m_parts.board.shown();
    m_pages->setCurrentIndex(m_parts.board.isListed() && m_scene.allRuns == 0 ? 0 : 1);
    m_rows = std::move(made.table);
    takeRows();
    m_bar->setScene(m_scene);
    updateClaim();
    m_isLeftDue = m_isRightDue = true;
    if (m_scene.allRuns > kManyComparedRuns) {
        // Both halves at once would hold up the window, and the next letter of a filter.
        m_halvesTimer.start(kHalvesPause);
        return;
    }
    takeHalf();
    takeHalf();
}

void ComparePage::takeHalf()
{
    if (std::exchange(m_isLeftDue, false)) {
        m_left->setScene(m_scene);
        m_halvesTimer.start(0ms);
    } else if (std::exchange(m_isRightDue, false)) {
        m_right->setScene(m_scene);
    }
}

void ComparePage::sort(const QString& column, bool isDescending)
{
    CompareSettings settings = m_bar->settings();
    settings.sortColumn = column;
    settings.isDescending = isDescending;
    m_bar->set(settings);
    m_scene.settings = settings;
    sortTable(m_rows, settings);
    takeRows();
}

void ComparePage::takeRows()
{
    m_isTaking = true;
    const auto seeds = [facts = m_rows.facts, settings = m_scene.settings](const widgets::CompareRow& group) {
        return seedRows(*facts, group.key, settings);
    };
    const auto words = [facts = m_rows.facts](const widgets::CompareRow& row, int column) {
        return cellWords(*facts, row, column);
    };
    m_model->set(m_rows.columns, m_rows.rows, {.seedRows = seeds, .words = words});
    m_model->setShown(m_scene.shown);
    m_table->setSort(m_scene.settings.sortColumn, m_scene.settings.isDescending);
    m_table->setCurrentKey(m_scene.current);
    m_isTaking = false;
}

void ComparePage::updateClaim()
{
    const CompareGroup* group = m_scene.group(m_scene.current);
    if (!group)
        group = m_scene.groupOf(m_scene.current);
    const QStringList metrics = m_scene.settings.metrics.isEmpty() ? m_scene.usual : m_scene.settings.metrics;
    const QString sorted = m_scene.settings.sortColumn;
    QString metric = metrics.contains(sorted) ? sorted : QString();
    for (const QString& candidate : metrics) // the first that says anything about this group
        if (metric.isEmpty() && group && experiments::summarise(m_scene.values(*group, candidate)).n > 0)
            metric = candidate;
    if (!group || metric.isEmpty()) {
        m_claimSubject->clear();
        m_claimTest->setText(tr("Choose a row to read what its numbers say."));
        return;
    }
    const ClaimWords words = claimWords(m_scene, *group, metric);
    m_claimSubject->setText(words.subject + QLatin1Char(' ') + words.claim);
    m_claimTest->setText(words.test);
    m_claimTest->setToolTip(words.test);
}

void ComparePage::focusTable()
{
    m_pages->currentIndex() == 0 ? setFocus() : m_table->setFocus();
}

void ComparePage::focusFilter()
{
    m_bar->focusFilter();
}

} // namespace lb::gui
