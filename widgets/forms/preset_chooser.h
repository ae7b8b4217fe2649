#pragma once

#include <QFrame>
#include <QString>
#include <QToolButton>

class QLineEdit;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace lb::widgets {

class Theme;

/// One choice of a PresetChooser.
struct PresetRow {
    QString id;
    QString title;
    QString purpose; ///< one sentence
    QString group;   ///< "LSTM on WordNet": rows of a group stand together
};

/// The list under the button: a search over titles and purposes, groups, a line for what each is good for. Closes
/// itself with Esc or a choice.
class PresetList : public QFrame {
    Q_OBJECT
public:
    PresetList(const Theme& theme, QWidget* parent);
    void setRows(const QList<PresetRow>& rows);
    /// Empties the search, puts the keyboard into it and marks `id`.
    void open(const QString& id);

signals:
    void chosen(const QString& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void markFirst();
    void choose();

    const Theme& m_theme;
    QList<PresetRow> m_rows;
    QLineEdit* m_search;
    QTreeView* m_tree;
    QStandardItemModel* m_model;
};

/// A button with the name of the chosen preset; it opens the list of all of them.
class PresetChooser : public QToolButton {
    Q_OBJECT
public:
    PresetChooser(const Theme& theme, QWidget* parent);
    void setRows(const QList<PresetRow>& rows);
    /// Shows it without telling anybody. An id that is no preset's shows `otherwise`.
    void setCurrent(const QString& id, const QString& otherwise = {});
    QString current() const { return m_current; }
    PresetList* list() const { return m_list; }

signals:
    void chosen(const QString& id);

private:
    QList<PresetRow> m_rows;
    PresetList* m_list;
    QString m_current;
};

} // namespace lb::widgets
