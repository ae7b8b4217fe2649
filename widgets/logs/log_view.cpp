#include "widgets/logs/log_view.h"

#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace lb::widgets {

namespace {

constexpr int kRowHeight = 22;
constexpr int kInset = 5; // text under the header's words

/// Colours the level's word; everything else is the table's.
class LevelDelegate : public QStyledItemDelegate {
public:
    LevelDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(option.rect, m_theme.color(ColorRole::Selection));
        QStyleOptionViewItem inset = option;
        inset.rect.setLeft(option.rect.left() + kInset);
        QStyledItemDelegate::paint(painter, inset, index);
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        ColorRole role = ColorRole::Text;
        const auto level = static_cast<LogLine::Level>(index.data(LogModel::LevelRole).toInt());
        if (index.column() == LogModel::TimeColumn || index.column() == LogModel::SourceColumn)
            role = ColorRole::Muted;
        else if (index.column() == LogModel::LevelColumn && level == LogLine::Level::Error)
            role = ColorRole::ErrorText;
        else if (index.column() == LogModel::LevelColumn && level == LogLine::Level::Warning)
            role = ColorRole::WarningText;
        else if (index.column() == LogModel::LevelColumn)
            role = ColorRole::Muted;
        for (const QPalette::ColorRole text : {QPalette::Text, QPalette::HighlightedText})
            option->palette.setColor(text, m_theme.color(role));
    }

private:
    const Theme& m_theme;
};

} // namespace

LogView::LogView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(kCapacity)
    , m_search(new QLineEdit(this))
    , m_level(new QComboBox(this))
    , m_count(new QLabel(this))
    , m_table(new QTableView(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildBar();
    buildTable();
    layout->addWidget(m_table, 1);
    updateCount();
}

void LogView::buildBar()
{
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(8, 4, 8, 4);
    bar->setSpacing(8);
    m_search->setObjectName(QStringLiteral("logSearch"));
    m_search->setProperty("compact", true);
    m_search->setClearButtonEnabled(true);
    m_search->setPlaceholderText(tr("Search the log"));
    m_search->setToolTip(tr("Show only lines that contain this text"));
    m_search->setAccessibleName(tr("Search the log"));
    m_search->addAction(m_theme.icon(QStringLiteral("search"), ColorRole::Muted), QLineEdit::LeadingPosition);
    bar->addWidget(m_search, 1);
    m_level->setObjectName(QStringLiteral("logLevel"));
    m_level->setProperty("compact", true);
    m_level->setToolTip(tr("Lowest level shown"));
    m_level->setAccessibleName(tr("Lowest level shown"));
    for (const auto& [word, level] :
         {std::pair(tr("Everything"), LogLine::Level::Debug), std::pair(tr("Info and above"), LogLine::Level::Info),
          std::pair(tr("Warnings and errors"), LogLine::Level::Warning),
          std::pair(tr("Errors"), LogLine::Level::Error)})
        m_level->addItem(word, static_cast<int>(level));
    m_level->setCurrentIndex(1);
    bar->addWidget(m_level);
    m_count->setFont(m_theme.font(TextSize::Tiny));
    bar->addWidget(m_count);
    const auto add = [&](const char* name, const QString& icon, const QString& title, const QString& help) {
        auto* button = new QToolButton(this);
        button->setObjectName(QLatin1String(name));
        button->setIcon(m_theme.icon(icon, ColorRole::Muted));
        button->setProperty("iconOnly", true);
        button->setFixedSize(24, 24);
        button->setToolTip(help);
        button->setWhatsThis(help);
        button->setAccessibleName(title);
        bar->addWidget(button);
        return button;
    };
    auto* previous =
        add("logPreviousError", QStringLiteral("up"), tr("Previous error"), tr("Goes to the error above (Shift+F4)"));
    auto* next = add("logNextError", QStringLiteral("down"), tr("Next error"), tr("Goes to the error below (F4)"));
    auto* copy = add("logCopy", QStringLiteral("copy"), tr("Copy log lines"),
                     tr("Copy the selected lines, or all that are shown (Ctrl+C)"));
    static_cast<QVBoxLayout*>(layout())->addLayout(bar);
    connect(previous, &QToolButton::clicked, this, [this] { findError(false); });
    connect(next, &QToolButton::clicked, this, [this] { findError(true); });
    connect(copy, &QToolButton::clicked, this, &LogView::copySelection);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter.setSearch(text);
        updateCount();
    });
    connect(m_level, &QComboBox::currentIndexChanged, this, [this] {
        m_filter.setLowestLevel(static_cast<LogLine::Level>(m_level->currentData().toInt()));
        updateCount();
    });
}

