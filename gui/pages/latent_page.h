#pragma once

#include "gui/latent/item_folder.h"
#include "gui/latent/latent_lab.h"
#include "gui/latent/path_frames.h"
#include "gui/pages/map_panel.h"
#include "gui/report/report_item.h"

#include <QWidget>

#include <functional>

class QButtonGroup;
class QComboBox;
class QSplitter;
class QToolButton;
class QUndoStack;

namespace lb::widgets {
class MessageBar;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

class ClassPanel;
class DecodedPanel;
enum class FilmKind;
class DimensionPanel;
class ItemTagDesk;
class ModelBar;
class ModelStates;
class Questions;
class RunBoard;
class TimeStrip;

/// Code space: maps of up to three runs side by side with one selection, what places become, the dimensions, the way
/// through the training. Has an empty state until the project has an autoencoder with a checkpoint.
class LatentPage : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        const widgets::Theme& theme;
        RunBoard& board;
        StoreThread& store;
        Questions& questions;
        QUndoStack& undo;
        std::function<QString()> projectFolder;
    };
    LatentPage(const Parts& parts, QWidget* parent);
    ~LatentPage() override;

    LatentLab& lab() { return *m_lab; }
    MapPanel& panel(int column) { return *m_panels.at(column); }
    void setMethod(MapMethod method);
    void focusMap();
    /// The traversal of a dimension of this run, which becomes the only column unless it is one.
    void showDimension(const QString& uid, int dimension);
    /// Lets a point be picked on a map of this model's data, for somebody else; then `itemPicked` or, if it was given
    /// up, `pickingEnded`. `name`: what it becomes, in words.
    void pickItem(const ModelChoice& model, const QString& name);
    /// What a terminal makes the same map with.
    QString command() const;

signals:
    void demoRequested();
    void checkpointRequested(const QString& uid);
    void itemPicked(const QString& split, qint64 position);
    void pickingEnded();
    void failed(const lb::experiments::Error& error);
    /// A map is to stand in the report; `item`: all but its picture.
    void reportRequested(QWidget* view, const lb::gui::ReportItem& item);
    void framesWritten(const QString& folder, int count);
    void filmWritten(const QString& file);
    void itemsWritten(const QString& folder, int count);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeBody();
    QWidget* makeBar();
    void addMethods(QWidget* bar);
    void addTools(QWidget* bar);
    void connectParts();
    void addPanel(int column);
    void takeModels();
    void takeColumns();
    void takeSelection();
    void showMarks();
    void takeMap(int column, MapMethod method);
    void updateLegend();
    void setCurrent(int column);
    void showCurrent();
    void moveCursor(int column, QPointF place);
    void dragRow(int row);
    void showItem(int column, int row);
    void hoverItem(int column, int row);
    /// Marks an item of a column in the other maps and in the lists.
    void linkItem(int column, int row);
    void takeCursor(int column);
    void tellTime();
    void takePicked(int column, int row);
    void showFrame(int frame);
    void updatePath();
    QString commandOf(int column) const;
    void sendToReport(int column);
    void connectTags();
    void fillTagMenu();
    /// A new tag for these items of the data set.
    void askTag(const QSet<quint32>& items);
    /// Of the data set, as far as the current map has them.
    QSet<quint32> selectedItems() const;
    /// A row's class or sentence, and its tags.
    QString itemWords(int column, int row) const;
    void askExport();
    void askItems();
    void askFrames();
    void askFilm(FilmKind kind);
    void writeFrames(const QString& folder);
    /// The path of the current run as it is played; empty: none.
    PathFrames frames() const;
    PictureFacts facts(int column) const;
    /// Rows that are selected, or all.
    std::vector<int> exportedRows() const;
    QByteArray csv() const;
    const TextModel* model(int column) const;
    bool canDecode() const { return m_method == MapMethod::Pca; }

    Parts m_parts;
    LatentLab* m_lab;
    ItemTagDesk* m_tags;
    ModelStates* m_pages = nullptr;
    ModelBar* m_models = nullptr;
    widgets::MessageBar *m_pickBar = nullptr, *m_message = nullptr;
    QButtonGroup* m_methods = nullptr;
    QButtonGroup* m_tools = nullptr;
    QComboBox* m_colour = nullptr;
    QSplitter* m_maps = nullptr;
    QList<MapPanel*> m_panels;
    ClassPanel* m_classes = nullptr;
    DecodedPanel* m_decoded = nullptr;
    DimensionPanel* m_dimensions = nullptr;
    TimeStrip* m_time = nullptr;
    MapMethod m_method = MapMethod::Pca;
    int m_current = 0;
    QList<QPointF> m_drag;
    bool m_isDragBegun = false;
    bool m_isPathShown = true;
};

} // namespace lb::gui
