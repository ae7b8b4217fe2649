#include "gui/pages/path_ends.h"

#include "gui/samples/picture_file.h"
#include "widgets/tables/tile_strip.h"
#include "widgets/theme/theme.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QRandomGenerator>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStyle>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lb::gui {

using widgets::TextSize;

namespace {

constexpr int kWidth = 216;
constexpr int kPicture = 86; // thrice an image of 28 pixels, and a frame
constexpr int kMostPosition = 100'000'000;
constexpr const char* kSpinBoxes[] = {"pathFrom", "pathTo", "pathThird"};

} // namespace

EndPanel::EndPanel(const widgets::Theme& theme, int end, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_end(end)
{
    setObjectName(QStringLiteral("endPanel%1").arg(end));
    setProperty("panel", true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 8);
    column->setSpacing(6);
    auto* header = new QFrame(this);
    header->setProperty("panelHeader", true);
    header->setFixedHeight(32);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(10, 0, 6, 0);
    row->setSpacing(6);
    m_letter = new QLabel(header);
    m_letter->setFont(theme.font(TextSize::Small, true));
    row->addWidget(m_letter);
    auto* word = new QLabel(tr("item"), header);
    word->setProperty("muted", true);
    word->setFont(theme.font(TextSize::Small));
    row->addWidget(word);
    m_position = new QSpinBox(header);
    m_position->setObjectName(QLatin1String(kSpinBoxes[end]));
    m_position->setRange(-1, kMostPosition);
    m_position->setValue(-1);
    m_position->setSpecialValueText(tr("drawn"));
    m_position->setKeyboardTracking(false);
    m_position->setFixedHeight(24);
    m_position->setToolTip(tr("Position of the item in the split. A grid's menu puts an item here, too."));
    m_position->setWhatsThis(m_position->toolTip());
    word->setBuddy(m_position);
    row->addWidget(m_position, 1);
    auto* dice = new QToolButton(header);
    dice->setObjectName(QStringLiteral("endDice%1").arg(end));
    dice->setIcon(theme.icon(QStringLiteral("dice")));
    dice->setToolTip(tr("Another item, drawn at random."));
    dice->setWhatsThis(dice->toolTip());
    dice->setAccessibleName(dice->toolTip());
    dice->setFixedSize(24, 24);
    row->addWidget(dice);
    column->addWidget(header);
    auto* body = new QHBoxLayout;
    body->setContentsMargins(10, 0, 8, 0);
    body->setSpacing(8);
    m_picture = new QLabel(this);
    m_picture->setObjectName(QStringLiteral("endPicture%1").arg(end));
    m_picture->setFont(theme.font(TextSize::Small));
    m_picture->setWordWrap(true);
    m_picture->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_picture->setFixedSize(kPicture, kPicture);
    body->addWidget(m_picture);
    auto* side = new QVBoxLayout;
    side->setSpacing(2);
    m_facts = new QLabel(this);
    m_facts->setObjectName(QStringLiteral("endFacts%1").arg(end));
    m_facts->setFont(theme.font(TextSize::Small));
    m_facts->setWordWrap(true);
    side->addWidget(m_facts);
    side->addStretch(1);
    QToolButton* map = addButton(QStringLiteral("endMap%1").arg(end), tr("From map…"),
                                 tr("Goes to the map of the codes, to pick a point there."));
    QToolButton* worst = addButton(QStringLiteral("endWorst%1").arg(end), tr("Worst items…"),
                                   tr("Goes to the items that are given back worst; their menu puts one here."));
    side->addWidget(map);
    side->addWidget(worst);
    body->addLayout(side, 1);
    column->addLayout(body);
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("endNote%1").arg(end));
    m_note->setFont(theme.font(TextSize::Small));
    m_note->setProperty("muted", true);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(10, 0, 8, 0);
    m_note->setTextFormat(Qt::PlainText);
    m_note->hide();
    column->addWidget(m_note);
    setAcceptDrops(true);
    connect(m_position, &QSpinBox::valueChanged, this, [this](int value) { emit positionChosen(value); });
    connect(dice, &QToolButton::clicked, this, &EndPanel::randomRequested);
    connect(map, &QToolButton::clicked, this, &EndPanel::mapRequested);
    connect(worst, &QToolButton::clicked, this, &EndPanel::worstRequested);
    connect(&theme, &widgets::Theme::changed, this, &EndPanel::showPicture);
}

