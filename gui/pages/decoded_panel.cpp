#include "gui/pages/decoded_panel.h"

#include "gui/pages/frame_player.h"
#include "gui/pages/panel_header.h"
#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace lb::gui {

using widgets::TextSize;
using widgets::TileStrip;

namespace {

QLabel* addLabel(const widgets::Theme& theme, QWidget* page, const char* name)
{
    auto* label = new QLabel(page);
    label->setObjectName(QLatin1String(name));
    label->setFont(theme.font(TextSize::Small));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    page->layout()->addWidget(label);
    return label;
}

QWidget* makePage(QWidget* parent)
{
    auto* page = new QWidget(parent);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(10, 8, 10, 8);
    column->setSpacing(6);
    return page;
}

} // namespace

DecodedPanel::DecodedPanel(const widgets::Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_segments(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("decodedPanel"));
    setProperty("panel", true);
    setAcceptDrops(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    QHBoxLayout* header = addPanelHeader(theme, this, tr("Decoded"));
    const auto add = [&](const char* name, const QString& text, const QString& toolTip) {
        addSegment(theme, header, m_segments, name, text, toolTip);
    };
    add("showCursor", tr("at the cursor"), tr("What the place under the cursor becomes, while it is dragged."));
    add("showBetween", tr("path"), tr("From one point to another: click two points of the map."));
    add("showSum", tr("a − b + c"), tr("Arithmetic with codes: click three points of the map."));
    add("showSelection", tr("selection"), tr("The items inside the last lasso."));
    header->addStretch(1);
    m_pages = new QStackedWidget(this);
    for (QWidget* page : {makeCursor(), makePath(), makeSum(), makeSelection()})
        m_pages->addWidget(inScroll(page));
    for (const TileStrip* items : {m_near, m_sumNear, m_gallery})
        connect(items, &TileStrip::dragRequested, this, &DecodedPanel::rowDragged);
    column->addWidget(m_pages, 1);
    m_segments->button(0)->setChecked(true);
    connect(m_segments, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (!checked)
            return;
        m_pages->setCurrentIndex(id);
        emit viewChanged();
        emit marksChanged();
    });
}

QWidget* DecodedPanel::inScroll(QWidget* content)
{
    auto* scroll = new QScrollArea(m_pages);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    content->setProperty("turns", true); // the ground of texts
    static_cast<QVBoxLayout*>(content->layout())->addStretch(1);
    scroll->setWidget(content);
    return scroll;
}

TileStrip* DecodedPanel::addTiles(QWidget* page, const char* name, const QString& title)
{
    auto* label = new QLabel(title, page);
    label->setProperty("muted", true);
    label->setFont(m_theme.font(TextSize::Small));
    page->layout()->addWidget(label);
    auto* tiles = new TileStrip(m_theme, page);
    tiles->setObjectName(QLatin1String(name));
    tiles->setAccessibleName(title);
    page->layout()->addWidget(tiles);
    connect(tiles, &TileStrip::hovered, this, &DecodedPanel::rowHovered);
    label->hide(); // until there are tiles
    connect(tiles, &TileStrip::tilesChanged, label, [label, tiles] { label->setVisible(!tiles->tiles().isEmpty()); });
    return tiles;
}

QWidget* DecodedPanel::makeCursor()
{
    QWidget* page = makePage(this);
    auto* top = new QHBoxLayout;
    top->setSpacing(12);
    m_picture = new QLabel(page);
    m_picture->setObjectName(QStringLiteral("decodedPicture"));
    m_picture->setAccessibleName(tr("Decoded at the cursor"));
    m_picture->setFont(m_theme.font(TextSize::Body));
    m_picture->setWordWrap(true);
    m_picture->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_picture->setMinimumHeight(40);
    top->addWidget(m_picture, 1);
    m_facts = new QLabel(page);
    m_facts->setObjectName(QStringLiteral("decodedFacts"));
    m_facts->setFont(m_theme.font(TextSize::Small));
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    top->addWidget(m_facts, 1);
    static_cast<QVBoxLayout*>(page->layout())->addLayout(top);
    m_near = addTiles(page, "nearTiles", tr("Nearest codes, with distance"));
    m_drag = addTiles(page, "dragTiles", tr("Along the drag, oldest first"));
    m_drag->setCell(40);
    connect(m_near, &TileStrip::activated, this, &DecodedPanel::rowActivated);
    m_facts->setText(tr("Drag on the map, or move the cursor\nwith the arrow keys."));
    return page;
}

