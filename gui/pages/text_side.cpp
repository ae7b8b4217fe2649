#include "gui/pages/text_side.h"

#include "widgets/text/parameter_panel.h"
#include "widgets/text/token_panel.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QScrollArea>
#include <QStandardItemModel>
#include <QToolButton>
#include <QVBoxLayout>

namespace lb::gui {

using experiments::Conversation;

namespace {

constexpr int kTitleHeight = 28;
constexpr int kWidth = 268;
constexpr int kListHeight = 128;
constexpr int kRowHeight = 24;
constexpr int kId = Qt::UserRole;

QString timeText(qint64 ms)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(ms);
    return time.date() == QDate::currentDate()
               ? widgets::displayLocale().toString(time.time(), QStringLiteral("HH:mm"))
               : widgets::displayLocale().toString(time.date(), QStringLiteral("d MMM"));
}

} // namespace

TextSide::TextSide(const widgets::Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("textSide"));
    setProperty("side", true);
    setFixedWidth(kWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    QWidget* title = addTitle(column, tr("Parameters"));
    auto* reset = new QToolButton(title);
    reset->setObjectName(QStringLiteral("resetParameters"));
    reset->setIcon(theme.icon(QStringLiteral("reset")));
    reset->setToolTip(tr("Back to the usual parameters; the seed stays."));
    reset->setAccessibleName(reset->toolTip());
    reset->setFixedSize(24, 24);
    title->layout()->addWidget(reset);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("parameterScroll"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_parameters = new widgets::ParameterPanel(theme, scroll);
    scroll->setWidget(m_parameters);
    m_parameters->setAutoFillBackground(false); // setWidget turns it on; the side's own ground shows
    scroll->viewport()->setAutoFillBackground(false);
    column->addWidget(scroll, 6);
    connect(reset, &QToolButton::clicked, m_parameters, &widgets::ParameterPanel::reset);
    addTitle(column, tr("Token"));
    m_token = new widgets::TokenPanel(theme, this);
    m_token->setFixedHeight(m_token->sizeHint().height());
    column->addWidget(m_token);
    addConversations(column);
}

QWidget* TextSide::addTitle(QVBoxLayout* column, const QString& title)
{
    auto* bar = new QFrame(this);
    bar->setProperty("sideTitle", true);
    bar->setFixedHeight(kTitleHeight);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 0, 4, 0);
    auto* name = new QLabel(title, bar);
    name->setFont(m_theme.font(widgets::TextSize::Small, true));
    row->addWidget(name, 1);
    column->addWidget(bar);
    return bar;
}

void TextSide::addConversations(QVBoxLayout* column)
{
    addTitle(column, tr("Conversations"));
    m_model = new QStandardItemModel(this);
    m_list = new QListView(this);
    m_list->setObjectName(QStringLiteral("conversations"));
    m_list->setAccessibleName(tr("Conversations"));
    m_list->setToolTip(tr("The conversations of this project, newest first. A click opens one."));
    m_list->setWhatsThis(m_list->toolTip());
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setUniformItemSizes(true);
    m_list->setModel(m_model);
    m_list->setMinimumHeight(2 * kRowHeight + 2);
    m_list->setMaximumHeight(kListHeight);
    column->addWidget(m_list, 1);
    const auto choose = [this](const QModelIndex& index) { emit conversationChosen(index.data(kId).toLongLong()); };
    connect(m_list, &QListView::clicked, this, choose);
    connect(m_list, &QListView::activated, this, choose);
}

void TextSide::setConversations(const QList<Conversation>& conversations, qint64 shown)
{
    m_model->removeRows(static_cast<int>(conversations.size()),
                        std::max(0, m_model->rowCount() - static_cast<int>(conversations.size())));
    QModelIndex current;
    for (int row = 0; row < conversations.size(); ++row) {
        const Conversation& one = conversations[row];
        QStandardItem* item = m_model->item(row);
        if (!item) {
            item = new QStandardItem;
            item->setSizeHint({0, kRowHeight});
            m_model->appendRow(item);
        }
        item->setData(one.id, kId);
        item->setText(tr("%1   %2").arg(timeText(one.changedMs), one.title));
        item->setToolTip(one.title);
        if (one.id == shown)
            current = item->index();
    }
    if (current.isValid())
        m_list->setCurrentIndex(current);
    else
        m_list->selectionModel()->clear();
}

} // namespace lb::gui
