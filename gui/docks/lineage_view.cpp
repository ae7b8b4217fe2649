#include "gui/docks/lineage_view.h"

#include "experiments/records/program_facts.h"
#include "gui/project/store_thread.h"
#include "widgets/tables/run_state_style.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QJsonObject>
#include <QLabel>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace lb::gui {

using experiments::RunRecord;

namespace {

constexpr int kUidRole = Qt::UserRole + 1;
constexpr int kIndent = 12;
constexpr int kHashLetters = 12;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(lb::gui::LineageView)
};

/// "Split 8,000 training, 1,000 validation and 1,000 test items (list 1a2b3c4d5e6f). Trained by Latentbench 0.1.0, ..."
QString originText(const QJsonObject& theory)
{
    const auto count = [&theory](const char* key) {
        return widgets::countText(theory.value(QLatin1String(key)).toInteger());
    };
    QStringList sentences;
    if (const QString hash = theory.value(QLatin1String("split_hash")).toString(); !hash.isEmpty())
        sentences.append(
            Words::tr("Split: %1 training, %2 validation and %3 test items (list %4).")
                .arg(count("train_items"), count("validation_items"), count("test_items"), hash.left(kHashLetters)));
    const QString program = experiments::programText(theory.value(QLatin1String("program")).toObject());
    if (!program.isEmpty())
        sentences.append(Words::tr("Trained by %1.").arg(program));
    return sentences.join(QLatin1Char(' '));
}

} // namespace

