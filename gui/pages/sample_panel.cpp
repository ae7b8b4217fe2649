#include "gui/pages/sample_panel.h"

#include "gui/swatch.h"
#include "widgets/logs/elided_label.h"
#include "widgets/logs/empty_state.h"
#include "widgets/logs/message_bar.h"
#include "widgets/tables/item_gallery_model.h"
#include "widgets/tables/item_gallery_view.h"
#include "widgets/tables/picture_grid.h"
#include "widgets/text/run_text_table.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QScrollArea>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace lb::gui {

using widgets::ItemGalleryModel;
using widgets::MessageBar;
using widgets::TextSize;

namespace {

constexpr int kLarge = 168;
constexpr int kMargin = 10;
constexpr int kHeader = 28;
constexpr int kStripMargin = 4;
constexpr int kStripPictures = 66;
constexpr int kStripTitles = 24;

} // namespace

SamplePanel::SamplePanel(const widgets::Theme& theme, int column, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
{
    const QString number = QString::number(column);
    setObjectName(QStringLiteral("samplePanel") + number);
    setProperty("panel", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    m_progress = new QProgressBar(this);
    m_progress->setAccessibleName(tr("Progress of the grid"));
    m_progress->setFixedHeight(3);
    m_progress->setTextVisible(false);
    layout->addWidget(m_progress);
    m_message = new MessageBar(theme, this);
    m_message->setObjectName(QStringLiteral("sampleMessage") + number);
    layout->addWidget(m_message);
    connect(m_message, &MessageBar::buttonClicked, this, &SamplePanel::retryClicked);
    auto* body = new QWidget(this);
    m_body = new QStackedLayout(body);
    m_blank = new QWidget(body);
    m_body->addWidget(m_blank);
    m_body->addWidget(makePictures());
    makeTable();
    makeGallery();
    m_none = new widgets::EmptyState(theme, QStringLiteral("image"),
                                     tr("This run has kept no pictures: they come with its first evaluation, and every "
                                        "train.sample_every steps."),
                                     {}, body);
    m_body->addWidget(m_none);
    layout->addWidget(body, 1);
    m_grid->setObjectName(QStringLiteral("sampleGrid") + number);
    m_table->setObjectName(QStringLiteral("sampleTexts") + number);
    m_gallery->setObjectName(QStringLiteral("sampleGallery") + number);
    m_cancel->setObjectName(QStringLiteral("cancelSamples") + number);
}

QWidget* SamplePanel::makeHeader()
{
    auto* header = new QFrame(this);
    header->setProperty("panelHeader", true);
    header->setFixedHeight(kHeader);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(10, 0, 4, 0);
    row->setSpacing(8);
    m_swatch = new QLabel(header);
    row->addWidget(m_swatch);
    m_title = new QLabel(header);
    m_title->setFont(m_theme.font(TextSize::Small, true));
    row->addWidget(m_title);
    m_detail = new widgets::ElidedLabel(header);
    m_detail->setProperty("muted", true);
    m_detail->setFont(m_theme.font(TextSize::Small));
    row->addWidget(m_detail, 1);
    m_cancel = new QToolButton(header);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setFont(m_theme.font(TextSize::Small));
    m_cancel->setToolTip(tr("Ends the work on this grid; what there is of it stays."));
    m_cancel->setWhatsThis(m_cancel->toolTip());
    m_cancel->hide();
    row->addWidget(m_cancel);
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        if (m_run)
            m_run->cancel();
    });
    const auto add = [&](const char* name, const QString& icon, const QString& toolTip) {
        auto* button = new QToolButton(header);
        button->setObjectName(QLatin1String(name));
        button->setIcon(m_theme.icon(icon));
        button->setToolTip(toolTip);
        button->setWhatsThis(toolTip);
        button->setAccessibleName(toolTip);
        button->setFixedSize(24, 24);
        row->addWidget(button);
        return button;
    };
    connect(add("copyGrid", QStringLiteral("copy"), tr("Copies the grid (Ctrl+C).")), &QToolButton::clicked, this,
            &SamplePanel::copyRequested);
    QToolButton* more = add("moreGrid", QStringLiteral("more"), tr("Copy, save, items of this grid."));
    connect(more, &QToolButton::clicked, this,
            [this, more] { emit menuRequested(more->mapToGlobal(QPoint(0, more->height()))); });
    return header;
}

QWidget* SamplePanel::makePictures()
{
    m_pictures = new QWidget(this);
    auto* row = new QHBoxLayout(m_pictures);
    row->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    row->setSpacing(12);
    m_scroll = new QScrollArea(m_pictures);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_grid = new widgets::PictureGrid(m_theme, m_scroll);
    m_grid->setAccessibleName(tr("Pictures of this run"));
    m_scroll->setWidget(m_grid);
    m_scroll->viewport()->installEventFilter(this);
    row->addWidget(m_scroll, 1);
    m_side = new QWidget(m_pictures);
    auto* side = new QVBoxLayout(m_side);
    side->setContentsMargins(0, 0, 0, 0);
    side->setSpacing(6);
    m_large = new QLabel(m_side);
    m_large->setObjectName(QStringLiteral("largePicture"));
    m_large->setFixedSize(kLarge, kLarge);
    m_large->setAccessibleName(tr("The current picture, enlarged"));
    side->addWidget(m_large);
    m_facts = new QLabel(m_side);
    m_facts->setObjectName(QStringLiteral("pictureFacts"));
    m_facts->setFont(m_theme.font(TextSize::Tiny));
    m_facts->setProperty("muted", true);
    m_facts->setFixedWidth(kLarge);
    m_facts->setWordWrap(true);
    side->addWidget(m_facts);
    side->addStretch(1);
    m_side->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored); // several runs may leave less room
    row->addWidget(m_side);
    connect(m_grid, &widgets::PictureGrid::currentChanged, this, &SamplePanel::showCurrent);
    connect(m_grid, &widgets::PictureGrid::copyRequested, this, &SamplePanel::copyRequested);
    connect(m_grid, &widgets::PictureGrid::dragRequested, this, &SamplePanel::dragRequested);
    connect(m_grid, &widgets::PictureGrid::menuRequested, this, &SamplePanel::menuRequested);
    connect(m_grid, &widgets::PictureGrid::activated, this, &SamplePanel::pictureActivated);
    connect(&m_theme, &widgets::Theme::changed, this, &SamplePanel::showCurrent);
    return m_pictures;
}

