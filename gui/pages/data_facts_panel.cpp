#include "gui/pages/data_facts_panel.h"

#include "gui/pages/panel_header.h"
#include "gui/samples/dragged_item.h"
#include "widgets/plots/bar_chart.h"
#include "widgets/tables/tile_strip.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace lb::gui {

using experiments::DatasetKind;
using widgets::countText;

namespace {

constexpr int kFactColumns = 4;
constexpr int kCell = 56;
constexpr qsizetype kShownClasses = 20;

} // namespace

DataFactsPanel::DataFactsPanel(const widgets::Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("dataFacts"));
    build();
}

void DataFactsPanel::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* facts = new QFrame(this);
    facts->setProperty("panel", true);
    m_grid = new QGridLayout(facts);
    m_grid->setContentsMargins(12, 10, 12, 10);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(6);
    for (int i = 0; i < kFactColumns; ++i)
        m_grid->setColumnStretch(2 * i + 1, 1);
    column->addWidget(facts);

    auto* charts = new QHBoxLayout;
    charts->setSpacing(8);
    for (widgets::BarChart** chart : {&m_left, &m_right}) {
        auto* frame = new QFrame(this);
        frame->setProperty("panel", true);
        auto* inside = new QVBoxLayout(frame);
        inside->setContentsMargins(1, 1, 1, 1);
        *chart = new widgets::BarChart(m_theme, frame);
        inside->addWidget(*chart);
        charts->addWidget(frame, 1);
    }
    m_left->setObjectName(QStringLiteral("leftChart"));
    m_right->setObjectName(QStringLiteral("rightChart"));
    column->addLayout(charts);

    auto* panel = new QFrame(this);
    panel->setProperty("panel", true);
    auto* inside = new QVBoxLayout(panel);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->setSpacing(0);
    QHBoxLayout* header = addPanelHeader(m_theme, panel, tr("Items"));
    m_parts = new QButtonGroup(panel);
    addSegment(m_theme, header, m_parts, "trainItems", tr("Train"), tr("Items that are trained on."))->setChecked(true);
    addSegment(m_theme, header, m_parts, "validationItems", tr("Validation"),
               tr("Items that every validation measures."));
    addSegment(m_theme, header, m_parts, "testItems", tr("Test"), tr("Items for the last measurement."));
    header->addStretch(1);
    m_range = new QLabel(panel);
    m_range->setObjectName(QStringLiteral("itemRange"));
    m_range->setProperty("muted", true);
    m_range->setFont(m_theme.font(widgets::TextSize::Small));
    header->addWidget(m_range);
    const auto addArrow = [&](const char* name, const char* icon, const QString& toolTip) {
        auto* button = new QToolButton(panel);
        button->setObjectName(QString::fromLatin1(name));
        button->setIcon(m_theme.icon(QString::fromLatin1(icon)));
        button->setToolTip(toolTip);
        button->setAccessibleName(toolTip);
        header->addWidget(button);
        return button;
    };
    m_back = addArrow("itemsBack", "left", tr("The items before."));
    m_on = addArrow("itemsOn", "right", tr("The items after."));
    auto* scroll = new QScrollArea(panel);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    auto* sheet = new QWidget(scroll);
    sheet->setBackgroundRole(QPalette::Base);
    sheet->setAutoFillBackground(true);
    auto* margin = new QVBoxLayout(sheet);
    margin->setContentsMargins(8, 6, 8, 6);
    m_items = new widgets::TileStrip(m_theme, sheet);
    m_items->setObjectName(QStringLiteral("dataItems"));
    m_items->setAccessibleName(tr("Items of the data set"));
    m_items->setCell(kCell);
    margin->addWidget(m_items);
    margin->addStretch(1);
    scroll->setWidget(sheet);
    inside->addWidget(scroll, 1);
    column->addWidget(panel, 1);

    connect(m_parts, &QButtonGroup::idClicked, this, [this](int id) { ask(static_cast<DataPart>(id), 0); });
    connect(m_items, &widgets::TileStrip::dragRequested, this, &DataFactsPanel::drag);
    connect(m_back, &QToolButton::clicked, this, [this] { ask(m_part, std::max<qint64>(0, m_first - pageSize())); });
    connect(m_on, &QToolButton::clicked, this, [this] { ask(m_part, m_first + pageSize()); });
}

void DataFactsPanel::drag(int id)
{
    const auto& tiles = m_items->tiles();
    const auto tile = std::find_if(tiles.cbegin(), tiles.cend(), [id](const auto& each) { return each.id == id; });
    if (tile == tiles.cend())
        return;
    static const QStringList kSplits{QStringLiteral("train"), QStringLiteral("validation"), QStringLiteral("test")};
    dragItem(this, {.dataset = m_facts.entry.id, .split = kSplits[static_cast<int>(m_part)], .position = id},
             tile->image, tile->text);
}

qint64 DataFactsPanel::pageSize() const
{
    return m_facts.entry.kind == DatasetKind::Text ? kSentences : kPictures;
}

void DataFactsPanel::ask(DataPart part, qint64 first)
{
    emit pageWanted(part, first, pageSize());
}

