#include "tests/widgets/gallery_pages.h"

#include "widgets/forms/changes_table.h"
#include "widgets/forms/memory_bar.h"
#include "widgets/forms/preset_chooser.h"
#include "widgets/forms/spec_form.h"
#include "widgets/plots/prior_plot.h"
#include "widgets/plots/scatter_map.h"
#include "widgets/tables/dimension_table.h"
#include "widgets/tables/tile_strip.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QImage>

#include <cmath>

namespace lb::testing {

using namespace widgets;

namespace {

/// A grey blob that is wider the further `i` goes.
QImage blob(int i)
{
    QImage image(28, 28, QImage::Format_Grayscale8);
    for (int y = 0; y < 28; ++y)
        for (int x = 0; x < 28; ++x)
            image.setPixel(x, y,
                           qRgb(0, 0, 0) |
                               0x010101U * static_cast<uint>(std::max(0, 250 - 30 * std::abs(x - 14) / (1 + i % 7) -
                                                                             8 * std::abs(y - 14))));
    return image;
}

} // namespace

QWidget* latentPicture(const Theme& theme)
{
    auto* page = new QWidget;
    page->resize(1100, 560);
    auto* grid = new QGridLayout(page);
    std::vector<float> positions;
    std::vector<int> classes;
    for (int i = 0; i < 3000; ++i) { // five spirals
        const double angle = i % 5 * 1.2566 + i / 3000.0 * 2 + 0.2 * std::sin(i * 12.9898);
        const double radius = 0.3 + 2.2 * i / 3000.0 + 0.3 * std::sin(i * 78.233);
        positions.push_back(static_cast<float>(radius * std::cos(angle)));
        positions.push_back(static_cast<float>(radius * std::sin(angle)));
        classes.push_back(i % 5);
    }
    auto* map = new ScatterMap(theme, page);
    map->setPriorShown(true);
    map->setPositions(positions);
    map->setClasses(classes);
    map->setAxisTitles(QStringLiteral("PC 1 (9.2 % of variance)"), QStringLiteral("PC 2 (8.9 % of variance)"));
    map->setPath({{1, 0.5}, {0.2, 0.6}, {-0.6, 0.1}, {-1.2, -0.6}});
    map->setCursorPlace({-1.2, -0.6});
    map->setCursorImage(themedGrey(blob(3), theme));
    map->setMarks({{400, QStringLiteral("A")}, {1201, QStringLiteral("B")}});
    grid->addWidget(map, 0, 0, 3, 1);
    auto* tiles = new TileStrip(theme, page);
    QList<TileStrip::Tile> near;
    for (int i = 0; i < 6; ++i)
        near.append({.image = blob(i), .text = {}, .caption = QString::number(1 + i / 10.0), .id = i});
    tiles->setTiles(near);
    grid->addWidget(tiles, 0, 1);
    auto* table = new DimensionTable(theme, page);
    table->setFamily(QStringLiteral("bn-vae"));
    QList<DimensionRow> rows;
    for (int i = 0; i < 8; ++i)
        rows.append({i, 2.1 / (1 + i), 0.67 / (1 + i * i), 0.2 + 0.1 * i, i < 6});
    table->rows().setRows(rows);
    for (int i = 0; i < 8; ++i)
        table->rows().setStrip(i, {blob(0), blob(1), blob(2), blob(3), blob(4), blob(5), blob(6)}, {});
    grid->addWidget(table, 1, 1);
    auto* prior = new PriorPlot(theme, page);
    prior->setFamily(QStringLiteral("bn-vae"));
    QList<float> densities;
    for (int i = 0; i < 40; ++i)
        densities.append(static_cast<float>(0.45 * std::exp(-std::pow((i - 22) / 4.0, 2))));
    prior->setDimension(QStringLiteral("Dimension 11"), densities, 4, true);
    grid->addWidget(prior, 2, 1);
    grid->setColumnStretch(0, 1);
    return page;
}

QWidget* formsPicture(const Theme& theme)
{
    experiments::RunDraft draft;
    draft.start({}, experiments::runFields());
    draft.setText(QStringLiteral("train.batch"), QStringLiteral("16, 32"));
    draft.setText(QStringLiteral("run.seed"), QStringLiteral("1-3"));
    draft.setText(QStringLiteral("objective.kl_schedule"), QStringLiteral("cyclical"));
    draft.setText(QStringLiteral("train.epochs"), QStringLiteral("10.."));
    auto* window = new QWidget;
    window->resize(1120, 860);
    auto* row = new QHBoxLayout(window);
    auto* form = new SpecForm(theme, window);
    form->setDraft(draft);
    row->addWidget(form, 1);
    auto* side = new QVBoxLayout;
    auto* changes = new ChangesTable(theme, window);
    changes->setDraft(draft, QStringLiteral("Preset"));
    side->addWidget(changes);
    for (const double whole : {1000.0, 300.0}) {
        auto* bar = new MemoryBar(theme, window);
        bar->setParts({{QStringLiteral("activations"), 188, QStringLiteral("188 MB")},
                       {QStringLiteral("workspace"), 210, QStringLiteral("210 MB")},
                       {QStringLiteral("weights, optimizer"), 23, QStringLiteral("23 MB")}},
                      whole);
        bar->setFixedWidth(360);
        side->addWidget(bar);
    }
    auto* chooser = new PresetChooser(theme, window);
    const QList<PresetRow> presets{
        {QStringLiteral("a"), QStringLiteral("VAE on sentences"),
         QStringLiteral("The plain LSTM VAE, whose KL vanishes."), QStringLiteral("LSTM on WordNet")},
        {QStringLiteral("b"), QStringLiteral("BN-VAE on sentences"), QStringLiteral("Keeps the KL above 5.76 nats."),
         QStringLiteral("LSTM on WordNet")},
        {QStringLiteral("c"), QStringLiteral("EAE on Fashion-MNIST"), QStringLiteral("No noise and no KL."),
         QStringLiteral("Perceptron on Fashion-MNIST")}};
    chooser->setRows(presets);
    chooser->setCurrent(QStringLiteral("b"));
    side->addWidget(chooser);
    auto* list = new PresetList(theme, window);
    list->setWindowFlags(Qt::Widget);
    list->setRows(presets);
    list->setFixedSize(360, 240);
    side->addWidget(list);
    side->addStretch(1);
    row->addLayout(side);
    return window;
}

} // namespace lb::testing
