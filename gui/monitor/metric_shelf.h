#pragma once

#include <QHash>
#include <QList>
#include <QSet>
#include <QWidget>

#include <utility>

class QComboBox;
class QLineEdit;
class QModelIndex;
class QPoint;
class QPushButton;
class QTreeView;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

class MetricFilter;
class MetricListModel;

/// A plot that a metric can be put on: its id and title.
using PlotTarget = std::pair<QString, QString>;

/// The list of all metrics of the shown runs: searched, dragged onto plots, or added by Enter, double click, the button
/// or the menu to the plot that is chosen below it.
class MetricShelf : public QWidget {
    Q_OBJECT
public:
    MetricShelf(const widgets::Theme& theme, QWidget* parent);

    void setMetrics(const QStringList& metrics);
    /// What the user's own metrics are made of, by name: they can be changed and deleted.
    void setExpressions(const QHash<QString, QString>& expressions);
    /// The plots in their order, and the metrics that stand on them.
    void setPlots(const QList<PlotTarget>& plots, const QStringList& metrics);
    /// The plot to which Enter adds.
    void setTarget(const QString& plot);
    void focusFilter();

signals:
    /// An empty plot: a new one.
    void addRequested(const QString& metric, const QString& plot);
    /// Make a metric of others; of a name: change that one.
    void ownRequested(const QString& metric);
    void removeRequested(const QString& metric);
    void closeRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildHeader();
    void buildList();
    void buildTarget();
    void filter(const QString& text);
    void add(const QModelIndex& index);
    void showMenu(const QPoint& position);
    QString current() const;
    void updateButton();

    const widgets::Theme& m_theme;
    MetricListModel* m_model = nullptr;
    MetricFilter* m_filtered = nullptr;
    QLineEdit* m_filter = nullptr;
    QHash<QString, QString> m_expressions;
    QTreeView* m_list = nullptr;
    QComboBox* m_target = nullptr;
    QPushButton* m_add = nullptr;
};

} // namespace lb::gui
