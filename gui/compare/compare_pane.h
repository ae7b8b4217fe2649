#pragma once

#include "gui/compare/compare_groups.h"
#include "gui/report/report_item.h"

#include <QFrame>

class QButtonGroup;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace lb::widgets {
class ElidedLabel;
class EmptyState;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

class CompareSheet;
class StoreThread;
class TimePosition;

/// Half of the Compare page below the table: one of seven views of the selection, chosen in its header.
class ComparePane : public QFrame {
    Q_OBJECT
public:
    enum class View { Curves, Paired, Parallel, Plane, Images, Diff, Statistics };
    static constexpr int kViewCount = 7;

    struct Parts {
        const widgets::Theme& theme;
        StoreThread& store;
        TimePosition& time;
    };
    /// `name`: prefix of object names, "left" or "right".
    ComparePane(const Parts& parts, const QString& name, QWidget* parent);

    void setView(View view);
    View view() const { return m_view; }
    /// Drawn now by the view in front, by the others when they are chosen.
    void setScene(const CompareScene& scene);
    /// Null for a view that was never chosen.
    CompareSheet* sheet(View view) const { return m_sheets.value(static_cast<int>(view)); }

signals:
    void selectionRequested(const QStringList& uids);
    void currentRequested(const QString& key);
    void metricWanted(const QString& metric);
    void viewChosen();
    /// The view in front is to stand in the report; `item`: all but its picture.
    void reportRequested(QWidget* view, const lb::gui::ReportItem& item);

private:
    QWidget* makeHeader();
    CompareSheet* makeSheet(View view);
    void sendToReport();
    void updateWords();

    const widgets::Theme& m_theme;
    StoreThread& m_store;
    TimePosition& m_time;
    QString m_name;
    QButtonGroup* m_switch = nullptr;
    QLabel* m_title = nullptr;
    widgets::ElidedLabel* m_detail = nullptr;
    QToolButton* m_send = nullptr;
    QStackedWidget* m_controls = nullptr;
    QStackedWidget* m_body = nullptr;
    widgets::EmptyState* m_empty = nullptr;
    QHash<int, CompareSheet*> m_sheets;
    View m_view = View::Plane;
    CompareScene m_scene;
    bool m_hasScene = false;
};

} // namespace lb::gui
