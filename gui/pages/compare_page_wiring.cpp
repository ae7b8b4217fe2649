// What the Compare page does when something is chosen.
#include "experiments/records/tex_text.h"
#include "gui/compare/compare_columns.h"
#include "gui/compare/compare_data.h"
#include "gui/compare/compare_pane.h"
#include "gui/compare/compare_table.h"
#include "gui/pages/compare_bar.h"
#include "gui/pages/compare_page.h"
#include "gui/run_board.h"
#include "widgets/compare/compare_model.h"
#include "widgets/compare/compare_view.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QShortcut>

#include <utility>

namespace lb::gui {

namespace {

QString quoted(QString word)
{
    static const QString plain = QStringLiteral("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./");
    const bool isPlain =
        !word.isEmpty() && std::all_of(word.cbegin(), word.cend(), [](QChar c) { return plain.contains(c); });
    if (isPlain)
        return word;
    return QLatin1Char('\'') + word.replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

} // namespace

void ComparePage::connectParts()
{
    connect(&m_rebuildTimer, &QTimer::timeout, this, &ComparePage::rebuild);
    connect(&m_halvesTimer, &QTimer::timeout, this, &ComparePage::takeHalf);
    RunBoard& board = m_parts.board;
    connect(&board, &RunBoard::runsListed, this, &ComparePage::scheduleRebuild);
    connect(&board, &RunBoard::shownChanged, this, &ComparePage::scheduleRebuild);
    connect(&board, &RunBoard::currentChanged, this, [this](const QString& uid) {
        // A group stays chosen while one of its runs is the current one.
        const CompareGroup* group = m_scene.group(m_currentKey);
        if (!group || !group->uids().contains(uid))
            m_currentKey = uid;
        scheduleRebuild();
    });
    connect(m_data, &CompareData::changed, this, &ComparePage::scheduleRebuild);
    connect(m_bar, &CompareBar::settingsChanged, this, [this] {
        for (const QString& metric : m_bar->settings().metrics)
            m_data->want(metric);
        keepColumns();
        scheduleRebuild();
    });
    connect(m_bar, &CompareBar::copyRequested, m_table, &widgets::CompareView::copy);
    connect(m_bar, &CompareBar::latexRequested, this, [this] { QGuiApplication::clipboard()->setText(latex()); });
    connect(m_bar, &CompareBar::commandRequested, this, [this] { QGuiApplication::clipboard()->setText(command()); });
    connectTable();
    connectColumns();
    connectPane(m_left);
    connectPane(m_right);
    m_left->setView(ComparePane::View::Plane);
    m_right->setView(ComparePane::View::Parallel);
}

void ComparePage::connectTable()
{
    using widgets::CompareView;
    connect(m_model, &widgets::CompareModel::shownToggled, this, [this](const QStringList& uids, bool isShown) {
        QStringList shown = m_parts.board.shown();
        for (const QString& uid : uids) {
            shown.removeAll(uid);
            if (isShown)
                shown.append(uid);
        }
        select(shown);
    });
    connect(m_table, &CompareView::currentRowChanged, this, [this](const QString& key) {
        if (!m_isTaking)
            choose(key);
    });
    connect(m_table, &CompareView::rowActivated, this, [this](const QString& key) {
        const CompareGroup* group = m_scene.group(key);
        emit openRequested(group ? group->runs.first().uid : key);
    });
    connect(m_table, &CompareView::pinRequested, this, &ComparePage::pin);
    connect(m_table, &CompareView::sortRequested, this, &ComparePage::sort);
    connect(m_table, &CompareView::columnMenuRequested, this, [this](const QString& column, const QPoint& position) {
        if (m_scene.metrics.contains(column))
            m_bar->showValueMenu(column, position);
    });
}

void ComparePage::connectColumns()
{
    connect(m_table, &widgets::CompareView::columnLayoutChanged, this, &ComparePage::keepColumns);
    connect(m_bar, &CompareBar::usualColumnsRequested, this, [this] {
        m_table->setColumnLayout({});
        keepColumns();
    });
    connect(m_columns, &CompareColumnMemory::failed, this, &ComparePage::failed);
    connect(m_columns, &CompareColumnMemory::recalled, this, [this](const QString& text) {
        CompareSettings settings = m_bar->settings();
        widgets::CompareColumnLayout layout;
        readColumns(text, settings, layout);
        m_bar->set(settings);
        m_table->setColumnLayout(layout);
        for (const QString& metric : settings.metrics)
            m_data->want(metric);
        scheduleRebuild();
    });
}

void ComparePage::keepColumns()
{
    m_columns->keep(columnsText(m_bar->settings(), m_table->columnLayout()));
}

void ComparePage::connectPane(ComparePane* pane)
{
    connect(pane, &ComparePane::selectionRequested, this, &ComparePage::select);
    connect(pane, &ComparePane::currentRequested, this, &ComparePage::choose);
    connect(pane, &ComparePane::reportRequested, this, &ComparePage::reportRequested);
    connect(pane, &ComparePane::metricWanted, m_data, &CompareData::want);
}

void ComparePage::addKeys()
{
    auto* group = new QShortcut(QKeySequence(Qt::Key_G), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(group, &QShortcut::activated, this,
            [this] { findChild<QCheckBox*>(QStringLiteral("groupSeeds"))->click(); });
}

void ComparePage::choose(const QString& key)
{
    m_currentKey = key;
    const CompareGroup* group = m_scene.group(key);
    const QString uid = group ? group->runs.first().uid : key;
    if (!group || !group->uids().contains(m_parts.board.current()))
        m_parts.board.setCurrent(uid);
    scheduleRebuild();
}

void ComparePage::select(const QStringList& uids)
{
    m_parts.board.showOnly(uids);
}

void ComparePage::pin(const QString& key)
{
    CompareSettings settings = m_bar->settings();
    const CompareGroup* group = m_scene.group(key);
    if (!group)
        group = m_scene.groupOf(key); // a seed stands for its group
    if (!group)
        return;
    const bool isPinned = m_scene.baseline() == group;
    settings.baseline = isPinned ? QString() : group->runs.first().uid;
    m_bar->set(settings);
    scheduleRebuild();
}

void ComparePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_data->setActive(true);
    scheduleRebuild();
}

void ComparePage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_data->setActive(false);
}

QString ComparePage::command() const
{
    QStringList words{QStringLiteral("latentbench-cli"), QStringLiteral("--project"), quoted(m_parts.projectFolder()),
                      QStringLiteral("compare")};
    for (const CompareGroup& group : m_scene.shownGroups())
        for (const experiments::RunRecord& run : group.runs)
            words.append(quoted(run.name));
    words += {QStringLiteral("--at"), m_scene.settings.value.name(), QStringLiteral("--stats")};
    if (const CompareGroup* base = m_scene.baseline())
        words += {QStringLiteral("--baseline"), quoted(base->runs.first().name)};
    return words.join(QLatin1Char(' '));
}

QString ComparePage::latex() const
{
    const CompareTable table = compareTable(m_scene);
    using Kind = widgets::CompareColumn::Kind;
    QList<int> columns;
    QString alignment;
    QList<QStringList> cells(1);
    for (int i = 0; i < table.columns.size(); ++i) {
        const Kind kind = table.columns[i].kind;
        if (kind == Kind::State || kind == Kind::Differs)
            continue;
        columns.append(i);
        alignment +=
            kind == Kind::Metric || kind == Kind::Count || kind == Kind::Time ? QLatin1Char('r') : QLatin1Char('l');
        cells.first().append(experiments::texText(table.columns[i].title));
    }
    for (const widgets::CompareRow& row : table.rows) {
        QStringList line;
        for (const int i : std::as_const(columns)) {
            const widgets::CompareCell& cell = row.cells[i];
            QString words = experiments::texText(cell.text);
            if (cell.isBest)
                words = QStringLiteral("\\textbf{%1}").arg(words);
            if (cell.delta.startsWith(QChar(0xb1)))
                words += QLatin1Char(' ') + experiments::texText(cell.delta);
            line.append(words);
        }
        cells.append(line);
    }
    return experiments::texTabular(cells, alignment);
}

} // namespace lb::gui
