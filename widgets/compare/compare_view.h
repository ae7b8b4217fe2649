#pragma once

#include <QHash>
#include <QSet>
#include <QTimer>
#include <QTreeView>

namespace lb::widgets {

class CompareModel;
class Theme;

/// Where the user put columns and how wide they are, by their ids; what is not named stands as it comes.
struct CompareColumnLayout {
    QStringList order;
    QHash<QString, int> widths;
    bool operator==(const CompareColumnLayout&) const = default;
};

/// The tree of groups and seeds over a CompareModel (which it does not own). Space checks, Return opens, B pins, F4 and
/// Shift+F4 go from one differing setting to the next, Ctrl+C copies.
class CompareView : public QTreeView {
    Q_OBJECT
public:
    CompareView(const Theme& theme, CompareModel* model, QWidget* parent);

    /// Which column the rows are sorted by; an id that is not here shows none.
    void setSort(const QString& columnId, bool isDescending);
    /// Of columns that are here and of those that were.
    const CompareColumnLayout& columnLayout() const { return m_layout; }
    void setColumnLayout(const CompareColumnLayout& layout);
    QString currentKey() const;
    /// Opens the group of a seed; nothing happens for a key that is not here.
    void setCurrentKey(const QString& key);
    /// To the next cell of a setting that differs, from the current one on; past the last from the first. False when
    /// nothing differs.
    bool goToDifference(bool forward);
    /// Selected rows, or all where fewer than two are, as tab-separated values on the clipboard.
    void copy() const;

signals:
    void currentRowChanged(const QString& key);
    void rowActivated(const QString& key);
    void pinRequested(const QString& key);
    void sortRequested(const QString& columnId, bool isDescending);
    /// By the user's hand.
    void columnLayoutChanged();
    /// A right click on a header section, or Menu on it.
    void columnMenuRequested(const QString& columnId, QPoint globalPosition);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    /// Says so where no run is left to show.
    void paintEvent(QPaintEvent* event) override;

private:
    void setUpHeader();
    void sizeColumns();
    /// The names give up a little room where that spares a scroll bar.
    void fitNames();
    void orderColumns();
    void takeMove();
    void sortBy(int section);
    void reopen();
    QModelIndex anchor() const;

    const Theme& m_theme;
    CompareModel* m_model;
    QSet<QString> m_open; ///< keys of groups that show their seeds
    QString m_current;    ///< survives a reset of the model
    QString m_sort;
    bool m_isDescending = false;
    CompareColumnLayout m_layout;
    bool m_isLayingOut = false; ///< what moves now is not the user's doing
};

} // namespace lb::widgets