void SamplePanel::makeTable()
{
    m_table = new widgets::RunTextTable(m_theme, this);
    m_table->setAccessibleName(tr("Sentences of this run"));
    m_table->setToolTip(tr("What the model makes of codes. Ctrl+C copies all lines."));
    m_table->setWhatsThis(m_table->toolTip());
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this,
            [this](QPoint place) { emit menuRequested(m_table->viewport()->mapToGlobal(place)); });
    auto* copy = new QAction(this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(copy);
    connect(copy, &QAction::triggered, this, &SamplePanel::copyRequested);
    m_body->addWidget(m_table);
}

void SamplePanel::makeGallery()
{
    m_items = new ItemGalleryModel(this);
    m_gallery = new widgets::ItemGalleryView(m_theme, this);
    m_gallery->setModel(m_items);
    m_gallery->setAccessibleName(tr("Items of the split, the worst first"));
    m_gallery->setToolTip(tr("Each tile is an item and what the run makes of it. Ctrl+C copies those selected."));
    m_gallery->setWhatsThis(m_gallery->toolTip());
    m_body->addWidget(m_gallery);
    connect(m_items, &ItemGalleryModel::contentsWanted, this, [this](const QList<qint64>& ids) {
        if (m_run)
            m_run->wantItems(ids);
    });
    connect(m_gallery, &widgets::ItemGalleryView::copyRequested, this, &SamplePanel::copyRequested);
    connect(m_gallery, &widgets::ItemGalleryView::dragRequested, this, &SamplePanel::dragRequested);
    connect(m_gallery, &widgets::ItemGalleryView::menuRequested, this, &SamplePanel::menuRequested);
}

void SamplePanel::setRun(SampleRun* run, const widgets::PlotRun& name, bool isText)
{
    m_name = name;
    m_isText = isText;
    m_title->setText(name.name);
    m_swatch->setPixmap(runSwatch(m_theme, name.family, name.dashSeed(), devicePixelRatioF()));
    m_gallery->setText(isText);
    m_table->texts().setRuns({name});
    if (run == m_run)
        return;
    if (m_run)
        m_run->disconnect(this);
    m_run = run;
    m_items->clear();
    if (!run)
        return;
    connect(run, &SampleRun::gridChanged, this, &SamplePanel::takeGrid);
    connect(run, &SampleRun::rankingChanged, this, [this] { takeRanking(true); });
    connect(run, &SampleRun::itemsGiven, this, &SamplePanel::takeItems);
    connect(run, &SampleRun::stateChanged, this, &SamplePanel::takeState);
    takeGrid();
    takeState();
}

void SamplePanel::setPosition(double position)
{
    if (!m_run || m_run->grid().isEmpty())
        return;
    const auto index = static_cast<int>(std::lround(position * (m_run->grid().settings.steps - 1)));
    if (m_run->grid().isText()) {
        m_table->chooseRow(index);
        return;
    }
    m_grid->setMarkedColumn(index + 1); // behind A
    m_grid->setCurrent({0, index + 1});
}

void SamplePanel::setLook(Look look)
{
    m_look = look;
    m_side->setVisible(look == Look::Full);
    m_grid->setTitlesShown(look != Look::UntitledStrip);
    const int margin = isStrip() ? kStripMargin : kMargin;
    m_pictures->layout()->setContentsMargins(kMargin, margin, kMargin, margin);
    updateHeight();
}

bool SamplePanel::isStrip() const
{
    return !m_isText && (m_look == Look::Strip || m_look == Look::UntitledStrip);
}

int SamplePanel::stripHeight() const
{
    return kHeader + m_progress->height() + m_grid->heightForWidth(m_scroll->viewport()->width()) + 2 * kStripMargin +
           2;
}

void SamplePanel::updateHeight()
{
    m_grid->setFillHeight(!isStrip()              ? m_scroll->viewport()->height()
                          : m_look == Look::Strip ? kStripPictures + kStripTitles
                                                  : kStripPictures);
    setMaximumHeight(isStrip() && m_message->isHidden() ? stripHeight() : QWIDGETSIZE_MAX);
    updateGeometry();
}

QSize SamplePanel::sizeHint() const
{
    const QSize usual = QFrame::sizeHint();
    return isStrip() ? QSize(usual.width(), stripHeight()) : usual;
}

bool SamplePanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        updateHeight();
    return QFrame::eventFilter(watched, event);
}

void SamplePanel::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    updateHeight();
}

void SamplePanel::focusGrid()
{
    if (QWidget* shown = m_body->currentWidget(); shown == m_pictures)
        m_grid->setFocus();
    else
        shown->setFocus();
}

} // namespace lb::gui
