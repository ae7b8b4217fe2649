#include "gui/docks/inspector_dock.h"

#include "experiments/records/imported_run.h"
#include "gui/docks/config_view.h"
#include "gui/docks/lineage_view.h"
#include "gui/project/store_thread.h"
#include "gui/run_actions.h"
#include "gui/swatch.h"
#include "widgets/tables/run_state_style.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPlainTextEdit>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTextBrowser>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>
#include <utility>

namespace lb::gui {

using experiments::RunRecord;
using widgets::TextSize;

namespace {

constexpr int kStepRole = Qt::UserRole; ///< of a checkpoint's row
constexpr int kLeastWidth = 260;        ///< all four tabs are seen; a change of theme would squeeze them

using namespace std::chrono_literals;

constexpr auto kSaveNotesAfter = 1500ms; // of no typing

} // namespace

InspectorDock::InspectorDock(const widgets::Theme& theme, RunBoard& board, RunActions& runs, StoreThread& store,
                             QWidget* parent)
    : Dock(theme, QStringLiteral("inspectorDock"), tr("Inspector"), parent)
    , m_board(board)
    , m_runs(runs)
    , m_store(store)
{
    auto* body = new QWidget(this);
    body->setMinimumWidth(kLeastWidth);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    auto* head = new QWidget(body);
    auto* headColumn = new QVBoxLayout(head);
    headColumn->setContentsMargins(10, 8, 10, 8);
    headColumn->setSpacing(2);
    auto* nameRow = new QHBoxLayout;
    nameRow->setSpacing(6);
    m_swatch = new QLabel(head);
    m_name = new QLabel(head);
    m_name->setFont(theme.font(TextSize::Small, true));
    m_name->setObjectName(QStringLiteral("inspectorName"));
    m_detail = new QLabel(head);
    m_detail->setProperty("muted", true);
    m_detail->setFont(theme.font(TextSize::Small));
    nameRow->addWidget(m_swatch);
    nameRow->addWidget(m_name);
    nameRow->addWidget(m_detail, 1);
    headColumn->addLayout(nameRow);
    m_state = new QLabel(head);
    m_state->setObjectName(QStringLiteral("inspectorState"));
    m_state->setProperty("muted", true);
    m_state->setFont(theme.font(TextSize::Small));
    m_state->setWordWrap(true);
    m_state->setTextFormat(Qt::PlainText);
    headColumn->addWidget(m_state);
    m_changes = new QLabel(head);
    m_changes->setObjectName(QStringLiteral("inspectorChanges"));
    m_changes->setFont(theme.font(TextSize::Small));
    m_changes->setWordWrap(true);
    headColumn->addWidget(m_changes);

    m_tabs = new QTabWidget(body);
    m_tabs->setObjectName(QStringLiteral("inspectorTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false); // a line beside the tabs
    m_configView = new ConfigView(theme, m_tabs);
    m_tabs->addTab(m_configView, tr("Config"));
    m_tabs->addTab(makeNotes(), tr("Notes"));
    m_tabs->addTab(makeCheckpoints(), tr("Checkpoints"));
    auto* lineage = new LineageView({theme, board, store}, m_tabs);
    connect(lineage, &LineageView::dataRequested, this, &InspectorDock::dataRequested);
    m_tabs->addTab(lineage, tr("Lineage"));
    column->addWidget(head);
    column->addWidget(m_tabs, 1);
    setWidget(body);

    connect(&board, &RunBoard::currentChanged, this, &InspectorDock::readRun);
    connect(&board, &RunBoard::runsListed, this, [this] {
        if (m_uid.isEmpty() || m_config.uid != m_uid)
            readRun();
        showRecord();
    });
    connect(&board, &RunBoard::runChanged, this, [this](const QString& uid) {
        if (uid == m_uid)
            showRecord();
    });
    connect(&theme, &widgets::Theme::changed, this, [this] {
        showConfig(m_config);
        showRecord();
    });
    readRun();
}

InspectorDock::~InspectorDock() = default;

QWidget* InspectorDock::makeNotes()
{
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(8, 8, 8, 8);
    m_tags = new QLineEdit(page);
    m_tags->setObjectName(QStringLiteral("tagsEdit"));
    m_tags->setPlaceholderText(tr("Tags, separated by commas"));
    m_tags->setToolTip(tr("Words to find the run by."));
    m_tags->setWhatsThis(m_tags->toolTip());
    m_tags->setAccessibleName(tr("Tags"));
    connect(m_tags, &QLineEdit::editingFinished, this, [this] { m_runs.setTags(m_uid, tagsFrom(m_tags->text())); });
    column->addWidget(m_tags);
    m_notes = new QPlainTextEdit(page);
    m_notes->setObjectName(QStringLiteral("notesEdit"));
    m_notes->setProperty("field", true);
    m_notes->setPlaceholderText(tr("Notes: what you expect, what you saw. Kept with the run."));
    m_notes->setToolTip(
        tr("Markdown, kept in the run's folder. Saved when you stop typing; Edit > Undo takes it back."));
    m_notes->setWhatsThis(m_notes->toolTip());
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->setTabChangesFocus(true);
    m_notesTimer = new QTimer(this);
    m_notesTimer->setSingleShot(true);
    m_notesTimer->setInterval(kSaveNotesAfter);
    connect(m_notesTimer, &QTimer::timeout, this, &InspectorDock::saveNotes);
    connect(m_notes, &QPlainTextEdit::textChanged, m_notesTimer, qOverload<>(&QTimer::start));
    m_preview = new QTextBrowser(page);
    m_preview->setObjectName(QStringLiteral("notesPreview"));
    m_preview->setAccessibleName(tr("Notes as they read"));
    m_preview->setToolTip(tr("The notes with headings, lists, emphasis and links."));
    m_preview->setWhatsThis(m_preview->toolTip());
    m_preview->setOpenExternalLinks(true);
    m_preview->setTabChangesFocus(true);
    m_preview->hide();
    auto* row = new QHBoxLayout;
    auto* hint = new QLabel(tr("Markdown"), page);
    hint->setProperty("muted", true);
    hint->setFont(theme().font(TextSize::Small));
    row->addWidget(hint, 1);
    m_showPreview = new QToolButton(page);
    m_showPreview->setObjectName(QStringLiteral("notesPreviewButton"));
    m_showPreview->setText(tr("Preview"));
    m_showPreview->setCheckable(true);
    m_showPreview->setToolTip(tr("Shows how the notes read; again to go on writing."));
    m_showPreview->setWhatsThis(m_showPreview->toolTip());
    row->addWidget(m_showPreview);
    connect(m_showPreview, &QToolButton::toggled, this, &InspectorDock::showPreview);
    column->addLayout(row);
    column->addWidget(m_notes, 1);
    column->addWidget(m_preview, 1);
    return page;
}

void InspectorDock::showPreview(bool isShown)
{
    saveNotes();
    m_preview->setMarkdown(m_notes->toPlainText());
    m_notes->setVisible(!isShown);
    m_preview->setVisible(isShown);
    (isShown ? static_cast<QWidget*>(m_preview) : m_notes)->setFocus();
}

QWidget* InspectorDock::makeCheckpoints()
{
    m_checkpoints = new QStandardItemModel(0, 4, this);
    m_checkpoints->setHorizontalHeaderLabels({tr("Step"), tr("Kind"), tr("MB"), tr("Saved")});
    auto* view = new QTableView(this);
    view->setObjectName(QStringLiteral("checkpointView"));
    view->setAccessibleName(tr("Checkpoints of the current run"));
    view->setToolTip(tr("States that the run can be continued from. A double click, or Return, forks the run from one; "
                        "the menu exports it."));
    view->setWhatsThis(view->toolTip());
    view->setModel(m_checkpoints);
    view->setShowGrid(false);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setTabKeyNavigation(false);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(24);
    view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    view->horizontalHeader()->setStretchLastSection(true);
    const auto stepAt = [this](const QModelIndex& index) {
        return m_checkpoints->index(index.row(), 0).data(kStepRole).toLongLong();
    };
    connect(view, &QTableView::activated, this,
            [this, stepAt](const QModelIndex& index) { emit forkRequested(stepAt(index)); });
    view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(view, &QTableView::customContextMenuRequested, this, [this, view, stepAt](const QPoint& position) {
        const QModelIndex index = view->indexAt(position).isValid() ? view->indexAt(position) : view->currentIndex();
        if (index.isValid())
            showCheckpointMenu(stepAt(index), view->viewport()->mapToGlobal(position));
    });
    return view;
}

void InspectorDock::showCheckpointMenu(qint64 step, const QPoint& globalPosition)
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("checkpointMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    const auto add = [&](const char* name, const QString& icon, const QString& text, const QString& help, auto signal) {
        QAction* action = menu->addAction(theme().icon(icon), text);
        action->setObjectName(QLatin1String(name));
        action->setToolTip(help);
        connect(action, &QAction::triggered, this, [this, step, signal] { emit(this->*signal)(step); });
    };
    add("forkFromCheckpoint", QStringLiteral("fork"), tr("Fork from here…"),
        tr("A new run with these weights, and one setting changed."), &InspectorDock::forkRequested);
    add("exportCheckpoint", QStringLiteral("export"), tr("Export checkpoint…"),
        tr("A folder for other programs: weights as safetensors, the settings as JSON, a script that loads them."),
        &InspectorDock::exportRequested);
    add("copyExportCommand", QStringLiteral("terminal"), tr("Copy as command"),
        tr("The same export from the command line."), &InspectorDock::exportCommandRequested);
    menu->popup(globalPosition);
}

void InspectorDock::readRun()
{
    saveNotes();
    m_uid = m_board.current();
    m_shownCheckpoints = -1;
    const RunRecord* record = m_board.run(m_uid);
    m_tabs->setEnabled(record != nullptr);
    if (!record) {
        m_config = {};
        m_configView->clear();
        showRecord();
        return;
    }
    const QSignalBlocker quietNotes(m_notes);
    m_seenNotes = record->notes;
    m_notes->setPlainText(record->notes);
    m_preview->setMarkdown(record->notes);
    m_tags->setText(record->tags.join(tr(", ")));
    showRecord();
    m_store.ask(
        this, [run = *record](StoreReader& reader) { return readConfig(*reader.store(), run); },
        [this, uid = m_uid](const experiments::Result<RunConfig>& config) {
            if (uid != m_uid)
                return; // another run was chosen meanwhile
            if (config)
                showConfig(*config);
            else
                m_changes->setText(tr("The settings cannot be read: %1").arg(config.error().detail));
        });
}

void InspectorDock::showRecord()
{
    const RunRecord* record = m_board.run(m_uid);
    m_swatch->setVisible(record != nullptr);
    const bool hasEnded = record && !experiments::isActive(record->state);
    m_state->setText(!record ? QString() : hasEnded ? record->stateReason : widgets::runPatience(*record));
    m_state->setVisible(!m_state->text().isEmpty());
    if (!record) {
        m_name->setText({});
        m_detail->setText(tr("Choose a run to see its settings."));
        m_changes->clear();
        return;
    }
    m_swatch->setPixmap(
        runSwatch(theme(), experiments::hueOf(*record), experiments::dashOf(*record), devicePixelRatioF()));
    m_name->setText(record->name);
    if (experiments::isImported(*record)) {
        m_detail->setText(tr("imported: numbers alone"));
        m_changes->clear();
        return;
    }
    const RunRecord* leader = m_board.run(record->lockStepUid);
    m_detail->setText(leader ? tr("seed %1, in lock step with %2").arg(record->seed).arg(leader->name)
                             : tr("seed %1").arg(record->seed));
    // Undone, or changed by another program; what is just being written stays.
    if (std::exchange(m_seenNotes, record->notes) != record->notes && !m_notesTimer->isActive() &&
        m_notes->toPlainText() != record->notes) {
        const QSignalBlocker quiet(m_notes);
        m_notes->setPlainText(record->notes);
        m_preview->setMarkdown(record->notes);
    }
    if (m_config.uid == m_uid) {
        m_configView->setTheory(*record, m_board.history(m_uid));
        m_configView->setMeasured(*record);
    }
    showCheckpoints();
}

void InspectorDock::showConfig(const RunConfig& config)
{
    m_config = config;
    if (config.uid.isEmpty())
        return;
    const int changes = int(config.changed.size());
    switch (config.base) {
    case RunConfig::Base::Parent:
        m_changes->setText(changes == 0 ? tr("Same as %1").arg(config.baseName)
                                        : tr("%n change(s) from %1", nullptr, changes).arg(config.baseName));
        break;
    case RunConfig::Base::Preset:
        m_changes->setText(changes == 0 ? tr("Same as the preset %1").arg(config.baseName)
                                        : tr("%n change(s) from the preset %1", nullptr, changes).arg(config.baseName));
        break;
    case RunConfig::Base::Defaults:
        m_changes->setText(changes == 0 ? tr("All settings are the defaults")
                                        : tr("%n change(s) from the defaults", nullptr, changes));
        break;
    }
    m_configView->setConfig(config);
    showRecord();
}

void InspectorDock::showCheckpoints()
{
    const auto& checkpoints = m_board.history(m_uid).checkpoints;
    if (checkpoints.size() == m_shownCheckpoints)
        return;
    m_shownCheckpoints = checkpoints.size();
    m_checkpoints->setRowCount(0);
    const QLocale locale = widgets::displayLocale();
    for (auto checkpoint = checkpoints.crbegin(); checkpoint != checkpoints.crend(); ++checkpoint) {
        QList<QStandardItem*> row{
            new QStandardItem(widgets::countText(checkpoint->step)), new QStandardItem(checkpoint->kind),
            new QStandardItem(widgets::numberText(double(checkpoint->bytes) / 1e6, 1)),
            new QStandardItem(
                locale.toString(QDateTime::fromMSecsSinceEpoch(checkpoint->timeMs).time(), QLocale::ShortFormat))};
        row[0]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        row[0]->setData(checkpoint->step, kStepRole);
        row[2]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        for (QStandardItem* item : row)
            item->setToolTip(checkpoint->fileName);
        m_checkpoints->appendRow(row);
    }
}

void InspectorDock::saveNotes()
{
    m_notesTimer->stop();
    if (!m_uid.isEmpty() && m_board.run(m_uid))
        m_runs.setNotes(m_uid, m_notes->toPlainText());
}

} // namespace lb::gui
