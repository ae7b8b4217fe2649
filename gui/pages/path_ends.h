#pragma once

#include "gui/samples/dragged_item.h"
#include "gui/samples/sample_grid.h"

#include <QFrame>

#include <array>

class QLabel;
class QSpinBox;
class QToolButton;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// A and B of a path, or a, b and c of a sum.
struct PathItems {
    std::array<qint64, 3> positions{-1, -1, -1}; ///< in the split; below 0: drawn by the seed
    std::array<QString, 3> pictures;             ///< files in their place; empty: none
};

/// One item that a path or a sum is made of: as it is, and the ways to choose another.
class EndPanel : public QFrame {
    Q_OBJECT
public:
    EndPanel(const widgets::Theme& theme, int end, QWidget* parent);

    void setLetter(const QString& letter);
    /// `split`: its name in words.
    void showItem(const GivenItem& item, const QString& split);
    /// As long as it is not known: "drawn".
    qint64 position() const;
    void setPosition(qint64 position);
    /// A file in place of an item; empty: the item.
    const QString& picture() const { return m_file; }
    void setPicture(const QString& file);
    bool isTarget() const { return property("dropTarget").toBool(); }

signals:
    void positionChosen(qint64 position);
    void pictureDropped(const QString& file);
    void itemDropped(const lb::gui::DraggedItem& item);
    /// What was dragged over it has left or was dropped.
    void dragEnded();
    void randomRequested();
    void mapRequested();
    void worstRequested();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QToolButton* addButton(const QString& name, const QString& text, const QString& toolTip);
    void showPicture();
    void setNote(const QString& sentence);
    void endDrag();

    const widgets::Theme& m_theme;
    int m_end;
    QLabel* m_letter = nullptr;
    QSpinBox* m_position = nullptr;
    QLabel *m_picture = nullptr, *m_facts = nullptr, *m_note = nullptr;
    GivenItem m_item;
    QString m_file;
};

/// Beside a path or a sum: its items one below the other, Swap, Random pair.
class PathEnds : public QWidget {
    Q_OBJECT
public:
    PathEnds(const widgets::Theme& theme, QWidget* parent);

    /// Three items with the letters of a sum in place of two.
    void setSum(bool isSum);
    /// What a run answered. `total`: items of the split.
    void showItems(const QList<GivenItem>& items, qint64 total, const QString& split);
    /// Nothing is known of these yet.
    void setItems(const PathItems& items);
    PathItems items() const;
    /// The others stay; those that are not known become item 0.
    void choose(int end, qint64 position);
    void choosePicture(int end, const QString& file);
    /// Something is being dragged over one of them.
    bool isTarget() const;

signals:
    void itemsChosen(const lb::gui::PathItems& items);
    void itemDropped(int end, const lb::gui::DraggedItem& item);
    void dragEnded();
    void mapRequested(int end);
    void worstRequested();

private:
    qint64 drawn() const;
    void settle(PathItems chosen);
    QToolButton* addButton(const char* name, const QString& icon, const QString& text, const QString& toolTip);

    const widgets::Theme& m_theme;
    std::array<EndPanel*, 3> m_ends{};
    QToolButton *m_swap = nullptr, *m_random = nullptr;
    bool m_isSum = false;
    qint64 m_total = 0;
};

} // namespace lb::gui
