// The part of DecodedPanel about paths between two points, and playing them.
#include "gui/pages/decoded_panel.h"
#include "gui/pages/frame_player.h"
#include "widgets/theme/number_text.h"

#include <QComboBox>
#include <QLabel>
#include <QSpinBox>

#include <utility>

namespace lb::gui {

using widgets::numberText;
using widgets::TileStrip;

/// Ends and terms that are on the map no longer are given up.
void DecodedPanel::moveRows(const QList<int>& rows)
{
    for (QList<int>* points : {&m_ends, &m_sumRows}) {
        QList<int> moved;
        for (const int point : std::as_const(*points))
            if (LatentRun::isPicture(point) || rows.value(point, -1) >= 0)
                moved.append(LatentRun::isPicture(point) ? point : rows[point]);
        *points = moved;
    }
    m_shownItem = rows.value(m_shownItem, -1);
    m_pathTiles->setTiles({});
    m_filmed = {};
    m_film->hide();
    m_player->setFrameCount(0);
    askPath();
    askSum();
    emit marksChanged();
}

void DecodedPanel::askPath()
{
    const QString words =
        pickWords(m_ends, tr("Click a point of the map for A, then one for B; or drop a picture here."));
    m_pathHint->setText(words);
    m_pathHint->setVisible(!words.isEmpty());
    if (m_run && m_run->areCoded(m_ends, 2))
        m_run->pathBetween({.from = m_ends[0],
                            .to = m_ends[1],
                            .isSpherical = m_pathKind->currentIndex() == 1,
                            .steps = m_steps->value()});
}

void DecodedPanel::takePath()
{
    const LatentDecoded& path = m_run->path();
    QList<TileStrip::Tile> tiles;
    for (qsizetype i = 0; i < path.count(); ++i)
        tiles.append({.image = path.images.value(i),
                      .text = path.sentences.value(i),
                      .caption = numberText(static_cast<double>(i) / static_cast<double>(path.count() - 1), 2),
                      .id = -1});
    m_pathTiles->setTiles(tiles);
    emit marksChanged();
    const LatentRun::PathOrder film{.from = m_ends.value(0),
                                    .to = m_ends.value(1),
                                    .isSpherical = m_pathKind->currentIndex() == 1,
                                    .steps = m_run->isText() ? kTextFrames : kFrames};
    if (m_run->areCoded(m_ends, 2) && film != std::exchange(m_filmed, film))
        m_run->filmBetween(film);
}

void DecodedPanel::takeFilm()
{
    const auto count = static_cast<int>(m_run->film().count());
    m_film->setVisible(count > 1);
    m_player->setFrameCount(count);
    showFrame(m_player->frame());
}

void DecodedPanel::showFrame(int frame)
{
    if (!m_run || frame >= m_run->film().count())
        return;
    const LatentDecoded& film = m_run->film();
    setPicture(*m_filmPicture, film.images.value(frame), film.sentences.value(frame));
    m_player->setLabel(numberText(m_player->position(), 2));
    m_filmFacts->setText(tr("Position   %1").arg(numberText(m_player->position(), 2)) + QLatin1Char('\n') +
                         tr("Norm of z   %1").arg(numberText(film.norms.value(frame), 2)));
    emit frameShown(frame);
}

void DecodedPanel::togglePlaying()
{
    setView(View::Path);
    m_player->setPlaying(!m_player->isPlaying());
}

} // namespace lb::gui