QToolButton* EndPanel::addButton(const QString& name, const QString& text, const QString& toolTip)
{
    auto* button = new QToolButton(this);
    button->setObjectName(name);
    button->setText(text);
    button->setFont(m_theme.font(TextSize::Small));
    button->setToolTip(toolTip);
    button->setWhatsThis(toolTip);
    return button;
}

void EndPanel::setLetter(const QString& letter)
{
    m_letter->setText(letter);
    m_position->setAccessibleName(tr("Item %1").arg(letter));
    m_picture->setAccessibleName(tr("Item %1 as it is").arg(letter));
}

qint64 EndPanel::position() const
{
    return m_position->value();
}

void EndPanel::setPosition(qint64 position)
{
    const QSignalBlocker quiet(m_position);
    m_position->setValue(static_cast<int>(std::clamp<qint64>(position, -1, kMostPosition)));
}

void EndPanel::setPicture(const QString& file)
{
    m_file = file;
    m_position->setSpecialValueText(file.isEmpty() ? tr("drawn") : tr("own picture"));
    setNote({});
}

void EndPanel::setNote(const QString& sentence)
{
    m_note->setText(sentence);
    m_note->setVisible(!sentence.isEmpty());
}

void EndPanel::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!itemIn(*event->mimeData()) && (urls.size() != 1 || !urls.first().isLocalFile()))
        return; // the window may have a use for it
    event->acceptProposedAction();
    setProperty("dropTarget", true);
    style()->polish(this);
}

void EndPanel::dragLeaveEvent(QDragLeaveEvent* event)
{
    endDrag();
    QFrame::dragLeaveEvent(event);
}

void EndPanel::endDrag()
{
    setProperty("dropTarget", false);
    style()->polish(this);
    emit dragEnded();
}

void EndPanel::dropEvent(QDropEvent* event)
{
    if (const auto item = itemIn(*event->mimeData())) {
        event->acceptProposedAction();
        emit itemDropped(*item);
        return endDrag();
    }
    const QString file = event->mimeData()->urls().value(0).toLocalFile();
    event->acceptProposedAction();
    if (isPictureName(file))
        emit pictureDropped(file);
    else
        setNote(noPictureSentence(file));
    endDrag();
}

void EndPanel::showItem(const GivenItem& item, const QString& split)
{
    m_item = item;
    setPicture(item.file);
    setPosition(item.position);
    setNote(item.note);
    const QString from = item.file.isEmpty() ? split : tr("not of the data");
    m_facts->setText(item.label.isEmpty() ? from : item.label + QLatin1Char('\n') + from);
    showPicture();
}

