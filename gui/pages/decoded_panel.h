#pragma once

#include "experiments/store/item_tags.h"
#include "gui/latent/latent_lab.h"
#include "widgets/tables/tile_strip.h"

#include <QFrame>
#include <QPointer>

#include <array>

class QButtonGroup;
class QComboBox;
class QLabel;
class QMenu;
class QSpinBox;
class QStackedWidget;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

class FramePlayer;

/// A path in one file: an animated GIF, or a PDF page.
enum class FilmKind { Animation, Strip };

/// What places of the map become: at the cursor, on a path between two points, as a sum a - b + c; and the items of the
/// selection.
class DecodedPanel : public QFrame {
    Q_OBJECT
public:
    enum class View { Cursor, Path, Sum, Selection };
    static constexpr int kStrip = 8;       ///< pictures of a drag
    static constexpr int kFrames = 61;     ///< of a path that is played
    static constexpr int kTextFrames = 21; ///< sentences change less often and take longer

    DecodedPanel(const widgets::Theme& theme, QWidget* parent);

    void setRun(LatentRun* run);
    const LatentRun* run() const { return m_run; }
    View view() const;
    void setView(View view);
    /// The row whose item stands in for what cannot be decoded: maps without a way back; -1: decoded ones again.
    void showItem(int row);
    void beginDrag();
    /// `rows`: those of this run's map; `selection`: what they are of.
    void setSelection(const std::vector<int>& rows, const LatentSelection& selection);
    /// Of the data's items.
    void setTags(const experiments::ItemTags& tags);
    /// Behind a button beside the selection; filled by whoever keeps the tags.
    QMenu* tagMenu() const { return m_tagMenu; }
    /// A picked point of the map: the next end of the path, or term of the sum. Drawn at once.
    void pick(int row);
    /// Frames the tile of a row, as pointed at on a map; -1: none.
    void setLinked(int row);
    /// Plays the path, or pauses it.
    void togglePlaying();
    /// Points that were picked here, with their letters.
    QList<std::pair<int, QString>> marks() const;

    /// Both ends of a path are there.
    bool hasPath() const { return m_ends.size() == 2; }

signals:
    void viewChanged();
    void marksChanged();
    /// A tile of an item is pointed at; -1: none.
    void rowHovered(int row);
    /// A tile of an item was clicked.
    void rowActivated(int row);
    /// A tile of an item is pulled at.
    void rowDragged(int row);
    void exportClicked();
    void itemsExportClicked();
    void framesExportClicked();
    void filmExportClicked(lb::gui::FilmKind kind);
    /// Of the run's film: it is shown here.
    void frameShown(int frame);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeCursor();
    QWidget* makePath();
    QWidget* makeFilm(QWidget* page);
    QWidget* makeSum();
    QWidget* makeSelection();
    QWidget* inScroll(QWidget* content);
    widgets::TileStrip* addTiles(QWidget* page, const char* name, const QString& title);
    void takeCursor();
    void takeItems();
    void moveRows(const QList<int>& rows);
    void askPath();
    void askSum();
    void takePath();
    void takeFilm();
    void showFrame(int frame);
    QString selectionWords(int count) const;
    void setPicture(QLabel& label, const QImage& image, const QString& text) const;
    void takeSum();
    QList<widgets::TileStrip::Tile> nearTiles(const LatentDecoded& decoded) const;
    widgets::TileStrip::Tile itemTile(int row, const QString& caption = {}) const;
    QList<int>& picked();
    void takePicture(int point);
    void refusePicture(int point, const QString& sentence);
    /// What had to be done to the pictures that are picked, or how to pick.
    QString pickWords(const QList<int>& points, const QString& how) const;

    const widgets::Theme& m_theme;
    QPointer<LatentRun> m_run;
    QButtonGroup* m_segments = nullptr;
    QStackedWidget* m_pages = nullptr;
    QLabel *m_picture = nullptr, *m_facts = nullptr;
    widgets::TileStrip *m_near = nullptr, *m_drag = nullptr;
    QLabel* m_pathHint = nullptr;
    QComboBox* m_pathKind = nullptr;
    QSpinBox* m_steps = nullptr;
    widgets::TileStrip* m_pathTiles = nullptr;
    QWidget* m_film = nullptr;
    QLabel *m_filmPicture = nullptr, *m_filmFacts = nullptr;
    FramePlayer* m_player = nullptr;
    LatentRun::PathOrder m_filmed; ///< what the film was asked for
    QLabel* m_sumHint = nullptr;
    widgets::TileStrip *m_terms = nullptr, *m_sumNear = nullptr;
    QLabel* m_selectionNote = nullptr;
    QMenu* m_tagMenu = nullptr;
    experiments::ItemTags m_tags;
    widgets::TileStrip* m_gallery = nullptr;
    QList<widgets::TileStrip::Tile> m_dragTiles;
    std::vector<int> m_selected;
    LatentSelection m_selection;
    QList<int> m_ends, m_sumRows;
    int m_shownItem = -1;
};

} // namespace lb::gui
