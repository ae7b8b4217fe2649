#pragma once

#include "gui/compare/compare_groups.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QToolButton;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// One view of a pane of the Compare page. Shows the scene it is given, reports what was chosen.
class CompareSheet : public QWidget {
    Q_OBJECT
public:
    CompareSheet(const widgets::Theme& theme, QWidget* parent);

    /// Called while the sheet is in front, and when it comes there.
    void setScene(const CompareScene& scene);
    /// What stands in the pane's header beside the name while this sheet is in front.
    QWidget* controls() const { return m_controls; }
    QString detail() const { return m_detail; }

signals:
    /// These runs are the selection now.
    void selectionRequested(const QStringList& uids);
    /// A run, or the first of a group, is the current one now.
    void currentRequested(const QString& key);
    /// The history of a metric that is not always read.
    void metricWanted(const QString& metric);
    void detailChanged();

protected:
    virtual void takeScene() = 0;
    const CompareScene& scene() const { return m_scene; }
    const widgets::Theme& theme() const { return m_theme; }
    void setDetail(const QString& detail);
    QComboBox* addChoice(const char* name, const QString& label, const QString& toolTip);
    QToolButton* addButton(const char* name, const QString& icon, const QString& toolTip);
    QToolButton* addTextButton(const char* name, const QString& text, const QString& toolTip);
    /// Puts metrics (and settings with numbers) into a choice; keeps what is chosen, else takes the first that is there
    /// of `preferred`.
    void fillMetrics(QComboBox* choice, const QStringList& preferred, bool withParameters) const;
    static QString chosen(const QComboBox* choice);

private:
    const widgets::Theme& m_theme;
    CompareScene m_scene;
    QWidget* m_controls;
    QHBoxLayout* m_row;
    QString m_detail;
};

} // namespace lb::gui
