#include "widgets/tables/cursor_values_table.h"

#include "widgets/tables/run_header.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace lb::widgets {

namespace {

constexpr int kRowHeight = 24;
constexpr int kNamesWidth = 95;
constexpr int kPadding = 6; // three runs stand in the dock as it first opens

class CursorValuesDelegate : public QStyledItemDelegate {
public:
    CursorValuesDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        const bool isHeading = index.data(CursorValuesModel::IsHeadingRole).toBool();
        if (isHeading)
            painter->fillRect(option.rect, m_theme.color(ColorRole::TableHeader));
        else if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(option.rect, m_theme.color(ColorRole::Selection));
        painter->setPen(QPen(m_theme.color(ColorRole::SoftBorder), 1));
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
        painter->setFont(m_theme.font(TextSize::Small));
        painter->setPen(m_theme.color(isHeading ? ColorRole::Muted : ColorRole::Text));
        const QRect cell = option.rect.adjusted(kPadding, 0, -kPadding + 1, -1);
        painter->drawText(cell, index.data(Qt::TextAlignmentRole).toInt(),
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, cell.width()));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        const QFontMetrics metrics(m_theme.font(TextSize::Small));
        return {metrics.horizontalAdvance(index.data().toString()) + 2 * kPadding, kRowHeight};
    }

private:
    const Theme& m_theme;
};

} // namespace

int CursorValuesModel::rowsOf(bool hasB) const
{
    return hasB ? 3 * sectionLength() + 2 : sectionLength();
}

CursorValuesModel::Section CursorValuesModel::sectionOf(int row) const
{
    if (row < sectionLength())
        return Section::A;
    return row < 2 * sectionLength() + 1 ? Section::B : Section::Difference;
}

int CursorValuesModel::metricOf(int row) const
{
    if (row < sectionLength())
        return row;
    // A heading stands before B and before the difference: -1.
    return (row - sectionLength()) % (sectionLength() + 1) - 1;
}

void CursorValuesModel::setRuns(const QList<PlotRun>& runs)
{
    if (runs == m_runs)
        return;
    // Which runs are shown changes rarely, by a click: columns come and go as a block.
    if (!m_runs.isEmpty()) {
        beginRemoveColumns({}, 1, static_cast<int>(m_runs.size()));
        m_runs.clear();
        m_a.values.clear();
        if (m_b)
            m_b->values.clear();
        endRemoveColumns();
    }
    if (!runs.isEmpty()) {
        beginInsertColumns({}, 1, static_cast<int>(runs.size()));
        m_runs = runs;
        endInsertColumns();
    }
}

void CursorValuesModel::setMetrics(const QStringList& labels)
{
    if (labels == m_metrics)
        return;
    if (rowCount() > 0) {
        beginRemoveRows({}, 0, rowCount() - 1);
        m_metrics.clear();
        m_a = {};
        m_b.reset();
        endRemoveRows();
    }
    if (!labels.isEmpty()) {
        beginInsertRows({}, 0, static_cast<int>(labels.size()) - 1);
        m_metrics = labels;
        endInsertRows();
    }
}

void CursorValuesModel::setValues(const CursorValues& a, const std::optional<CursorValues>& b)
{
    if (m_metrics.isEmpty())
        return;
    if (b && !m_b) {
        beginInsertRows({}, sectionLength(), rowsOf(true) - 1);
        m_b = b;
        endInsertRows();
    } else if (!b && m_b) {
        beginRemoveRows({}, sectionLength(), rowsOf(true) - 1);
        m_b.reset();
        endRemoveRows();
    }
    const bool isTitleNew = a.title != m_a.title;
    m_a = a;
    m_b = b;
    if (isTitleNew)
        emit headerDataChanged(Qt::Horizontal, 0, 0);
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::DisplayRole});
}

int CursorValuesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || m_metrics.isEmpty() ? 0 : rowsOf(m_b.has_value());
}

int CursorValuesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 1 + static_cast<int>(m_runs.size());
}

std::optional<double> CursorValuesModel::value(const CursorValues& from, int metric, int run) const
{
    if (metric >= from.values.size() || run >= from.values[metric].size())
        return {};
    return from.values[metric][run];
}

QString CursorValuesModel::textAt(int row, int column) const
{
    const int metric = metricOf(row);
    const Section section = sectionOf(row);
    if (metric < 0) {
        if (column > 0)
            return {};
        return section == Section::B ? m_b->title : tr("B − A");
    }
    if (column == 0)
        return m_metrics[metric];
    const int run = column - 1;
    const std::optional<double> a = value(m_a, metric, run);
    const std::optional<double> b = m_b ? value(*m_b, metric, run) : std::nullopt;
    if (section == Section::Difference)
        return a && b ? deltaText(*b - *a) : kNoValue;
    const std::optional<double>& shown = section == Section::A ? a : b;
    return shown ? valueText(*shown) : kNoValue;
}

QVariant CursorValuesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return textAt(index.row(), index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight));
    case IsHeadingRole:
        return metricOf(index.row()) < 0;
    default:
        return {};
    }
}

QVariant CursorValuesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (section == 0)
        return role == Qt::DisplayRole ? QVariant(m_a.title) : QVariant();
    return RunHeader::runData(m_runs[section - 1], role);
}

CursorValuesTable::CursorValuesTable(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_view(new QTableView(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    m_view->setObjectName(QStringLiteral("cursorValues"));
    m_view->setAccessibleName(tr("Values at cursor"));
    m_view->setToolTip(tr("Values where the cursor stands. A click in a plot leaves A standing; B follows the mouse. "
                          "Ctrl+C copies the table."));
    m_view->setModel(&m_model);
    m_view->setItemDelegate(new CursorValuesDelegate(theme, m_view));
    m_view->setHorizontalHeader(new RunHeader(theme, RunHeader::Style::ColoredName, m_view));
    m_view->setShowGrid(false);
    m_view->setSelectionMode(QAbstractItemView::ContiguousSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setTabKeyNavigation(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setDefaultSectionSize(kRowHeight);
    QHeaderView* header = m_view->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    // Sections are measured when the runs change, not at each new value: room for the widest usual one.
    header->setMinimumSectionSize(QFontMetrics(m_theme.font(TextSize::Small)).horizontalAdvance(numberText(-999.9, 1)) +
                                  2 * kPadding);
    header->setSectionResizeMode(0, QHeaderView::Fixed);
    m_view->viewport()->installEventFilter(this);
    connect(header, &QHeaderView::sectionResized, this, &CursorValuesTable::fitNames);
    connect(&theme, &Theme::changed, m_view->viewport(), qOverload<>(&QWidget::update));
}

void CursorValuesTable::fitNames()
{
    QHeaderView* header = m_view->horizontalHeader();
    const int others = header->length() - header->sectionSize(0);
    header->resizeSection(0, std::max(kNamesWidth, m_view->viewport()->width() - others));
}

bool CursorValuesTable::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        fitNames();
    return QWidget::eventFilter(watched, event);
}

QString CursorValuesTable::asText() const
{
    QStringList lines;
    QStringList cells;
    for (int column = 0; column < m_model.columnCount(); ++column)
        cells.append(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    lines.append(cells.join(QLatin1Char('\t')));
    for (int row = 0; row < m_model.rowCount(); ++row) {
        cells.clear();
        for (int column = 0; column < m_model.columnCount(); ++column)
            cells.append(m_model.index(row, column).data().toString());
        lines.append(cells.join(QLatin1Char('\t')));
    }
    return lines.join(QLatin1Char('\n'));
}

void CursorValuesTable::copy() const
{
    QGuiApplication::clipboard()->setText(asText());
}

void CursorValuesTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else
        QWidget::keyPressEvent(event);
}

} // namespace lb::widgets
