#pragma once

#include "gui/monitor/layout_desk.h"
#include "gui/monitor/metric_list_model.h"
#include "gui/monitor/metric_shelf.h"
#include "gui/pages/monitor_page.h"
#include "gui/pages/monitor_panels.h"
#include "tests/gui/large_project.h"
#include "tests/gui/window_bench.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/plots/plot_panel.h"

#include <QComboBox>
#include <QDialog>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QTreeView>

namespace lb::tests {

constexpr int kRecordedPoints = 300;

/// The window with one recorded run on the Monitor.
struct MonitorBench : WindowBench {
    QString uid;
    MonitorBench()
    {
        uid = lb::tests::recordRun(store(), QStringLiteral("run"), QStringLiteral("study"), 1, kRecordedPoints);
        show();
    }
    void show()
    {
        open();
        board().showOnly({uid});
        window->showPage(gui::MainWindow::Page::Monitor);
        QVERIFY(QTest::qWaitFor([this] { return panels().plot(QStringLiteral("train/kl")).pointCount(uid) == kRecordedPoints; },
                                kPatienceMs));
    }
    gui::MonitorPanels& panels() { return window->monitor().panels(); }
    gui::LayoutDesk& desk() { return window->monitor().layouts(); }
    gui::MetricShelf* shelf() const { return find<gui::MetricShelf>(QStringLiteral("metricShelf")); }
    QTreeView* list() const { return find<QTreeView>(QStringLiteral("metricList")); }
    QAction* action(const QString& name) const { return find<QAction>(name); }
    /// In the menu of a plot.
    QAction* plotAction(const QString& plot, const char* name) const
    {
        QMenu* menu = find<widgets::PlotPanel>(plot + QStringLiteral("Panel"))->moreMenu();
        emit menu->aboutToShow();
        return menu->findChild<QAction*>(QString::fromLatin1(name));
    }
    /// Opens the dialog and types, without saving.
    void makeMetric(const char* title, const char* expression, const char* unit, int direction)
    {
        QTest::mouseClick(find<QPushButton>(QStringLiteral("newMetric")), Qt::LeftButton);
        QTRY_VERIFY(find<QDialog>(QStringLiteral("ownMetricDialog")));
        QTest::keyClicks(find<QLineEdit>(QStringLiteral("ownMetricTitle")), QString::fromLatin1(title));
        QTest::keyClicks(find<QLineEdit>(QStringLiteral("ownMetricExpression")), QString::fromLatin1(expression));
        QTest::keyClicks(find<QLineEdit>(QStringLiteral("ownMetricUnit")), QString::fromLatin1(unit));
        find<QComboBox>(QStringLiteral("ownMetricBetter"))->setCurrentIndex(direction);
    }
    std::optional<double> lastOf(const char* metric)
    {
        return board().history(uid).last.contains(QString::fromLatin1(metric))
                   ? std::optional(board().history(uid).last.value(QString::fromLatin1(metric)))
                   : std::nullopt;
    }
    void dropMetric(const QString& metric, QPoint position)
    {
        QMimeData data;
        data.setData(QString::fromLatin1(gui::kMetricMime), metric.toUtf8());
        QDragEnterEvent enter(position, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&panels(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(position, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&panels(), &event);
    }
};

} // namespace lb::tests
