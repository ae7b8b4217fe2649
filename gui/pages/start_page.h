#pragma once

#include "experiments/datasets/dataset_registry.h"
#include "gui/action_registry.h"
#include "gui/run_board.h"

#include <QScrollArea>

class QCheckBox;
class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace lb::widgets {
class RecentRunsModel;
class RecentRunsView;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

class DataCard;
class DeviceChoice;
class InterruptedBars;
class StoreThread;

/// The first page: the demo in one click, recent runs, what was interrupted, the data.
class StartPage : public QScrollArea {
    Q_OBJECT
public:
    struct Parts {
        const widgets::Theme& theme;
        ActionRegistry& actions;
        RunBoard& board;
        StoreThread& store;
        const experiments::DatasetRegistry& datasets;
        DeviceChoice& devices;
    };
    StartPage(const Parts& parts, QWidget* parent);

    void setShownAtStart(bool shown);
    /// Puts the keyboard on the next step.
    void focusDemo();

signals:
    /// A data set's card was chosen.
    void dataRequested(const QString& id);
    void openRequested(const QString& uid);
    void continueRequested(const QString& uid);
    void keepRequested(const QString& uid);
    void runMenuRequested(const QString& uid, const QPoint& globalPosition);
    void shownAtStartChanged(bool shown);

private:
    struct Link {
        Verb verb = Verb::RunDemo;
        QString icon;
        QString title;
        QString subtitle;
        QString keys; ///< empty: the verb's own
        bool isFilled = false;
    };
    QWidget* makeTitle();
    QWidget* makeLeft();
    QWidget* makeRight();
    QWidget* makeFooter();
    void addLink(QVBoxLayout* column, const Link& link);
    void showRuns();
    void readData();

    Parts m_parts;
    QWidget* m_body = nullptr;
    InterruptedBars* m_interrupted = nullptr;
    widgets::RecentRunsModel* m_recentModel = nullptr;
    widgets::RecentRunsView* m_recent = nullptr;
    QLabel* m_recentTitle = nullptr;
    QGridLayout* m_cardGrid = nullptr;
    QHash<QString, DataCard*> m_cards;
    QWidget* m_demoLink = nullptr;
    QCheckBox* m_shownAtStart = nullptr;
};

} // namespace lb::gui
