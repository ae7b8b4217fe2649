#include "gui/search/command_search.h"

#include "gui/search/found_delegate.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QFrame>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QSettings>
#include <QTimer>
#include <QVBoxLayout>

namespace lb::gui {

using widgets::ColorRole;
using widgets::TextSize;

namespace {

constexpr int kMostWidth = 284;
constexpr int kLeastWidth = 96;
constexpr int kBeside = 56; ///< the icon, and room around the words
constexpr int kLeastListWidth = 480;
constexpr int kMostRecent = 20;
const QString kRecent = QStringLiteral("recentCommands");

} // namespace

CommandSearch::CommandSearch(const widgets::Theme& theme, QSettings& settings, QWidget* parent)
    : QLineEdit(parent)
    , m_theme(theme)
    , m_settings(settings)
    , m_found(new FoundModel(this))
{
    setObjectName(QStringLiteral("commandSearch"));
    setPlaceholderText(tr("Search runs or commands"));
    setAccessibleName(tr("Search runs or commands"));
    setToolTip(tr("Finds every command, run and preset by a part of its name (Ctrl+K)."));
    setWhatsThis(toolTip());
    setMinimumWidth(kLeastWidth);
    setMaximumWidth(kMostWidth);
    addAction(theme.icon(QStringLiteral("search"), ColorRole::Muted), QLineEdit::LeadingPosition);
    connect(this, &QLineEdit::textEdited, this, [this] {
        if (m_popup && m_popup->isVisible())
            refresh();
        else
            showPopup();
    });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget* before, QWidget* now) {
        if (now == this)
            m_focusBefore = before;
    });
}

CommandSearch::~CommandSearch() = default;

void CommandSearch::open()
{
    selectAll();
    if (hasFocus())
        showPopup();
    else
        setFocus(Qt::ShortcutFocusReason);
}

void CommandSearch::buildPopup()
{
    // Never takes the focus: keys go on to the field.
    m_popup = new QFrame(this, Qt::ToolTip | Qt::FramelessWindowHint);
    m_popup->setObjectName(QStringLiteral("foundPopup"));
    m_popup->setProperty("panel", true);
    m_popup->setAutoFillBackground(true);
    auto* column = new QVBoxLayout(m_popup);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    m_list = new QListView(m_popup);
    m_list->setObjectName(QStringLiteral("foundList"));
    m_list->setAccessibleName(tr("What was found"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new FoundDelegate(m_theme, m_list));
    m_list->setModel(m_found);
    m_hint = new QLabel(m_popup);
    m_hint->setObjectName(QStringLiteral("foundHint"));
    m_hint->setFont(m_theme.font(TextSize::Tiny));
    m_hint->setProperty("muted", true);
    m_hint->setContentsMargins(10, 5, 10, 6);
    column->addWidget(m_list);
    column->addWidget(m_hint);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) { choose(index.row()); });
    connect(m_list, &QListView::entered, m_list, &QListView::setCurrentIndex);
}

void CommandSearch::showPopup()
{
    if (!m_popup)
        buildPopup();
    m_all = m_entries ? m_entries() : QList<SearchEntry>{};
    refresh();
    m_popup->show();
    m_popup->raise();
}

void CommandSearch::refresh()
{
    if (!m_popup)
        return;
    m_found->find(text(), m_all, m_settings.value(kRecent).toStringList());
    const int rows = m_found->rowCount();
    const qsizetype more = m_found->fitting() - rows;
    m_hint->setText(rows == 0  ? tr("Nothing has this name. Fewer letters find more.")
                    : more > 0 ? tr("%n more; more letters find them.", nullptr, static_cast<int>(more))
                               : tr("Return does it, Escape leaves."));
    m_list->setVisible(rows > 0);
    m_list->setFixedHeight(std::max(rows, 1) * m_list->sizeHintForRow(0));
    const int wide = std::max(width(), kLeastListWidth);
    m_popup->setFixedWidth(wide);
    m_popup->adjustSize();
    m_popup->move(mapToGlobal(QPoint(width() - wide, height() + 2)));
    m_list->setCurrentIndex(rows > 0 && m_found->entry(0).isEnabled ? m_found->index(0) : QModelIndex());
}

void CommandSearch::step(int by)
{
    for (int row = m_list->currentIndex().row() + by; row >= 0 && row < m_found->rowCount(); row += by)
        if (m_found->entry(row).isEnabled) {
            m_list->setCurrentIndex(m_found->index(row));
            return;
        }
}

void CommandSearch::choose(int row)
{
    if (row < 0 || row >= m_found->rowCount() || !m_found->entry(row).isEnabled)
        return;
    const SearchEntry chosen = m_found->entry(row);
    QStringList recent = m_settings.value(kRecent).toStringList();
    recent.removeAll(chosen.id);
    recent.prepend(chosen.id);
    m_settings.setValue(kRecent, recent.mid(0, kMostRecent));
    leave();
    chosen.run();
}

void CommandSearch::leave()
{
    clear();
    if (m_popup)
        m_popup->hide();
    if (m_focusBefore && m_focusBefore->isVisible())
        m_focusBefore->setFocus();
    else
        clearFocus();
}

void CommandSearch::keyPressEvent(QKeyEvent* event)
{
    const bool isOpen = m_popup && m_popup->isVisible();
    switch (event->key()) {
    case Qt::Key_Down:
        if (isOpen)
            step(1);
        else
            showPopup();
        return;
    case Qt::Key_Up:
        if (isOpen)
            step(-1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (isOpen)
            choose(m_list->currentIndex().row());
        return;
    case Qt::Key_Escape:
        leave();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

void CommandSearch::focusInEvent(QFocusEvent* event)
{
    QLineEdit::focusInEvent(event);
    // Who passes by with Tab sees no list.
    if (event->reason() == Qt::ShortcutFocusReason || event->reason() == Qt::MouseFocusReason)
        showPopup();
}

void CommandSearch::focusOutEvent(QFocusEvent* event)
{
    QLineEdit::focusOutEvent(event);
    if (m_popup)
        m_popup->hide();
}

/// The shortcut at the right end, while nothing is typed.
void CommandSearch::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    const QString keys = QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText);
    const QFontMetrics metrics(m_theme.font(TextSize::Small));
    const int needed = fontMetrics().horizontalAdvance(placeholderText()) + metrics.horizontalAdvance(keys) + kBeside;
    if (!text().isEmpty() || hasFocus() || width() < needed)
        return;
    QPainter painter(this);
    painter.setFont(m_theme.font(TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::Muted));
    painter.drawText(rect().adjusted(0, 0, -9, 0), Qt::AlignRight | Qt::AlignVCenter, keys);
}

} // namespace lb::gui
