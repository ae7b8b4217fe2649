#pragma once

#include <QFrame>
#include <QList>
#include <QStringList>

class QCheckBox;
class QComboBox;
class QLabel;
class QTreeWidget;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// Beside the map: classes with colour and count (a check shows them), what else is drawn, how many codes of how many.
class ClassPanel : public QFrame {
    Q_OBJECT
public:
    ClassPanel(const widgets::Theme& theme, QWidget* parent);

    void setClasses(const QStringList& classes, const QList<int>& counts);
    /// In place of classes: what the scale means.
    void setScale(const QString& title, double low, double high);
    void setNote(const QString& note);
    void setSize(int codes);
    bool isPriorShown() const;
    bool areThumbnailsShown() const;
    /// Whether the prior means something on this map.
    void setPriorPossible(bool possible);
    QList<int> hidden() const;

signals:
    void hiddenChanged(const QList<int>& classes);
    void priorToggled(bool shown);
    void densityToggled(bool shown);
    void pathToggled(bool shown);
    void thumbnailsToggled(bool shown);
    /// 0: all.
    void sizeChosen(int codes);

private:
    QCheckBox* addBox(const char* name, const QString& text, const QString& toolTip, bool isChecked);
    void addSizes();
    void updateIcons();

    const widgets::Theme& m_theme;
    QStringList m_names;
    QList<int> m_counts;
    QTreeWidget* m_list = nullptr;
    QLabel* m_scale = nullptr;
    QCheckBox* m_prior = nullptr;
    QCheckBox* m_thumbnails = nullptr;
    QComboBox* m_size = nullptr;
    QLabel* m_note = nullptr;
};

} // namespace lb::gui
