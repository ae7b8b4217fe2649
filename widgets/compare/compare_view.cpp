#include "widgets/compare/compare_view.h"

#include "widgets/compare/compare_delegate.h"
#include "widgets/compare/compare_model.h"
#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include <utility>

namespace lb::widgets {

namespace {

constexpr int kIndent = 16;
constexpr int kLeastNames = 176;

int widthOf(CompareColumn::Kind kind)
{
    switch (kind) {
    case CompareColumn::Kind::Name:
        return 226;
    case CompareColumn::Kind::Count:
        return 38;
    case CompareColumn::Kind::Differs:
        return 128;
    case CompareColumn::Kind::State:
        return 94;
    case CompareColumn::Kind::Parameter:
        return 108;
    case CompareColumn::Kind::Time:
        return 54;
    case CompareColumn::Kind::Metric:
        return 66 + CompareDelegate::kDeltaWidth;
    }
    return 100;
}

} // namespace

CompareView::CompareView(const Theme& theme, CompareModel* model, QWidget* parent)
    : QTreeView(parent)
    , m_theme(theme)
    , m_model(model)
{
    setObjectName(QStringLiteral("compareTable"));
    setAccessibleName(tr("Runs side by side"));
    setWhatsThis(
        tr("A check shows the run in the views below and in the plots (Space). B pins the row as the baseline, "
           "Return opens the run, F4 goes to the next setting that differs, Ctrl+C copies the rows."));
    setModel(model);
    setItemDelegate(new CompareDelegate(theme, *model, this));
    setIndentation(kIndent);
    setUniformRowHeights(true);
    setMouseTracking(true);
    setAllColumnsShowFocus(false);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setExpandsOnDoubleClick(false);
    setUpHeader();
    connect(this, &QTreeView::expanded, this,
            [this](const QModelIndex& index) { m_open.insert(m_model->row(index)->key); });
    connect(this, &QTreeView::collapsed, this,
            [this](const QModelIndex& index) { m_open.remove(m_model->row(index)->key); });
    connect(this, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        if (const CompareRow* row = m_model->row(index))
            emit rowActivated(row->key);
    });
    connect(model, &QAbstractItemModel::modelReset, this, &CompareView::reopen);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    sizeColumns();
}

void CompareView::setUpHeader()
{
    header()->setObjectName(QStringLiteral("compareHeader"));
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(true);
    header()->setFirstSectionMovable(false);
    header()->setSectionsClickable(true);
    header()->setMinimumSectionSize(30);
    header()->setHighlightSections(false);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header(), &QHeaderView::sectionClicked, this, &CompareView::sortBy);
    connect(header(), &QHeaderView::sectionMoved, this, &CompareView::takeMove);
    connect(header(), &QHeaderView::sectionResized, this, [this](int section, int, int width) {
        if (m_isLayingOut || section >= m_model->columns().size() || width <= 0)
            return;
        m_layout.widths.insert(m_model->columns()[section].id, width);
        emit columnLayoutChanged();
    });
    connect(header(), &QWidget::customContextMenuRequested, this, [this](const QPoint& position) {
        const int section = header()->logicalIndexAt(position);
        if (section >= 0 && section < m_model->columns().size())
            emit columnMenuRequested(m_model->columns()[section].id, header()->mapToGlobal(position));
    });
}

void CompareView::sortBy(int section)
{
    if (section < 0 || section >= m_model->columns().size())
        return;
    const QString id = m_model->columns()[section].id;
    emit sortRequested(id, id == m_sort && !m_isDescending);
}

void CompareView::setSort(const QString& columnId, bool isDescending)
{
    m_sort = columnId;
    m_isDescending = isDescending;
    for (int i = 0; i < m_model->columns().size(); ++i)
        if (m_model->columns()[i].id == columnId) {
            header()->setSortIndicatorShown(true);
            header()->setSortIndicator(i, isDescending ? Qt::DescendingOrder : Qt::AscendingOrder);
            return;
        }
    header()->setSortIndicatorShown(false);
}

void CompareView::sizeColumns()
{
    m_isLayingOut = true;
    for (int i = 0; i < m_model->columns().size(); ++i) {
        const CompareColumn& column = m_model->columns()[i];
        int width = widthOf(column.kind);
        if (column.kind == CompareColumn::Kind::Metric || column.kind == CompareColumn::Kind::Parameter)
            width = std::max(width, std::min(190, header()->fontMetrics().horizontalAdvance(column.title) + 34));
        header()->resizeSection(i, m_layout.widths.value(column.id, width));
    }
    orderColumns();
    fitNames();
    m_isLayingOut = false;
}

void CompareView::fitNames()
{
    if (m_model->columns().isEmpty() || m_layout.widths.contains(m_model->columns()[0].id))
        return;
    const int usual = widthOf(m_model->columns()[0].kind);
    const int over = header()->length() - header()->sectionSize(0) + usual - viewport()->width();
    const bool isLayingOut = std::exchange(m_isLayingOut, true); // not the user's hand
    header()->resizeSection(0, over > 0 && over <= usual - kLeastNames ? usual - over : usual);
    m_isLayingOut = isLayingOut;
}

