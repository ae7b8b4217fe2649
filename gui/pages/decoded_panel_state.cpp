// The part of DecodedPanel that shows what it is told.
#include "gui/pages/decoded_panel.h"
#include "gui/pages/frame_player.h"
#include "gui/samples/picture_file.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QCoreApplication>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QScrollArea>
#include <QSpinBox>
#include <QStackedWidget>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace lb::gui {

using widgets::numberText;
using widgets::TileStrip;

namespace {

constexpr int kPicture = 128;
constexpr int kMostInGallery = 400;

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(DecodedPanel)
};

QString splitWord(const QString& split)
{
    return split == QStringLiteral("train")  ? Words::tr("training")
           : split == QStringLiteral("test") ? Words::tr("test")
                                             : Words::tr("validation");
}

} // namespace

DecodedPanel::View DecodedPanel::view() const
{
    return static_cast<View>(m_segments->checkedId());
}

void DecodedPanel::setView(View view)
{
    m_segments->button(static_cast<int>(view))->setChecked(true);
}

void DecodedPanel::setRun(LatentRun* run)
{
    if (run == m_run)
        return;
    if (m_run)
        m_run->disconnect(this);
    m_run = run;
    m_ends.clear();
    m_sumRows.clear();
    m_dragTiles.clear();
    m_pathTiles->setTiles({});
    m_terms->setTiles({});
    m_sumNear->setTiles({});
    m_filmed = {};
    m_film->hide();
    m_player->setFrameCount(0);
    if (!run)
        return;
    connect(run, &LatentRun::cursorDecoded, this, &DecodedPanel::takeCursor);
    connect(run, &LatentRun::pathDecoded, this, &DecodedPanel::takePath);
    connect(run, &LatentRun::filmDecoded, this, &DecodedPanel::takeFilm);
    connect(run, &LatentRun::sumDecoded, this, &DecodedPanel::takeSum);
    connect(run, &LatentRun::pictureEncoded, this, &DecodedPanel::takePicture);
    connect(run, &LatentRun::pictureRefused, this, &DecodedPanel::refusePicture);
    connect(run, &LatentRun::itemsChanged, this, &DecodedPanel::takeItems);
    connect(run, &LatentRun::rowsMoved, this, &DecodedPanel::moveRows);
    takeCursor();
    emit marksChanged();
}

TileStrip::Tile DecodedPanel::itemTile(int row, const QString& caption) const
{
    if (LatentRun::isPicture(row)) {
        const OwnPicture* own = m_run->picture(row);
        return {.image = own ? own->image : QImage(), .text = {}, .caption = caption, .id = -1};
    }
    const LatentDecoded& items = m_run->items();
    return {.image = items.images.value(row), .text = items.sentences.value(row), .caption = caption, .id = row};
}

QList<TileStrip::Tile> DecodedPanel::nearTiles(const LatentDecoded& decoded) const
{
    QList<TileStrip::Tile> tiles;
    for (const LatentNear& near : decoded.nearest.value(0))
        tiles.append(itemTile(near.row, numberText(near.distance, 1)));
    return tiles;
}

void DecodedPanel::beginDrag()
{
    m_dragTiles.clear();
    m_shownItem = -1;
}