QWidget* DecodedPanel::makePath()
{
    QWidget* page = makePage(this);
    auto* row = new QHBoxLayout;
    m_pathKind = new QComboBox(page);
    m_pathKind->setObjectName(QStringLiteral("latentPathKind"));
    m_pathKind->setProperty("compact", true);
    m_pathKind->setAccessibleName(tr("Way between the points"));
    m_pathKind->addItems({tr("linear"), tr("spherical")});
    m_pathKind->setToolTip(tr("Linear: the straight line. Spherical: turning at equal pace, so that codes between keep "
                              "their length."));
    m_steps = new QSpinBox(page);
    m_steps->setObjectName(QStringLiteral("latentPathSteps"));
    m_steps->setAccessibleName(tr("Codes on the path"));
    m_steps->setToolTip(tr("Codes on the path, both ends included: 2 to 32."));
    m_steps->setRange(2, 32);
    m_steps->setValue(8);
    row->addWidget(m_pathKind);
    row->addWidget(m_steps);
    row->addStretch(1);
    static_cast<QVBoxLayout*>(page->layout())->addLayout(row);
    m_pathHint = addLabel(m_theme, page, "pathHint");
    page->layout()->addWidget(makeFilm(page));
    m_pathTiles = addTiles(page, "pathTiles", tr("From A to B"));
    connect(m_pathKind, &QComboBox::currentIndexChanged, this, &DecodedPanel::askPath);
    connect(m_steps, &QSpinBox::valueChanged, this, &DecodedPanel::askPath);
    m_pathHint->setText(tr("Click a point of the map for A, then one for B; or drop a picture here."));
    return page;
}

QWidget* DecodedPanel::makeFilm(QWidget* page)
{
    m_film = new QWidget(page);
    auto* column = new QVBoxLayout(m_film);
    column->setContentsMargins(0, 0, 0, 0);
    auto* top = new QHBoxLayout;
    top->setSpacing(12);
    m_filmPicture = new QLabel(m_film);
    m_filmPicture->setObjectName(QStringLiteral("filmPicture"));
    m_filmPicture->setAccessibleName(tr("Decoded at the position on the path"));
    m_filmPicture->setWordWrap(true);
    m_filmPicture->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    top->addWidget(m_filmPicture, 1);
    auto* side = new QVBoxLayout;
    m_filmFacts = new QLabel(m_film);
    m_filmFacts->setObjectName(QStringLiteral("filmFacts"));
    m_filmFacts->setFont(m_theme.font(TextSize::Small));
    m_filmFacts->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    side->addWidget(m_filmFacts);
    auto* save = new QToolButton(m_film);
    save->setObjectName(QStringLiteral("exportFrames"));
    save->setIcon(m_theme.icon(QStringLiteral("export")));
    save->setText(tr("Frames…"));
    save->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    save->setToolTip(tr("Writes the path as numbered PNG pictures; the menu as an animation or a film strip."));
    save->setWhatsThis(save->toolTip());
    save->setPopupMode(QToolButton::MenuButtonPopup);
    auto* menu = new QMenu(save);
    const auto add = [&](const char* name, const QString& text, FilmKind kind) {
        QAction* action = menu->addAction(text);
        action->setObjectName(QLatin1String(name));
        connect(action, &QAction::triggered, this, [this, kind] { emit filmExportClicked(kind); });
    };
    connect(menu->addAction(tr("Pictures (PNG)…")), &QAction::triggered, this, &DecodedPanel::framesExportClicked);
    add("exportAnimation", tr("Animation (GIF)…"), FilmKind::Animation);
    add("exportStrip", tr("Film strip (PDF)…"), FilmKind::Strip);
    save->setMenu(menu);
    side->addWidget(save);
    side->addStretch(1);
    top->addLayout(side, 1);
    column->addLayout(top);
    m_player = new FramePlayer(m_theme,
                               {.name = QStringLiteral("film"),
                                .play = tr("Plays the way from A to B (Space on the map)."),
                                .slider = tr("The place on the path; arrow keys move it.")},
                               m_film);
    column->addWidget(m_player);
    m_film->hide(); // until there is one
    connect(save, &QToolButton::clicked, this, &DecodedPanel::framesExportClicked);
    connect(m_player, &FramePlayer::frameChanged, this, &DecodedPanel::showFrame);
    return m_film;
}

