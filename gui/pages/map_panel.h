#pragma once

#include "gui/latent/latent_run.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QProgressBar;
class QToolButton;

namespace lb::widgets {
class ElidedLabel;
class MessageBar;
class ScatterMap;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

/// What colours the points of a map.
enum class MapColour { Class, Kl, Reconstruction };

/// One run's map with its header: what is being made and how far, Cancel, fit; above the map what went wrong.
class MapPanel : public QFrame {
    Q_OBJECT
public:
    MapPanel(const widgets::Theme& theme, int column, QWidget* parent);

    void setRun(LatentRun* run, const QString& name);
    void setMethod(MapMethod method);
    void setColour(MapColour colour);
    void setPriorShown(bool shown);
    /// The map's name is that of the run where several stand side by side.
    void setNameShown(bool shown);
    widgets::ScatterMap& map() { return *m_map; }
    LatentRun* run() const { return m_run; }

signals:
    void retryClicked();
    void reportClicked();

private:
    QWidget* makeHeader();
    void takeRows();
    void takeMap();
    void takeItems();
    void takeState();
    void updatePrior();

    const widgets::Theme& m_theme;
    QPointer<LatentRun> m_run;
    QString m_name;
    MapMethod m_method = MapMethod::Pca;
    MapColour m_colour = MapColour::Class;
    bool m_isPriorShown = true;
    bool m_isNameShown = false;
    QLabel* m_title = nullptr;
    widgets::ElidedLabel* m_hint = nullptr;
    QToolButton* m_cancel = nullptr;
    QProgressBar* m_progress = nullptr;
    widgets::MessageBar* m_message = nullptr;
    widgets::ScatterMap* m_map = nullptr;
};

} // namespace lb::gui
