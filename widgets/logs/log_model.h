#pragma once

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <deque>

namespace lb::widgets {

struct LogLine {
    enum class Level { Debug, Info, Warning, Error };
    qint64 timeMs = 0;
    Level level = Level::Info;
    QString source; ///< a run's name, or empty
    QString text;
};

/// The newest lines, at most `capacity`; older ones leave at the top.
class LogModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { TimeColumn, LevelColumn, SourceColumn, TextColumn, ColumnCount };
    enum Role { LevelRole = Qt::UserRole + 1 };

    explicit LogModel(int capacity, QObject* parent = nullptr);

    void append(const QList<LogLine>& lines);
    void clear();
    const LogLine& line(int row) const { return m_lines[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static QString levelWord(LogLine::Level level);

private:
    int m_capacity;
    std::deque<LogLine> m_lines;
};

/// Lines of a level and above that contain a text.
class LogFilterModel : public QSortFilterProxyModel {
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setLowestLevel(LogLine::Level level);
    void setSearch(const QString& text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    LogLine::Level m_lowest = LogLine::Level::Info;
    QString m_search;
};

} // namespace lb::widgets