LineageView::LineageView(const Parts& parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_model(new QStandardItemModel(0, 2, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_data = new QLabel(this);
    m_data->setObjectName(QStringLiteral("lineageData"));
    m_data->setContentsMargins(10, 6, 10, 6);
    m_data->setFont(parts.theme.font(widgets::TextSize::Small));
    m_data->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_data->setToolTip(tr("The data set on the Data page."));
    connect(m_data, &QLabel::linkActivated, this, &LineageView::dataRequested);
    column->addWidget(m_data);
    m_origin = new QLabel(this);
    m_origin->setObjectName(QStringLiteral("lineageOrigin"));
    m_origin->setContentsMargins(10, 0, 10, 6);
    m_origin->setFont(parts.theme.font(widgets::TextSize::Small));
    m_origin->setProperty("muted", true);
    m_origin->setWordWrap(true);
    m_origin->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_origin->setToolTip(tr("Equal lists have equal hashes. The program and the computer are those that trained."));
    column->addWidget(m_origin);
    m_model->setHorizontalHeaderLabels({tr("Run"), tr("From")});
    m_tree = new QTreeView(this);
    m_tree->setObjectName(QStringLiteral("lineageTree"));
    m_tree->setAccessibleName(tr("Where the run comes from and what came from it"));
    m_tree->setToolTip(tr("A click, or Return, goes to the run."));
    m_tree->setWhatsThis(m_tree->toolTip());
    m_tree->setModel(m_model);
    m_tree->setFont(parts.theme.font(widgets::TextSize::Small));
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setIndentation(kIndent);
    m_tree->setUniformRowHeights(true);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    connect(m_tree, &QTreeView::clicked, this, &LineageView::choose);
    connect(m_tree, &QTreeView::activated, this, &LineageView::choose);
    column->addWidget(m_tree, 1);
    connect(&parts.board, &RunBoard::currentChanged, this, &LineageView::takeRuns);
    connect(&parts.board, &RunBoard::runsListed, this, &LineageView::takeRuns);
    connect(&parts.theme, &widgets::Theme::changed, this, &LineageView::rebuild);
}

void LineageView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    takeRuns();
}

void LineageView::takeRuns()
{
    if (!isVisible())
        return;
    const QString uid = m_parts.board.current();
    const QList<LineageEntry> entries =
        m_parts.board.run(uid) ? lineageOf(m_parts.board.runs(), uid) : QList<LineageEntry>();
    QStringList names;
    for (const LineageEntry& entry : entries)
        if (const RunRecord* run = m_parts.board.run(entry.uid))
            names.append(run->name + widgets::runStateStyle(run->state).word);
    if (uid == m_uid && entries == m_entries && names == m_names)
        return;
    const bool isOther = entries != m_entries;
    m_uid = uid;
    m_names = names;
    m_entries = entries;
    if (isOther)
        readFacts();
    rebuild();
}

void LineageView::readFacts()
{
    QList<RunRecord> runs;
    for (const LineageEntry& entry : std::as_const(m_entries))
        if (const RunRecord* run = m_parts.board.run(entry.uid))
            runs.append(*run);
    m_parts.store.ask(
        this,
        [runs, entries = m_entries](StoreReader& reader) {
            return reader.store() ? readLineageFacts(*reader.store(), runs, entries) : LineageFacts();
        },
        [this, entries = m_entries](const LineageFacts& facts) {
            if (entries != m_entries)
                return;
            m_facts = facts;
            rebuild();
        });
}

LineageView::Origin LineageView::originOf(const LineageEntry& entry, const RunRecord& run) const
{
    if (m_facts.imports.contains(entry.uid))
        return {tr("import"), m_facts.imports.value(entry.uid)};
    if (run.parentUid.isEmpty())
        return {tr("scratch"), tr("Trained from scratch.")};
    if (run.parentStep < 0)
        return {tr("settings"), tr("Trained from scratch with the settings of the run above, some changed.")};
    const QString step = widgets::countText(run.parentStep);
    return {tr("step %1").arg(step), tr("Began with the weights of the run above at step %1.").arg(step)};
}

QList<QStandardItem*> LineageView::rowOf(const LineageEntry& entry) const
{
    const RunRecord* run = m_parts.board.run(entry.uid);
    const QString trashed = m_facts.trashedNames.value(entry.uid);
    const QString name = run                 ? run->name
                         : trashed.isEmpty() ? tr("a run that is gone")
                                             : tr("%1 (in the trash)").arg(trashed);
    auto* first = new QStandardItem(name);
    first->setData(entry.uid, kUidRole);
    auto* second = new QStandardItem;
    if (run) {
        const Origin origin = originOf(entry, *run);
        second->setText(origin.word);
        second->setToolTip(origin.sentence);
        const widgets::RunStateStyle style = widgets::runStateStyle(run->state);
        first->setIcon(m_parts.theme.icon(style.icon, style.role));
        first->setToolTip(tr("%1: %2. Data: %3.").arg(run->name, style.word, run->dataset));
    }
    if (entry.uid == m_uid)
        first->setFont(m_parts.theme.font(widgets::TextSize::Small, true));
    first->setEnabled(run != nullptr);
    return {first, second};
}

void LineageView::rebuild()
{
    m_model->setRowCount(0);
    const RunRecord* current = m_parts.board.run(m_uid);
    const bool isImported = current && current->dataset == QLatin1String("imported");
    m_data->setVisible(current != nullptr && !current->dataset.isEmpty() && !isImported);
    if (current)
        m_data->setText(
            tr("Data: %1").arg(QStringLiteral("<a href=\"%1\">%1</a>").arg(current->dataset.toHtmlEscaped())));
    m_origin->setText(current ? originText(current->theory) : QString());
    m_origin->setVisible(!m_origin->text().isEmpty());
    QHash<QString, QStandardItem*> items;
    for (const LineageEntry& entry : std::as_const(m_entries)) {
        const QList<QStandardItem*> row = rowOf(entry);
        QStandardItem* above = items.value(entry.parentUid);
        above ? above->appendRow(row) : m_model->appendRow(row);
        items.insert(entry.uid, row.first());
    }
    m_tree->expandAll();
    if (QStandardItem* own = items.value(m_uid))
        m_tree->setCurrentIndex(own->index());
}

void LineageView::choose(const QModelIndex& index)
{
    const QString uid = index.siblingAtColumn(0).data(kUidRole).toString();
    if (m_parts.board.run(uid))
        m_parts.board.setCurrent(uid);
}

} // namespace lb::gui
