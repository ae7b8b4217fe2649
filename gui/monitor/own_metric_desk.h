#pragma once

#include "experiments/records/own_metric.h"

#include <QObject>

class QUndoStack;

namespace lb::gui {

class StoreThread;

/// The metrics that the user made of others, every change as a step of undo. Kept in the project, written in the
/// store's thread, which then reads all shown runs again. GUI thread.
class OwnMetricDesk : public QObject {
    Q_OBJECT
public:
    OwnMetricDesk(StoreThread& store, QUndoStack& undo, QObject* parent);

    const QList<experiments::OwnMetric>& metrics() const { return m_metrics; }
    /// By its name among metrics; null: none.
    const experiments::OwnMetric* find(const QString& name) const;
    bool isTitleFree(const QString& title, const QString& besides = {}) const;

    void add(const experiments::OwnMetric& metric);
    /// `name`: of the one that it takes the place of.
    void replace(const QString& name, const experiments::OwnMetric& metric);
    void remove(const QString& name);

signals:
    void changed();
    /// What is stored cannot be read, in a sentence.
    void refused(const QString& sentence);
    void failed(const lb::experiments::Error& error);

private:
    void read();
    void push(const QList<experiments::OwnMetric>& metrics, const QString& what);
    void take(const QList<experiments::OwnMetric>& metrics);

    StoreThread& m_store;
    QUndoStack& m_undo;
    QList<experiments::OwnMetric> m_metrics;
};

} // namespace lb::gui
