#pragma once

#include "experiments/records/metric_records.h"
#include "widgets/plots/plot_types.h"
#include "widgets/tables/item_image_grid.h"
#include "widgets/tables/item_text_model.h"

#include <QFrame>

class QLabel;
class QTableView;
class QToolButton;

namespace lb::widgets {

class DecoderUseLabel;
class Theme;

/// The same validation items as each run gives them back, with how much each decoder uses its code. Text as a table in
/// which words that the input does not have are marked; images as rows; the two side by side where there are runs of
/// both. Which form a run has is decided by its strip.
class ItemStripView : public QFrame {
    Q_OBJECT
public:
    explicit ItemStripView(const Theme& theme, QWidget* parent = nullptr);

    void setRuns(const QList<PlotRun>& runs);
    void setStrip(const QString& uid, const experiments::ItemStrip& strip);
    /// Nothing is shown of the run until the next strip.
    void clearStrip(const QString& uid);
    void setGreys(Greys greys);
    /// Whether there is an earlier or later strip to step to.
    void setSteps(bool hasPrevious, bool hasNext);
    bool showsImages() const;
    bool showsSentences() const;

signals:
    /// An earlier or later step is wanted.
    void previousRequested();
    void nextRequested();
    /// Double click on an item, counted from 0.
    void itemActivated(int item);
    /// The button "more", in global coordinates.
    void menuRequested(QPoint globalPosition);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void elideDetail();
    void buildHeader();
    void buildTable();
    QToolButton* makeButton(const QString& name, const QString& icon, const QString& toolTip);
    /// Each run to the form it has; those that have no strip yet to the table, unless there are images alone.
    void shareRuns();
    void updateWords();

    const Theme& m_theme;
    QList<PlotRun> m_runs;
    QHash<QString, experiments::ItemStrip> m_strips;
    ItemTextModel m_model;
    QLabel* m_title;
    QLabel* m_detail;
    QString m_detailText; ///< whole; the label shows what fits
    DecoderUseLabel* m_decoderUse;
    QToolButton* m_previous = nullptr;
    QToolButton* m_next = nullptr;
    QTableView* m_table;
    ItemImageGrid* m_grid;
};

} // namespace lb::widgets
