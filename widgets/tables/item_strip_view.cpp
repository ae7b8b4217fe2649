#include "widgets/tables/item_strip_view.h"

#include "widgets/tables/decoder_use_label.h"
#include "widgets/tables/marked_text_delegate.h"
#include "widgets/tables/run_header.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace lb::widgets {

namespace {

constexpr int kHeaderHeight = 28;
constexpr int kRowHeight = 24;

} // namespace

ItemStripView::ItemStripView(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_title(new QLabel(this))
    , m_detail(new QLabel(this))
    , m_decoderUse(new DecoderUseLabel(theme, this))
    , m_table(new QTableView(this))
    , m_grid(new ItemImageGrid(theme, this))
{
    setObjectName(QStringLiteral("itemStrip"));
    m_detail->setObjectName(QStringLiteral("stripDetail"));
    setProperty("panel", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    buildHeader();
    buildTable();
    auto* body = new QHBoxLayout;
    body->addWidget(m_grid, 1);
    body->addWidget(m_table, 1);
    layout->addLayout(body, 1);
    connect(m_grid, &ItemImageGrid::itemActivated, this, &ItemStripView::itemActivated);
    updateWords();
}

QToolButton* ItemStripView::makeButton(const QString& name, const QString& icon, const QString& toolTip)
{
    auto* button = new QToolButton(this);
    button->setObjectName(name);
    button->setIcon(m_theme.icon(icon, ColorRole::Muted));
    button->setIconSize(QSize(14, 14));
    button->setFixedSize(24, 24);
    button->setProperty("iconOnly", true);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    return button;
}

void ItemStripView::buildHeader()
{
    auto* header = new QFrame(this);
    header->setProperty("panelHeader", true);
    header->setFixedHeight(kHeaderHeight);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(8, 0, 4, 0);
    row->setSpacing(4);
    m_title->setFont(m_theme.font(TextSize::Small, true));
    row->addWidget(m_title);
    m_detail->setFont(m_theme.font(TextSize::Small));
    m_detail->setProperty("muted", true);
    m_detail->setContentsMargins(6, 0, 0, 0);
    m_detail->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_detail->installEventFilter(this);
    row->addWidget(m_detail, 1);
    row->addWidget(m_decoderUse);
    row->addSpacing(6);
    m_previous = makeButton(QStringLiteral("previousStrip"), QStringLiteral("step-prev"), tr("Earlier step"));
    m_next = makeButton(QStringLiteral("nextStrip"), QStringLiteral("step-next"), tr("Later step"));
    QToolButton* more = makeButton(QStringLiteral("moreStrip"), QStringLiteral("more"), tr("More about these items"));
    for (QToolButton* button : {m_previous, m_next, more})
        row->addWidget(button);
    connect(m_previous, &QToolButton::clicked, this, &ItemStripView::previousRequested);
    connect(m_next, &QToolButton::clicked, this, &ItemStripView::nextRequested);
    connect(more, &QToolButton::clicked, this,
            [this, more] { emit menuRequested(more->mapToGlobal(QPoint(0, more->height()))); });
    layout()->addWidget(header);
    setSteps(false, false);
}

void ItemStripView::elideDetail()
{
    const int room = m_detail->contentsRect().width();
    m_detail->setText(m_detail->fontMetrics().elidedText(m_detailText, Qt::ElideRight, room));
}

bool ItemStripView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_detail && event->type() == QEvent::Resize)
        elideDetail();
    return QFrame::eventFilter(watched, event);
}

void ItemStripView::buildTable()
{
    m_table->setObjectName(QStringLiteral("itemTexts"));
    m_table->setAccessibleName(tr("Validation items"));
    m_table->setToolTip(tr("What each run makes of the same items. Double click opens one."));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new MarkedTextDelegate(m_theme, m_table));
    m_table->setHorizontalHeader(new RunHeader(m_theme, RunHeader::Style::Swatch, m_table));
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    QHeaderView* header = m_table->horizontalHeader();
    header->setMinimumSectionSize(24);
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setSectionResizeMode(ItemTextModel::NumberColumn, QHeaderView::Fixed);
    header->resizeSection(ItemTextModel::NumberColumn, 28);
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex& index) { emit itemActivated(index.row()); });
    connect(&m_theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
}

void ItemStripView::setRuns(const QList<PlotRun>& runs)
{
    m_runs = runs;
    updateWords();
}

void ItemStripView::setStrip(const QString& uid, const experiments::ItemStrip& strip)
{
    m_strips.insert(uid, strip);
    if (strip.width > 0)
        m_grid->setStrip(uid, strip);
    else
        m_model.setStrip(uid, strip);
    updateWords();
}

void ItemStripView::clearStrip(const QString& uid)
{
    if (m_strips.remove(uid) == 0)
        return;
    m_grid->setStrip(uid, {});
    m_model.setStrip(uid, {});
    updateWords();
}

void ItemStripView::setGreys(Greys greys)
{
    m_grid->setGreys(greys);
}

void ItemStripView::setSteps(bool hasPrevious, bool hasNext)
{
    m_previous->setEnabled(hasPrevious);
    m_next->setEnabled(hasNext);
}

bool ItemStripView::showsImages() const
{
    return std::any_of(m_runs.begin(), m_runs.end(),
                       [this](const PlotRun& run) { return m_strips.value(run.uid).width > 0; });
}

bool ItemStripView::showsSentences() const
{
    const auto hasSentences = [this](const PlotRun& run) {
        const auto strip = m_strips.constFind(run.uid);
        return strip != m_strips.cend() && strip->width == 0;
    };
    return !showsImages() || std::any_of(m_runs.begin(), m_runs.end(), hasSentences);
}

void ItemStripView::shareRuns()
{
    const bool hasTable = showsSentences();
    QList<PlotRun> ofImages, ofSentences;
    for (const PlotRun& run : std::as_const(m_runs))
        (m_strips.value(run.uid).width > 0 || !hasTable ? ofImages : ofSentences).append(run);
    m_grid->setRuns(ofImages);
    m_model.setRuns(ofSentences);
    m_grid->setVisible(showsImages());
    m_table->setVisible(hasTable);
}

void ItemStripView::updateWords()
{
    shareRuns();
    const bool isMixed = showsImages() && showsSentences();
    QList<DecoderUseLabel::Use> uses;
    qsizetype items = 0;
    qint64 newest = -1;
    qint64 oldest = std::numeric_limits<qint64>::max();
    for (const PlotRun& run : std::as_const(m_runs)) {
        const auto strip = m_strips.constFind(run.uid);
        const bool isKnown = strip != m_strips.cend();
        uses.append({run, isKnown ? std::optional(strip->shuffleGap) : std::nullopt});
        if (isKnown) {
            items = std::max(items, strip->items.size());
            newest = std::max(newest, strip->step);
            oldest = std::min(oldest, strip->step);
        }
    }
    m_decoderUse->setUses(uses);
    m_title->setText(items > 0 && !isMixed ? tr("Same %n validation items", nullptr, static_cast<int>(items))
                                           : tr("Validation items"));
    // Runs need not be validated at the same steps.
    const QString steps =
        oldest < newest ? tr("%1 to %2").arg(countText(oldest), countText(newest)) : countText(newest);
    if (newest < 0)
        m_detail->setText(tr("decoded at each validation; the first is still to come"));
    else
        m_detail->setText(!showsSentences() ? tr("step %1").arg(steps)
                                            : tr("step %1; words not in the input are marked").arg(steps));
    m_detailText = m_detail->text();
    m_detail->setToolTip(m_detailText);
    elideDetail();
}

} // namespace lb::widgets