void DecodedPanel::setPicture(QLabel& label, const QImage& image, const QString& text) const
{
    if (image.isNull())
        label.setText(text);
    else
        label.setPixmap(QPixmap::fromImage(widgets::themedGrey(image, m_theme))
                            .scaled(kPicture, kPicture, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    label.setAccessibleDescription(text);
}

void DecodedPanel::takeCursor()
{
    const LatentDecoded& decoded = m_run->atCursor();
    if (decoded.count() == 0)
        return;
    m_shownItem = -1;
    const QImage image = decoded.images.value(0);
    setPicture(*m_picture, image, decoded.sentences.value(0));
    QStringList facts;
    if (!decoded.positions.isEmpty())
        facts.append(tr("PC 1, PC 2   %1, %2")
                         .arg(numberText(decoded.positions[0].x(), 2), numberText(decoded.positions[0].y(), 2)));
    facts.append(tr("Norm of z   %1").arg(numberText(decoded.norms.value(0), 2)));
    if (!decoded.nearest.value(0).isEmpty()) {
        const LatentNear near = decoded.nearest[0][0];
        const LatentRows& rows = m_run->rows();
        const auto row = static_cast<std::size_t>(near.row);
        const QString name = row < rows.labels.size() ? rows.classes.value(rows.labels[row]) : tr("item");
        facts.append(tr("Nearest   %1, %2 away").arg(name, numberText(near.distance, 1)));
    }
    m_facts->setText(facts.join(QLatin1Char('\n')));
    m_near->setTiles(nearTiles(decoded));
    const TileStrip::Tile tile{.image = image, .text = decoded.sentences.value(0), .caption = {}, .id = -1};
    if (m_dragTiles.isEmpty() || !(m_dragTiles.last() == tile))
        m_dragTiles.append(tile);
    while (m_dragTiles.size() > kStrip)
        m_dragTiles.removeFirst();
    m_drag->setTiles(m_dragTiles);
}

void DecodedPanel::showItem(int row)
{
    m_shownItem = row;
    if (!m_run || row < 0)
        return;
    const TileStrip::Tile tile = itemTile(row);
    setPicture(*m_picture, tile.image, tile.text);
    const LatentRows& rows = m_run->rows();
    const auto at = static_cast<std::size_t>(row);
    QStringList facts{tr("Item %1 of the data").arg(rows.items[at])};
    if (at < rows.labels.size())
        facts.append(rows.classes.value(rows.labels[at]));
    if (at < rows.kl.size())
        facts.append(tr("KL   %1 nats").arg(numberText(static_cast<double>(rows.kl[at]), 2)));
    if (at < rows.reconstruction.size())
        facts.append(tr("Reconstruction   %1 nats").arg(numberText(static_cast<double>(rows.reconstruction[at]), 1)));
    if (const QStringList tags = experiments::tagsOf(m_tags, rows.items[at]); !tags.isEmpty())
        facts.append(tr("Tags   %1").arg(tags.join(QStringLiteral(", "))));
    m_facts->setText(facts.join(QLatin1Char('\n')));
}

void DecodedPanel::setTags(const experiments::ItemTags& tags)
{
    m_tags = tags;
    if (m_shownItem >= 0)
        showItem(m_shownItem);
}

void DecodedPanel::takeItems()
{
    setSelection(m_selected, m_selection);
    if (m_shownItem >= 0)
        showItem(m_shownItem);
    if (m_run->atCursor().count() > 0)
        m_near->setTiles(nearTiles(m_run->atCursor()));
}

void DecodedPanel::setSelection(const std::vector<int>& rows, const LatentSelection& selection)
{
    m_selected = rows;
    m_selection = selection;
    const auto count = static_cast<int>(rows.size());
    QList<TileStrip::Tile> tiles;
    for (const int row : rows)
        if (m_run && tiles.size() < kMostInGallery)
            tiles.append(itemTile(row));
    m_gallery->setTiles(tiles);
    m_selectionNote->setText(selectionWords(count));
}

QString DecodedPanel::selectionWords(int count) const
{
    const QString where = tr("%1, %2 split").arg(m_selection.dataset, splitWord(m_selection.split));
    if (m_selection.items.isEmpty())
        return tr("Nothing is selected: draw a lasso with Shift-drag.");
    if (count == 0)
        return tr("The selected items (%1) are not on this map: it is of other data.").arg(where);
    if (count > kMostInGallery)
        return tr("First %1 of %n selected item(s) of %2", nullptr, count).arg(kMostInGallery).arg(where);
    return tr("%n selected item(s) of %1", nullptr, count).arg(where);
}

void DecodedPanel::setLinked(int row)
{
    for (TileStrip* tiles : {m_near, m_sumNear, m_terms, m_gallery})
        tiles->setLinked(row);
    if (const QRect tile = m_gallery->linkedRect();
        view() == View::Selection && !tile.isEmpty() && !m_gallery->underMouse())
        static_cast<QScrollArea*>(m_pages->currentWidget())
            ->ensureVisible(tile.center().x(), m_gallery->y() + tile.center().y(), 0, tile.height());
}

QList<int>& DecodedPanel::picked()
{
    return view() == View::Sum ? m_sumRows : m_ends;
}

void DecodedPanel::pick(int row)
{
    if (view() != View::Sum)
        setView(View::Path);
    QList<int>& rows = picked();
    if (rows.size() == (view() == View::Sum ? 3 : 2))
        rows.clear();
    rows.append(row);
    emit marksChanged();
    view() == View::Sum ? askSum() : askPath();
}

QList<std::pair<int, QString>> DecodedPanel::marks() const
{
    QList<std::pair<int, QString>> marks;
    const bool isSum = view() == View::Sum;
    const QStringList letters = isSum ? QStringList{tr("a"), tr("b"), tr("c")} : QStringList{tr("A"), tr("B")};
    const QList<int>& rows = isSum ? m_sumRows : m_ends;
    for (int i = 0; i < rows.size() && (isSum || view() == View::Path); ++i)
        if (!LatentRun::isPicture(rows[i]))
            marks.append({rows[i], letters[i]});
    return marks;
}

QString DecodedPanel::pickWords(const QList<int>& points, const QString& how) const
{
    const qsizetype wanted = &points == &m_sumRows ? 3 : 2;
    QStringList words;
    for (const int point : points)
        if (const OwnPicture* own = m_run ? m_run->picture(point) : nullptr; own && !own->note.isEmpty())
            words.append(own->note);
    if (points.size() < wanted)
        words.append(how);
    return words.join(QLatin1Char(' '));
}

void DecodedPanel::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (m_run && urls.size() == 1 && urls.first().isLocalFile())
        event->acceptProposedAction();
}

void DecodedPanel::dropEvent(QDropEvent* event)
{
    const QString file = event->mimeData()->urls().value(0).toLocalFile();
    event->acceptProposedAction();
    if (!m_run)
        return;
    if (isPictureName(file)) {
        pick(m_run->addPicture(file));
        return;
    }
    if (view() != View::Sum)
        setView(View::Path);
    QLabel* hint = view() == View::Sum ? m_sumHint : m_pathHint;
    hint->setText(noPictureSentence(file));
    hint->show();
}

void DecodedPanel::takePicture(int point)
{
    if (m_ends.contains(point))
        askPath();
    if (m_sumRows.contains(point))
        askSum();
}

void DecodedPanel::refusePicture(int point, const QString& sentence)
{
    QLabel* hint = m_sumRows.contains(point) ? m_sumHint : m_pathHint;
    m_ends.removeAll(point);
    m_sumRows.removeAll(point);
    emit marksChanged();
    hint->setText(sentence);
    hint->show();
}

void DecodedPanel::askSum()
{
    QList<TileStrip::Tile> tiles;
    const QStringList letters{tr("a"), tr("b"), tr("c")};
    for (int i = 0; i < m_sumRows.size(); ++i)
        tiles.append(itemTile(m_sumRows[i], letters[i]));
    m_terms->setTiles(tiles);
    m_sumHint->setText(pickWords(m_sumRows, tr("Click three points of the map: a, b and c; or drop a picture here.")));
    m_sumHint->setVisible(!m_sumHint->text().isEmpty());
    if (m_run && m_run->areCoded(m_sumRows, 3))
        m_run->arithmetic(m_sumRows[0], m_sumRows[1], m_sumRows[2]);
}

void DecodedPanel::takeSum()
{
    const LatentDecoded& sum = m_run->sum();
    QList<TileStrip::Tile> tiles = m_terms->tiles().first(std::min<qsizetype>(3, m_terms->tiles().size()));
    tiles.append({.image = sum.images.value(0), .text = sum.sentences.value(0), .caption = tr("a − b + c"), .id = -1});
    m_terms->setTiles(tiles);
    m_sumNear->setTiles(nearTiles(sum));
}

} // namespace lb::gui
