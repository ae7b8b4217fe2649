#pragma once

#include <QAbstractTableModel>

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

/// Lines of a level and above that contain a text. Of its own, not a proxy of Qt's: that one tells of every gap when
/// the filter changes, which takes seconds at 100,000 lines. A changed filter is a new table, new lines are inserted.
class LogFilterModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit LogFilterModel(LogModel& lines, QObject* parent = nullptr);

    void setLowestLevel(LogLine::Level level);
    void setSearch(const QString& text);
    const LogLine& line(int row) const { return m_lines.line(sourceRow(row)); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    int sourceRow(int row) const { return static_cast<int>(m_rows[static_cast<std::size_t>(row)] - m_gone); }
    bool isAccepted(const LogLine& line) const;
    void insert(int first, int last);
    void beginRemoval(int count);
    void endRemoval();
    void filter();

    LogModel& m_lines;
    std::deque<qint64> m_rows; ///< accepted ones, counted from the first line ever
    qint64 m_gone = 0;         ///< lines that have left at the top
    struct {
        int lines = 0;
        int shown = 0;
    } m_leaving; ///< just now
    LogLine::Level m_lowest = LogLine::Level::Info;
    QString m_search;
};

} // namespace lb::widgets
