#include "gui/compare/diff_sheet.h"

#include "gui/project/run_config.h"
#include "widgets/compare/difference_model.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPainter>
#include <QShortcut>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace lb::gui {

using widgets::ColorRole;
using widgets::DifferenceModel;
using widgets::DifferenceRow;

namespace {

constexpr qsizetype kMostColumns = 12;
constexpr int kLabelWidth = 170;
constexpr int kValueWidth = 122;

/// A marked ground under what differs, beside the model's words for those who do not see it.
class DifferenceDelegate : public QStyledItemDelegate {
public:
    DifferenceDelegate(const widgets::Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        if (index.data(DifferenceModel::DiffersRole).toBool()) {
            painter->fillRect(option.rect, m_theme.color(ColorRole::WarningFill));
            painter->setPen(m_theme.color(ColorRole::WarningEdge));
            painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
        }
        QStyledItemDelegate::paint(painter, option, index);
    }

private:
    const widgets::Theme& m_theme;
};

} // namespace

DiffSheet::DiffSheet(const widgets::Theme& theme, QWidget* parent)
    : CompareSheet(theme, parent)
    , m_model(new DifferenceModel(this))
    , m_table(new QTableView(this))
{
    setObjectName(QStringLiteral("diffSheet"));
    QToolButton* hide = addTextButton("hideIdentical", tr("Hide identical"), tr("Lists only settings that differ."));
    hide->setCheckable(true);
    hide->setChecked(true);
    connect(hide, &QToolButton::toggled, this, [this](bool isHidden) {
        m_model->setIdenticalHidden(isHidden);
        takeScene();
    });
    connect(addButton("previousDifference", QStringLiteral("up"), tr("Previous difference (Shift+F4)")),
            &QToolButton::clicked, this, [this] { goToDifference(false); });
    connect(addButton("nextDifference", QStringLiteral("down"), tr("Next difference (F4)")), &QToolButton::clicked,
            this, [this] { goToDifference(true); });
    connect(addButton("copyDiff", QStringLiteral("copy"), tr("Copies the table, separated by tabs.")),
            &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_model->tabSeparated()); });
    m_table->setObjectName(QStringLiteral("diffTable"));
    m_table->setAccessibleName(tr("Settings side by side"));
    m_table->setWhatsThis(tr("What differs from the first column stands on a marked ground."));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new DifferenceDelegate(theme, m_table));
    m_table->setFont(theme.font(widgets::TextSize::Small));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(24);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setTabKeyNavigation(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table);
    const auto addKey = [this](const QKeySequence& keys, bool forward) {
        auto* shortcut = new QShortcut(keys, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, forward] { goToDifference(forward); });
    };
    addKey(QKeySequence(Qt::Key_F4), true);
    addKey(QKeySequence(Qt::SHIFT | Qt::Key_F4), false);
}

bool DiffSheet::goToDifference(bool forward)
{
    const int columns = m_model->columnCount();
    const int cells = m_model->rowCount() * columns;
    const QModelIndex current = m_table->currentIndex();
    int at = current.isValid() ? current.row() * columns + current.column() : forward ? -1 : 0;
    for (int step = 0; step < cells; ++step) {
        at = (at + (forward ? 1 : cells - 1)) % cells;
        const QModelIndex index = m_model->index(at / columns, at % columns);
        if (!index.data(DifferenceModel::DiffersRole).toBool())
            continue;
        m_table->setCurrentIndex(index);
        m_table->scrollTo(index);
        return true;
    }
    return false;
}

void DiffSheet::takeScene()
{
    QList<CompareGroup> groups = scene().shownGroups();
    for (qsizetype i = 1; i < groups.size(); ++i) // the baseline first: the others are told by what they change
        if (scene().baseline() && groups[i].key == scene().baseline()->key)
            groups.move(i, 0);
    const qsizetype left = std::max<qsizetype>(0, groups.size() - kMostColumns);
    groups = groups.mid(0, kMostColumns);
    QStringList names;
    for (const CompareGroup& group : std::as_const(groups))
        names.append(group.isGroup() ? tr("%1, n = %2").arg(group.name).arg(group.runs.size()) : group.name);
    QList<DifferenceRow> rows;
    int differing = 0;
    for (const QString& key : scene().parameters) {
        const experiments::FieldSchema* field = scene().data.field(key);
        DifferenceRow row{
            .key = key, .label = parameterTitle(scene().data, key), .help = fieldWords(field->help), .values = {}};
        for (const CompareGroup& group : std::as_const(groups))
            row.values.append(parameterText(scene().data, group.read.front().get(), key));
        row.differs = std::any_of(row.values.cbegin(), row.values.cend(),
                                  [&row](const QString& value) { return value != row.values.first(); });
        differing += row.differs ? 1 : 0;
        rows.append(row);
    }
    m_model->set(names, rows);
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_table->setColumnWidth(column, column == 0 ? kLabelWidth : kValueWidth);
    QString detail = tr("%n settings differ", nullptr, differing);
    if (left > 0)
        detail += tr(", the first %1 of %2 shown").arg(kMostColumns).arg(groups.size() + left);
    setDetail(detail);
}

} // namespace lb::gui
