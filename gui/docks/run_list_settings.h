#pragma once

#include "experiments/records/result.h"

#include <QList>
#include <QObject>
#include <QString>

class QUndoStack;

namespace lb::gui {

class StoreThread;

struct SavedSearch {
    QString name;
    QString text; ///< see experiments/records/run_query.h
    bool operator==(const SavedSearch&) const = default;
};

/// What the list of runs remembers in the project: searches under names, and the metric of its value column. A change
/// is there at once and written in the store's thread; those of searches can be undone. GUI thread.
class RunListSettings : public QObject {
    Q_OBJECT
public:
    RunListSettings(StoreThread& store, QUndoStack& undo, QObject* parent = nullptr);

    /// By name.
    const QList<SavedSearch>& searches() const { return m_searches; }
    /// Replaces the one of that name. An empty name or search is not saved.
    void save(const QString& name, const QString& text);
    /// Refused, with `failed`, when another has that name.
    void rename(const QString& from, const QString& to);
    void remove(const QString& name);

    /// Empty: none.
    QString valueMetric() const { return m_valueMetric; }
    void setValueMetric(const QString& metric);

signals:
    void changed();
    void failed(const lb::experiments::Error& error);

private:
    void read();
    void take(const QString& json);
    void write();
    void change(const QString& text, const QList<SavedSearch>& searches);
    void setSearches(const QList<SavedSearch>& searches);

    StoreThread& m_store;
    QUndoStack& m_undo;
    QList<SavedSearch> m_searches;
    QString m_valueMetric;
};

} // namespace lb::gui