void EndPanel::showPicture()
{
    if (m_item.input.isNull()) {
        m_picture->setText(m_item.inputText);
        m_picture->setToolTip(m_item.inputText);
        return;
    }
    const QImage shown = widgets::themedGrey(m_item.input, m_theme);
    const int most = std::max(shown.width(), shown.height());
    const int scale = std::max(1, (kPicture - 2) / most);
    const QSize size = shown.size() * scale;
    m_picture->setPixmap(QPixmap::fromImage(
        most * scale <= kPicture ? shown.scaled(size, Qt::KeepAspectRatio, Qt::FastTransformation)
                                 : shown.scaled(kPicture, kPicture, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
}

PathEnds::PathEnds(const widgets::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("pathEnds"));
    setFixedWidth(kWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    for (int end = 0; end < 3; ++end) {
        auto* panel = m_ends[static_cast<std::size_t>(end)] = new EndPanel(theme, end, this);
        column->addWidget(panel);
        connect(panel, &EndPanel::positionChosen, this, [this, end](qint64 position) { choose(end, position); });
        connect(panel, &EndPanel::pictureDropped, this, [this, end](const QString& file) { choosePicture(end, file); });
        connect(panel, &EndPanel::itemDropped, this,
                [this, end](const DraggedItem& item) { emit itemDropped(end, item); });
        connect(panel, &EndPanel::dragEnded, this, &PathEnds::dragEnded);
        connect(panel, &EndPanel::randomRequested, this, [this, end] { choose(end, drawn()); });
        connect(panel, &EndPanel::mapRequested, this, [this, end] { emit mapRequested(end); });
        connect(panel, &EndPanel::worstRequested, this, &PathEnds::worstRequested);
        if (end > 0)
            continue;
        auto* row = new QHBoxLayout;
        row->setSpacing(6);
        m_swap = addButton("swapEnds", QStringLiteral("swap"), tr("Swap"), tr("Swaps the first and the second."));
        m_random = addButton("randomEnds", QStringLiteral("dice"), tr("Random"), tr("All drawn at random."));
        row->addWidget(m_swap, 1);
        row->addWidget(m_random, 1);
        column->addLayout(row);
    }
    column->addStretch(1);
    connect(m_swap, &QToolButton::clicked, this, [this] {
        PathItems swapped = items();
        std::swap(swapped.positions[0], swapped.positions[1]);
        std::swap(swapped.pictures[0], swapped.pictures[1]);
        setItems(swapped);
        emit itemsChosen(swapped);
    });
    connect(m_random, &QToolButton::clicked, this, [this] {
        const PathItems all{.positions = {drawn(), drawn(), drawn()}, .pictures = {}};
        setItems(all);
        emit itemsChosen(all);
    });
    setSum(false);
}

QToolButton* PathEnds::addButton(const char* name, const QString& icon, const QString& text, const QString& toolTip)
{
    auto* button = new QToolButton(this);
    button->setObjectName(QLatin1String(name));
    button->setIcon(m_theme.icon(icon));
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setFixedHeight(28);
    button->setToolTip(toolTip);
    button->setWhatsThis(toolTip);
    return button;
}

void PathEnds::setSum(bool isSum)
{
    m_isSum = isSum;
    const QStringList letters = isSum ? QStringList{tr("a"), tr("b"), tr("c")} : QStringList{tr("A"), tr("B"), {}};
    for (int end = 0; end < 3; ++end)
        m_ends[static_cast<std::size_t>(end)]->setLetter(letters[end]);
    m_ends[2]->setVisible(isSum);
}

void PathEnds::showItems(const QList<GivenItem>& items, qint64 total, const QString& split)
{
    m_total = total;
    for (int end = 0; end < std::min<int>(3, static_cast<int>(items.size())); ++end)
        m_ends[static_cast<std::size_t>(end)]->showItem(items[end], split);
}

void PathEnds::setItems(const PathItems& items)
{
    for (std::size_t end = 0; end < 3; ++end) {
        if (items.pictures[end] != m_ends[end]->picture())
            m_ends[end]->setPicture(items.pictures[end]);
        m_ends[end]->setPosition(items.positions[end]);
    }
}

PathItems PathEnds::items() const
{
    PathItems items;
    for (std::size_t end = 0; end < 3; ++end) {
        items.positions[end] = m_ends[end]->position();
        items.pictures[end] = m_ends[end]->picture();
    }
    return items;
}

qint64 PathEnds::drawn() const
{
    return m_total > 0 ? QRandomGenerator::global()->bounded(m_total) : 0;
}

void PathEnds::choose(int end, qint64 position)
{
    if (position < 0)
        return settle({});
    PathItems chosen = items();
    chosen.positions[static_cast<std::size_t>(end)] = position;
    chosen.pictures[static_cast<std::size_t>(end)].clear();
    settle(chosen);
}

void PathEnds::choosePicture(int end, const QString& file)
{
    PathItems chosen = items();
    chosen.positions[static_cast<std::size_t>(end)] = -1;
    chosen.pictures[static_cast<std::size_t>(end)] = file;
    settle(chosen);
}

bool PathEnds::isTarget() const
{
    return std::any_of(m_ends.cbegin(), m_ends.cend(), [](const EndPanel* end) { return end->isTarget(); });
}

void PathEnds::settle(PathItems chosen)
{
    const bool isSome =
        std::any_of(chosen.positions.cbegin(), chosen.positions.cend(), [](qint64 at) { return at >= 0; }) ||
        std::any_of(chosen.pictures.cbegin(), chosen.pictures.cend(),
                    [](const QString& file) { return !file.isEmpty(); });
    for (std::size_t end = 0; end < 3 && isSome; ++end)
        if (chosen.pictures[end].isEmpty())
            chosen.positions[end] = std::max<qint64>(0, chosen.positions[end]);
    setItems(chosen);
    emit itemsChosen(chosen);
}

} // namespace lb::gui
