#pragma once

#include <QTableView>

namespace lb::widgets {

class RecentRunsModel;
class Theme;

/// The table of recent runs on the start page over a RecentRunsModel (not owned). As high as its rows.
class RecentRunsView : public QTableView {
    Q_OBJECT
public:
    RecentRunsView(const Theme& theme, RecentRunsModel* model, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// Double click or Return.
    void runActivated(const QString& uid);
};

} // namespace lb::widgets
