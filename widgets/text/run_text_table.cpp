#include "widgets/text/run_text_table.h"

#include "widgets/tables/marked_text_delegate.h"
#include "widgets/tables/run_header.h"
#include "widgets/theme/theme.h"

#include <QHeaderView>

namespace lb::widgets {

namespace {
constexpr int kLabelWidth = 66;
}

RunTextTable::RunTextTable(const Theme& theme, QWidget* parent)
    : QTableView(parent)
{
    setModel(&m_model);
    setItemDelegate(new MarkedTextDelegate(theme, this));
    setHorizontalHeader(new RunHeader(theme, RunHeader::Style::Swatch, this));
    setFrameShape(NoFrame);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(kRowHeight);
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    QHeaderView* header = horizontalHeader();
    header->setFixedHeight(kHeaderHeight);
    header->setMinimumSectionSize(24);
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setSectionResizeMode(RunTextModel::LabelColumn, QHeaderView::Fixed);
    header->resizeSection(RunTextModel::LabelColumn, kLabelWidth);
    connect(&m_model, &QAbstractItemModel::columnsInserted, this, [this] {
        if (const int row = chosenRow(); row >= 0)
            selectRow(row); // its new cells, too
    });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

int RunTextTable::chosenRow() const
{
    return currentIndex().isValid() ? currentIndex().row() : -1;
}

void RunTextTable::chooseRow(int row)
{
    if (row == chosenRow())
        return;
    m_isQuiet = true;
    setCurrentIndex(m_model.index(row, RunTextModel::LabelColumn));
    m_isQuiet = false;
}

void RunTextTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (!m_isQuiet && current.isValid() && current.row() != previous.row())
        emit rowChosen(current.row());
}

} // namespace lb::widgets
