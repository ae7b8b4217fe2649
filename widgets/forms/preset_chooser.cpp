#include "widgets/forms/preset_chooser.h"

#include "widgets/theme/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace lb::widgets {

namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kPurposeRole = Qt::UserRole + 1;
constexpr QSize kListSize(520, 460);

/// A title with what it is good for under it; groups are one bold line.
class PresetDelegate : public QStyledItemDelegate {
public:
    PresetDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        const bool isGroup = index.data(kIdRole).toString().isEmpty();
        item.text.clear();
        if (isGroup)
            painter->fillRect(option.rect, m_theme.color(ColorRole::Alternate));
        QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, option.widget);
        painter->save();
        const QRect area = option.rect.adjusted(8, 3, -8, -3);
        painter->setFont(m_theme.font(TextSize::Small, isGroup));
        painter->setPen(m_theme.color(ColorRole::Text));
        const QFontMetrics title = painter->fontMetrics();
        const QString text = index.data(Qt::DisplayRole).toString();
        if (isGroup) {
            painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft, text);
        } else {
            painter->drawText(area, Qt::AlignTop | Qt::AlignLeft, title.elidedText(text, Qt::ElideRight, area.width()));
            painter->setFont(m_theme.font(TextSize::Tiny));
            painter->setPen(m_theme.color(option.state & QStyle::State_Selected ? ColorRole::Text : ColorRole::Muted));
            painter->drawText(
                area.adjusted(0, title.height() + 1, 0, 0), Qt::AlignTop | Qt::AlignLeft,
                painter->fontMetrics().elidedText(index.data(kPurposeRole).toString(), Qt::ElideRight, area.width()));
        }
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        const int title = QFontMetrics(m_theme.font(TextSize::Small)).height();
        const bool isGroup = index.data(kIdRole).toString().isEmpty();
        return {100, isGroup ? title + 8 : title + QFontMetrics(m_theme.font(TextSize::Tiny)).height() + 8};
    }

private:
    const Theme& m_theme;
};

bool matches(const PresetRow& row, const QString& words)
{
    const QString all = row.title + QLatin1Char('\n') + row.purpose + QLatin1Char('\n') + row.group + row.id;
    const QStringList wanted = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(wanted.begin(), wanted.end(),
                       [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

} // namespace

PresetList::PresetList(const Theme& theme, QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_theme(theme)
    , m_search(new QLineEdit(this))
    , m_tree(new QTreeView(this))
    , m_model(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("presetList"));
    setProperty("panel", true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->setSpacing(6);
    m_search->setObjectName(QStringLiteral("presetSearch"));
    m_search->setPlaceholderText(tr("Find a preset: gru, chinese, normalised …"));
    m_search->setAccessibleName(tr("Find a preset"));
    m_search->setToolTip(tr("All words must occur in a preset's name, purpose or group."));
    m_search->addAction(theme.icon(QStringLiteral("search"), ColorRole::Muted), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_tree->setObjectName(QStringLiteral("presetTree"));
    m_tree->setAccessibleName(tr("Presets"));
    m_tree->setToolTip(tr("Settings that are known to work; Up and Down in the search field go through them."));
    m_tree->setModel(m_model);
    m_tree->setHeaderHidden(true);
    m_tree->setRootIsDecorated(false);
    m_tree->setIndentation(0);
    m_tree->setItemDelegate(new PresetDelegate(theme, m_tree));
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setFocusPolicy(Qt::NoFocus); // the keys go through the search
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_search);
    column->addWidget(m_tree);
    connect(m_search, &QLineEdit::textChanged, this, &PresetList::fill);
    connect(m_search, &QLineEdit::returnPressed, this, &PresetList::choose);
    connect(m_tree, &QTreeView::clicked, this, &PresetList::choose);
}

void PresetList::setRows(const QList<PresetRow>& rows)
{
    m_rows = rows;
    fill();
}

void PresetList::fill()
{
    m_model->clear();
    QStandardItem* group = nullptr;
    for (const PresetRow& row : std::as_const(m_rows)) {
        if (!matches(row, m_search->text()))
            continue;
        if (!group || group->text() != row.group) {
            group = new QStandardItem(row.group);
            group->setFlags(Qt::ItemIsEnabled);
            m_model->appendRow(group);
        }
        auto* item = new QStandardItem(row.title);
        item->setData(row.id, kIdRole);
        item->setData(row.purpose, kPurposeRole);
        item->setToolTip(row.purpose);
        item->setData(tr("%1: %2").arg(row.title, row.purpose), Qt::AccessibleTextRole);
        group->appendRow(item);
    }
    m_tree->expandAll();
    markFirst();
}

void PresetList::markFirst()
{
    if (const QModelIndex group = m_model->index(0, 0); group.isValid())
        m_tree->setCurrentIndex(m_model->index(0, 0, group));
}

void PresetList::open(const QString& id)
{
    resize(kListSize);
    m_search->clear();
    fill();
    const QModelIndexList found =
        m_model->match(m_model->index(0, 0), kIdRole, id, 1, Qt::MatchExactly | Qt::MatchRecursive);
    if (!found.isEmpty()) {
        m_tree->setCurrentIndex(found.first());
        m_tree->scrollTo(found.first(), QAbstractItemView::PositionAtCenter);
    }
    show();
    m_search->setFocus();
}

void PresetList::choose()
{
    const QString id = m_tree->currentIndex().data(kIdRole).toString();
    if (id.isEmpty())
        return;
    hide();
    emit chosen(id);
}

bool PresetList::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key != Qt::Key_Up && key != Qt::Key_Down && key != Qt::Key_PageUp && key != Qt::Key_PageDown)
        return false;
    const QModelIndex before = m_tree->currentIndex();
    QApplication::sendEvent(m_tree, event);
    if (m_tree->currentIndex().data(kIdRole).toString().isEmpty()) // a group: on to the next one
        QApplication::sendEvent(m_tree, event);
    if (m_tree->currentIndex().data(kIdRole).toString().isEmpty())
        m_tree->setCurrentIndex(before);
    return true;
}

PresetChooser::PresetChooser(const Theme& theme, QWidget* parent)
    : QToolButton(parent)
    , m_list(new PresetList(theme, this))
{
    setObjectName(QStringLiteral("presetChooser"));
    setAccessibleName(tr("Preset"));
    setToolTip(tr("What the run begins with; any field can be changed afterwards."));
    setWhatsThis(toolTip());
    setProperty("primary", false); // looks like a button
    setIcon(theme.icon(QStringLiteral("down")));
    setIconSize({12, 12});
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setLayoutDirection(Qt::LeftToRight);
    setFixedHeight(28);
    connect(this, &QToolButton::clicked, this, [this] {
        m_list->open(m_current);
        m_list->move(mapToGlobal(QPoint(0, height() + 2)));
    });
    connect(m_list, &PresetList::chosen, this, [this](const QString& id) {
        setCurrent(id);
        setFocus();
        emit chosen(id);
    });
}

void PresetChooser::setRows(const QList<PresetRow>& rows)
{
    m_rows = rows;
    m_list->setRows(rows);
    setCurrent(m_current);
}

void PresetChooser::setCurrent(const QString& id, const QString& otherwise)
{
    m_current = id;
    const auto row =
        std::find_if(m_rows.cbegin(), m_rows.cend(), [&](const PresetRow& preset) { return preset.id == id; });
    setText(row != m_rows.cend() ? row->title : otherwise);
}

} // namespace lb::widgets