void DataFactsPanel::addFact(const QString& name, const QString& value, const QString& toolTip)
{
    const int index = m_grid->count() / 2;
    auto* label = new QLabel(name, this);
    label->setProperty("muted", true);
    auto* text = new QLabel(value, this);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    for (QLabel* each : {label, text}) {
        each->setFont(m_theme.font(widgets::TextSize::Small));
        each->setToolTip(toolTip);
        m_grid->addWidget(each, index / kFactColumns, 2 * (index % kFactColumns) + (each == text ? 1 : 0));
    }
}

void DataFactsPanel::showFacts(const DataFactsShown& facts)
{
    m_facts = facts;
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const experiments::DatasetDescription& d = facts.description;
    addFact(tr("Train"), countText(d.trainCount), tr("Items that are trained on, by the split of seed 1."));
    addFact(tr("Validation"), countText(d.validationCount), tr("Items that every validation measures."));
    addFact(tr("Test"), countText(d.testCount), tr("Items for the last measurement."));
    if (d.kind == DatasetKind::Image) {
        addFact(tr("Pixels"), tr("%1 x %2, grey").arg(d.height).arg(d.width), tr("Height and width of an item."));
        addFact(tr("Classes"), facts.classCounts.isEmpty() ? tr("no labels") : countText(facts.classCounts.size()),
                tr("Different labels."));
        addFact(tr("Mean"), widgets::numberText(d.pixelMean, 3), tr("Of the training pixels; white is 1."));
        addFact(tr("Deviation"), widgets::numberText(d.pixelDeviation, 3),
                tr("Standard deviation of the training pixels."));
    } else {
        addFact(tr("Vocabulary"), countText(d.vocabularySize), tr("Different tokens of the training texts."));
        addFact(tr("Mean length"), tr("%1 tokens").arg(widgets::numberText(d.meanLength, 1)),
                tr("Tokens per training sentence."));
        addFact(tr("Unknown"), tr("%1 %").arg(widgets::numberText(100 * d.unknownShare, 2)),
                tr("Share of the tokens that are not in the vocabulary."));
    }
    addFact(tr("Fingerprint"), facts.fingerprint.left(12),
            tr("SHA-256 over content and split: %1").arg(facts.fingerprint));
    qint64 skipped = 0;
    QStringList reasons;
    for (const experiments::SkippedItems& items : facts.report.skipped)
        if (items.count > 0) {
            skipped += items.count;
            reasons.append(tr("%1: %2").arg(countText(items.count), items.reason));
        }
    addFact(tr("Left out"), countText(skipped),
            reasons.isEmpty() ? tr("Every item of the files is used.") : reasons.join(QLatin1Char('\n')));
    showCharts(facts);
    ask(DataPart::Train, 0);
}

void DataFactsPanel::showCharts(const DataFactsShown& facts)
{
    const experiments::DatasetDescription& d = facts.description;
    const bool isImage = d.kind == DatasetKind::Image;
    m_right->parentWidget()->setVisible(isImage && !facts.classCounts.isEmpty());
    if (!isImage) {
        m_left->setBars({.title = tr("Length of training texts (tokens)"), .counts = d.lengthHistogram, .labels = {}});
        return;
    }
    m_left->setBars({.title = tr("Training pixels, from black to white"),
                     .counts = facts.pixelHistogram,
                     .labels = {QStringLiteral("0"), QStringLiteral("255")}});
    QStringList names = d.classNames;
    while (names.size() < facts.classCounts.size())
        names.append(QString::number(names.size()));
    m_right->setBars(
        {.title = facts.classCounts.size() > kShownClasses
                      ? tr("Items of the first %1 of %2 classes").arg(kShownClasses).arg(facts.classCounts.size())
                      : tr("Items by class"),
         .counts = facts.classCounts.mid(0, kShownClasses),
         .labels = names.mid(0, std::min(kShownClasses, facts.classCounts.size())),
         .areClasses = true});
}

void DataFactsPanel::showItems(const DataItems& items)
{
    m_part = items.part;
    m_first = items.first;
    m_parts->button(static_cast<int>(items.part))->setChecked(true);
    QList<widgets::TileStrip::Tile> tiles;
    const auto& preview = items.preview;
    const auto positionOf = [&items](const auto& before) { return static_cast<int>(items.first + before.size()); };
    for (const QString& sentence : preview.sentences)
        tiles.append({.image = {}, .text = sentence, .caption = {}, .id = positionOf(tiles)});
    for (qsizetype i = 0; i < preview.thumbnails.size(); ++i) {
        const QByteArray& grey = preview.thumbnails.at(i);
        const QImage image(reinterpret_cast<const uchar*>(grey.constData()), static_cast<int>(preview.width),
                           static_cast<int>(preview.height), static_cast<int>(preview.width),
                           QImage::Format_Grayscale8);
        tiles.append(
            {.image = image.copy(), .text = {}, .caption = preview.thumbnailLabels.value(i), .id = positionOf(tiles)});
    }
    m_items->setTiles(tiles);
    const qint64 end = items.first + tiles.size();
    m_range->setText(
        items.total == 0
            ? tr("none")
            : tr("%1 to %2 of %3").arg(countText(items.first + 1), countText(end), countText(items.total)));
    m_back->setEnabled(items.first > 0);
    m_on->setEnabled(end < items.total);
}

} // namespace lb::gui