void CompareView::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    fitNames();
}

/// A column that is not named in the layout stays behind the one that it comes after by itself.
void CompareView::orderColumns()
{
    QList<int> sections;
    for (const QString& id : std::as_const(m_layout.order))
        for (int i = 0; i < m_model->columns().size(); ++i)
            if (m_model->columns()[i].id == id)
                sections.append(i);
    for (int i = 0; i < m_model->columns().size(); ++i)
        if (!sections.contains(i))
            sections.insert(i == 0 ? 0 : sections.indexOf(i - 1) + 1, i);
    for (int place = 0; place < sections.size(); ++place)
        header()->moveSection(header()->visualIndex(sections[place]), place);
}

void CompareView::setColumnLayout(const CompareColumnLayout& layout)
{
    m_layout = layout;
    sizeColumns();
}

void CompareView::takeMove()
{
    if (m_isLayingOut)
        return;
    QStringList order;
    for (int place = 0; place < m_model->columns().size(); ++place)
        order.append(m_model->columns()[header()->logicalIndex(place)].id);
    for (qsizetype i = 0; i < m_layout.order.size(); ++i) // hidden ones keep their neighbour
        if (!order.contains(m_layout.order[i]))
            order.insert(i == 0 ? 0 : order.indexOf(m_layout.order[i - 1]) + 1, m_layout.order[i]);
    m_layout.order = order;
    emit columnLayoutChanged();
}

void CompareView::reopen()
{
    const QSet<QString> open = m_open;
    sizeColumns();
    for (const QString& key : open)
        if (const QModelIndex index = m_model->indexOf(key); index.isValid())
            expand(index);
    setSort(m_sort, m_isDescending);
    setCurrentKey(m_current);
}

QString CompareView::currentKey() const
{
    const CompareRow* row = m_model->row(currentIndex());
    return row ? row->key : QString();
}

void CompareView::setCurrentKey(const QString& key)
{
    const QModelIndex index = m_model->indexOf(key, std::max(0, currentIndex().column()));
    if (!index.isValid() || key == currentKey())
        return;
    setCurrentIndex(index);
}

void CompareView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTreeView::currentChanged(current, previous);
    const CompareRow* row = m_model->row(current);
    if (!row || row->key == m_current)
        return;
    m_current = row->key;
    emit currentRowChanged(m_current);
}

QModelIndex CompareView::anchor() const
{
    return currentIndex().isValid() ? currentIndex() : m_model->index(0, 0);
}

bool CompareView::goToDifference(bool forward)
{
    QModelIndex row = anchor();
    int column = row.column();
    const int columns = m_model->columnCount();
    for (int steps = 0; row.isValid() && steps <= 2 * columns * std::max(1, m_model->rowCount()); ++steps) {
        column += forward ? 1 : -1;
        if (column < 0 || column >= columns) {
            const QModelIndex next = forward ? indexBelow(row.siblingAtColumn(0)) : indexAbove(row.siblingAtColumn(0));
            row = next.isValid() ? next : forward ? m_model->index(0, 0) : m_model->index(m_model->rowCount() - 1, 0);
            column = forward ? 0 : columns - 1;
        }
        const QModelIndex at = row.siblingAtColumn(column);
        const CompareCell* cell = m_model->cell(at);
        if (cell && cell->isDifferent && m_model->columns()[column].kind == CompareColumn::Kind::Parameter) {
            setCurrentIndex(at);
            return true;
        }
    }
    return false;
}

void CompareView::copy() const
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    if (rows.size() < 2) {
        QGuiApplication::clipboard()->setText(m_model->tabSeparated());
        return;
    }
    CompareModel chosen;
    QList<CompareRow> picked;
    for (const QModelIndex& index : rows)
        picked.append(*m_model->row(index));
    chosen.set(m_model->columns(), picked);
    QGuiApplication::clipboard()->setText(chosen.tabSeparated());
}

void CompareView::paintEvent(QPaintEvent* event)
{
    QTreeView::paintEvent(event);
    if (m_model->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setFont(m_theme.font(TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::Muted));
    painter.drawText(viewport()->rect(), Qt::AlignCenter, tr("No run matches the filter."));
}

void CompareView::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex current = currentIndex();
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->key() == Qt::Key_F4) {
        goToDifference(!event->modifiers().testFlag(Qt::ShiftModifier));
    } else if (event->key() == Qt::Key_Space && current.isValid()) {
        const QModelIndex first = current.siblingAtColumn(0);
        const bool isChecked = first.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        m_model->setData(first, isChecked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    } else if (event->key() == Qt::Key_B && event->modifiers() == Qt::NoModifier && current.isValid()) {
        emit pinRequested(currentKey());
    } else {
        QTreeView::keyPressEvent(event);
        return;
    }
    event->accept();
}

} // namespace lb::widgets
