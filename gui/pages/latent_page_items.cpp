// The part of LatentPage about single items and places: at the cursor, under the mouse, picked, along a path.
#include "gui/pages/decoded_panel.h"
#include "gui/pages/latent_page.h"
#include "gui/samples/dragged_item.h"
#include "widgets/logs/message_bar.h"
#include "widgets/plots/scatter_map.h"
#include "widgets/tables/tile_strip.h"
#include "widgets/theme/theme.h"

#include <QAbstractButton>
#include <QButtonGroup>

#include <algorithm>

namespace lb::gui {

using widgets::ScatterMap;

void LatentPage::dragRow(int row)
{
    const TextModel* shown = model(m_current);
    const LatentRows& rows = m_lab->run(m_current).rows();
    if (!shown || row < 0 || static_cast<std::size_t>(row) >= rows.places.size())
        return;
    const LatentDecoded& items = m_lab->run(m_current).items();
    dragItem(this,
             {.dataset = shown->dataset,
              .split = rows.split,
              .splitSeed = shown->splitSeed,
              .position = rows.places[static_cast<std::size_t>(row)]},
             items.images.value(row), items.sentences.value(row));
}

void LatentPage::showItem(int column, int row)
{
    if (row < 0)
        return;
    m_decoded->setView(DecodedPanel::View::Cursor);
    m_decoded->showItem(row);
    ScatterMap& map = m_panels[column]->map();
    const LatentDecoded& items = m_lab->run(column).items();
    const auto at = static_cast<std::size_t>(row) * 2;
    if (at + 1 < map.positions().size())
        map.setCursorPlace({static_cast<double>(map.positions()[at]), static_cast<double>(map.positions()[at + 1])});
    const QImage image = items.images.value(row);
    map.setCursorImage(image.isNull() ? QImage() : widgets::themedGrey(image, m_parts.theme),
                       items.sentences.value(row));
}

void LatentPage::hoverItem(int column, int row)
{
    const QImage image = m_lab->run(column).items().images.value(row);
    m_panels[column]->map().setHoverCard(image.isNull() ? QImage() : widgets::themedGrey(image, m_parts.theme),
                                         itemWords(column, row));
    linkItem(column, row);
}

void LatentPage::linkItem(int column, int row)
{
    for (int i = 0; i < m_panels.size(); ++i)
        m_panels[i]->map().setLinkedPoint(m_lab->sameItem(column, row, i));
    m_decoded->setLinked(m_lab->sameItem(column, row, m_current));
}

void LatentPage::pickItem(const ModelChoice& model, const QString& name)
{
    const TextModel* wanted = m_lab->models().find(model.uid);
    const QList<ModelChoice> columns = m_lab->columns();
    const bool isOfItsData = std::all_of(columns.cbegin(), columns.cend(), [&](const ModelChoice& column) {
        const TextModel* shown = m_lab->models().find(column.uid);
        return wanted && shown && shown->dataset == wanted->dataset;
    });
    if (columns.isEmpty() || !isOfItsData)
        m_lab->setColumns({model});
    m_tools->button(static_cast<int>(ScatterMap::Tool::Pick))->setChecked(true);
    m_pickBar->showMessage({.kind = widgets::MessageBar::Kind::Info,
                            .title = tr("Click a point of the map."),
                            .text = tr("Its item becomes %1. Arrow keys and Return do the same.").arg(name),
                            .buttons = {},
                            .icon = QStringLiteral("interpolate")});
    focusMap();
}

void LatentPage::takePicked(int column, int row)
{
    const LatentRows& rows = m_lab->run(column).rows();
    if (!m_pickBar->isHidden() && static_cast<std::size_t>(row) < rows.places.size()) {
        m_pickBar->hide();
        emit itemPicked(rows.split, rows.places[static_cast<std::size_t>(row)]);
        return;
    }
    setCurrent(column);
    m_decoded->pick(row);
}

void LatentPage::showFrame(int frame)
{
    const LatentDecoded& film = m_lab->run(m_current).film();
    if (!canDecode() || frame >= film.positions.size())
        return;
    ScatterMap& map = m_panels[m_current]->map();
    map.setCursorPlace(film.positions[frame]);
    const QImage image = film.images.value(frame);
    map.setCursorImage(image.isNull() ? QImage() : widgets::themedGrey(image, m_parts.theme),
                       film.sentences.value(frame));
}

void LatentPage::updatePath()
{
    for (int i = 0; i < m_panels.size(); ++i) {
        QList<QPointF> path;
        if (i == m_current && canDecode() && m_decoded->view() == DecodedPanel::View::Path && m_decoded->hasPath())
            path = m_lab->run(i).path().positions;
        else if (i == m_current && m_isPathShown && m_decoded->view() == DecodedPanel::View::Cursor)
            path = m_drag;
        m_panels[i]->map().setPath(path);
    }
}

void LatentPage::takeCursor(int column)
{
    const LatentDecoded& decoded = m_lab->run(column).atCursor();
    ScatterMap& map = m_panels[column]->map();
    if (decoded.count() == 0)
        return;
    if (!decoded.positions.isEmpty() && !m_isDragBegun) // of sliders: where the code is on the plane
        map.setCursorPlace(decoded.positions.first());
    const QImage image = decoded.images.value(0);
    map.setCursorImage(image.isNull() ? QImage() : widgets::themedGrey(image, m_parts.theme),
                       decoded.sentences.value(0));
}

} // namespace lb::gui
