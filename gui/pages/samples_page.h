#pragma once

#include "gui/report/report_item.h"
#include "gui/samples/sample_lab.h"

#include <QTemporaryDir>
#include <QWidget>

#include <functional>
#include <memory>

class QButtonGroup;
class QHBoxLayout;
class QMenu;
class QMimeData;
class QShortcut;
class QSplitter;
class QToolButton;
class QVBoxLayout;

namespace lb::widgets {
class Theme;
} // namespace lb::widgets

namespace lb::gui {

struct DraggedItem;
class FramePlayer;
class ModelBar;
class ModelStates;
class PathDetails;
class PathEnds;
class Questions;
class RunBoard;
class SampleBar;
class SamplePanel;

/// What models make: reconstructions with their errors, samples, paths between items, traversals, what runs kept at
/// every step, and the items that they give back worst. Up to three runs with the same settings. Every grid can be
/// copied, saved with where it came from, and dragged out.
class SamplesPage : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        const widgets::Theme& theme;
        RunBoard& board;
        StoreThread& store;
        Questions& questions;
        std::function<QString()> projectFolder;
    };
    SamplesPage(const Parts& parts, QWidget* parent);
    ~SamplesPage() override;

    SampleLab& lab() { return *m_lab; }
    SamplePanel& panel(int column) { return *m_panels.at(column); }
    void setMode(SampleMode mode);
    SampleMode mode() const;
    /// Puts an item of a split into the path, or into the sum where that is shown.
    void setEnd(int end, const QString& split, qint64 position);
    /// "A of the path".
    QString endName(int end) const;
    void focusGrid();
    /// The command that yields a column's grid.
    QString command(int column) const;
    /// Copy and the rest, for a column.
    void fillMenu(QMenu& menu, int column);

signals:
    void demoRequested();
    void checkpointRequested(const QString& uid);
    /// An item of the path or the sum is to be picked from the map of this model.
    void mapRequested(int end, const lb::gui::ModelChoice& model);
    void failed(const lb::experiments::Error& error);
    /// What was dropped has no place here: why, and what has.
    void refused(const QString& title, const QString& text);
    /// A grid is to stand in the report.
    void reportRequested(const lb::gui::ReportItem& item);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;

private:
    QWidget* makeBody();
    QWidget* makeModes();
    void makePlayer(QWidget* body);
    void connectParts();
    void addPanel(int column);
    void takeModels();
    void takeColumns();
    void takeGrid(int column);
    void takeSettings(const SampleSettings& settings);
    void updatePath();
    void choosePlace();
    void choosePosition(double position);
    void takeAlong();
    void updateLayout();
    void shareRoom();
    void tellTime();
    GridOrigin origin(int column) const;
    void copy(int column);
    void copyCommand(int column);
    void sendToReport(int column);
    void drag(int column);
    /// The item under the mouse, the picture as a file, or the sentence. Null: nothing to drag.
    QMimeData* dragContent(int column);
    void takeItem(int end, const DraggedItem& item);
    void save(int column, bool withCaption);
    void write(int column, const QString& file, const QString& caption);

    Parts m_parts;
    SampleLab* m_lab;
    ModelStates* m_pages = nullptr;
    QButtonGroup* m_modes = nullptr;
    ModelBar* m_models = nullptr;
    SampleBar* m_bar = nullptr;
    QSplitter* m_splitter = nullptr;
    QList<SamplePanel*> m_panels;
    PathEnds* m_ends = nullptr;
    FramePlayer* m_player = nullptr;
    PathDetails* m_details = nullptr;
    QVBoxLayout* m_centre = nullptr;
    QList<QShortcut*> m_timeKeys;                ///< [ and ] where no path takes them
    bool m_isItemOver = false;                   ///< being dragged: the places for it are shown
    int m_current = 0;                           ///< column of the last click
    std::unique_ptr<QTemporaryDir> m_dragFolder; ///< of pictures that were dragged out; goes with the page
};

} // namespace lb::gui