QWidget* DecodedPanel::makeSum()
{
    QWidget* page = makePage(this);
    m_sumHint = addLabel(m_theme, page, "sumHint");
    m_terms = addTiles(page, "sumTiles", tr("a, b, c and a − b + c"));
    m_terms->setCell(64);
    m_sumNear = addTiles(page, "sumNear", tr("Nearest to the sum, with distance"));
    connect(m_sumNear, &TileStrip::activated, this, &DecodedPanel::rowActivated);
    m_sumHint->setText(tr("Click three points of the map: a, b and c; or drop a picture here."));
    return page;
}

QWidget* DecodedPanel::makeSelection()
{
    QWidget* page = makePage(this);
    m_selectionNote = new QLabel(page);
    m_selectionNote->setObjectName(QStringLiteral("selectionNote"));
    m_selectionNote->setFont(m_theme.font(TextSize::Small));
    m_selectionNote->setWordWrap(true);
    page->layout()->addWidget(m_selectionNote);
    auto* row = new QHBoxLayout;
    const auto add = [&](const char* name, const char* icon, const QString& text, const QString& toolTip) {
        auto* button = new QToolButton(page);
        button->setObjectName(QLatin1String(name));
        button->setIcon(m_theme.icon(QLatin1String(icon)));
        button->setText(text);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setToolTip(toolTip);
        button->setWhatsThis(toolTip);
        row->addWidget(button);
        return button;
    };
    QToolButton* tag =
        add("tagSelection", "tag", tr("Tag"),
            tr("Puts a tag on the selected items, or takes it off; the tag holds in every run on this data. "
               "Also selects the items that have one."));
    tag->setPopupMode(QToolButton::InstantPopup);
    tag->setProperty("hasMenu", true);
    m_tagMenu = new QMenu(tag);
    m_tagMenu->setObjectName(QStringLiteral("itemTagMenu"));
    tag->setMenu(m_tagMenu);
    const QToolButton* save =
        add("exportSelection", "export", tr("CSV…"),
            tr("Writes the selected items with places, class and figures; without a selection all of the map."));
    connect(save, &QToolButton::clicked, this, &DecodedPanel::exportClicked);
    const QToolButton* items =
        add("exportSelectedItems", "export", tr("Items…"),
            tr("Writes the selected items into a folder: a PNG each, or their sentences, and the table of their "
               "codes."));
    connect(items, &QToolButton::clicked, this, &DecodedPanel::itemsExportClicked);
    row->addStretch(1);
    static_cast<QVBoxLayout*>(page->layout())->addLayout(row);
    m_gallery = addTiles(page, "galleryTiles", tr("Selected items"));
    connect(m_gallery, &TileStrip::activated, this, &DecodedPanel::rowActivated);
    setSelection({}, {});
    return page;
}

} // namespace lb::gui
