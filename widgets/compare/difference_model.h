#pragma once

#include <QAbstractTableModel>

namespace lb::widgets {

/// One setting and what each run has for it.
struct DifferenceRow {
    QString key;
    QString label;
    QString help;
    QStringList values; ///< one per run
    bool differs = false;
    bool operator==(const DifferenceRow&) const = default;
};

/// Settings of runs side by side; what differs from the first run stands on a marked ground and says so to a reader.
class DifferenceModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { DiffersRole = Qt::UserRole + 1 };
    explicit DifferenceModel(QObject* parent = nullptr);

    void set(const QStringList& runs, const QList<DifferenceRow>& rows);
    void setIdenticalHidden(bool isHidden);
    bool isIdenticalHidden() const { return m_isIdenticalHidden; }
    const QList<DifferenceRow>& shownRows() const { return m_rows; }
    QString tabSeparated() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void update();
    bool isMarked(const QModelIndex& index) const;

    QStringList m_runs;
    QList<DifferenceRow> m_all;
    QList<DifferenceRow> m_rows; ///< those that are shown
    bool m_isIdenticalHidden = true;
};

} // namespace lb::widgets