void LogView::buildTable()
{
    m_table->setObjectName(QStringLiteral("logTable"));
    m_table->setToolTip(tr("Newest lines at the bottom. Ctrl+C copies what is selected."));
    m_table->setAccessibleName(tr("Log"));
    m_table->setToolTip(tr("What the program and its workers said, newest at the bottom. Ctrl+C copies."));
    m_table->setModel(&m_filter);
    m_table->setItemDelegate(new LevelDelegate(m_theme, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setStretchLastSection(true);
    header->resizeSection(LogModel::TimeColumn, 76);
    header->resizeSection(LogModel::LevelColumn, 72);
    header->resizeSection(LogModel::SourceColumn, 110);
}

void LogView::append(const QList<LogLine>& lines)
{
    const QScrollBar* bar = m_table->verticalScrollBar();
    const bool isAtEnd = bar->value() >= bar->maximum() - 1;
    m_model.append(lines);
    updateCount();
    if (isAtEnd)
        m_table->scrollToBottom();
}

void LogView::clear()
{
    m_model.clear();
    updateCount();
}

int LogView::shownCount() const
{
    return m_filter.rowCount();
}

void LogView::updateCount()
{
    m_count->setText(shownCount() == m_model.rowCount()
                         ? tr("%n lines", nullptr, shownCount())
                         : tr("%1 of %n lines", nullptr, m_model.rowCount()).arg(countText(shownCount())));
}

QString LogView::selectedText() const
{
    QStringList lines;
    const bool isAll = m_table->selectionModel()->selectedRows().isEmpty();
    for (int row = 0; row < m_filter.rowCount(); ++row) {
        if (!isAll && !m_table->selectionModel()->isRowSelected(row, {}))
            continue;
        QStringList cells;
        for (int column = 0; column < LogModel::ColumnCount; ++column)
            cells.append(m_filter.index(row, column).data().toString());
        lines.append(cells.join(QLatin1Char('\t')));
    }
    return lines.join(QLatin1Char('\n'));
}

void LogView::findError(bool isForward)
{
    const int count = m_filter.rowCount();
    const int step = isForward ? 1 : count - 1;
    const int current = m_table->currentIndex().row();
    int row = current < 0 ? (isForward ? count - 1 : 0) : current;
    for (int tried = 0; tried < count; ++tried) {
        row = (row + step) % count;
        if (m_filter.line(row).level != LogLine::Level::Error)
            continue;
        m_table->setCurrentIndex(m_filter.index(row, LogModel::TextColumn));
        m_table->scrollTo(m_table->currentIndex(), QAbstractItemView::PositionAtCenter);
        return;
    }
}

void LogView::copySelection() const
{
    QGuiApplication::clipboard()->setText(selectedText());
}

void LogView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        copySelection();
    else if (event->matches(QKeySequence::Find))
        m_search->setFocus(Qt::ShortcutFocusReason);
    else if (event->key() == Qt::Key_F4)
        findError(!event->modifiers().testFlag(Qt::ShiftModifier));
    else
        QWidget::keyPressEvent(event);
}

} // namespace lb::widgets
