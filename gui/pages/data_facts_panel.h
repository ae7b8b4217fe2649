#pragma once

#include "gui/data/data_shelf.h"

#include <QFrame>

class QButtonGroup;
class QGridLayout;
class QLabel;
class QToolButton;

namespace lb::widgets {
class BarChart;
class Theme;
class TileStrip;
} // namespace lb::widgets

namespace lb::gui {

/// A data set looked at: counts, shape, statistics, two histograms, and its items page by page.
class DataFactsPanel : public QFrame {
    Q_OBJECT
public:
    static constexpr qint64 kPictures = 120;
    static constexpr qint64 kSentences = 40;

    DataFactsPanel(const widgets::Theme& theme, QWidget* parent);

    void showFacts(const DataFactsShown& facts);
    void showItems(const DataItems& items);

signals:
    void pageWanted(lb::gui::DataPart part, qint64 first, qint64 count);

private:
    void build();
    void addFact(const QString& name, const QString& value, const QString& toolTip);
    void showCharts(const DataFactsShown& facts);
    /// `id`: of a tile, its position in the part.
    void drag(int id);
    void ask(DataPart part, qint64 first);
    qint64 pageSize() const;

    const widgets::Theme& m_theme;
    DataFactsShown m_facts;
    DataPart m_part = DataPart::Train;
    qint64 m_first = 0;
    QGridLayout* m_grid = nullptr;
    widgets::BarChart* m_left = nullptr;
    widgets::BarChart* m_right = nullptr;
    QButtonGroup* m_parts = nullptr;
    QToolButton* m_back = nullptr;
    QToolButton* m_on = nullptr;
    QLabel* m_range = nullptr;
    widgets::TileStrip* m_items = nullptr;
};

} // namespace lb::gui
