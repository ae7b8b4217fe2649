#include "gui/monitor/own_metric_desk.h"

#include "experiments/store/own_metrics.h"
#include "gui/function_command.h"
#include "gui/project/store_thread.h"
#include "gui/run_board.h"

#include <QPointer>
#include <QUndoStack>

#include <algorithm>

namespace lb::gui {

using experiments::OwnMetric;
using experiments::Result;

OwnMetricDesk::OwnMetricDesk(StoreThread& store, QUndoStack& undo, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_undo(undo)
{
    connect(store.reader(), &StoreReader::opened, this, &OwnMetricDesk::read);
    connect(store.reader(), &StoreReader::sharedFilesChanged, this, &OwnMetricDesk::read);
}

void OwnMetricDesk::read()
{
    m_store.ask(
        this,
        [](StoreReader& reader) -> Result<QList<OwnMetric>> {
            return reader.store() ? experiments::readOwnMetrics(reader.store()->projectFolder()) : QList<OwnMetric>();
        },
        [this](const Result<QList<OwnMetric>>& metrics) {
            m_metrics = metrics.value_or(QList<OwnMetric>());
            if (!metrics && metrics.error().kind == experiments::ErrorKind::Corrupt)
                emit refused(
                    tr("The project's own metrics cannot be read and are left out. %1").arg(metrics.error().detail));
            else if (!metrics)
                emit failed(metrics.error());
            emit changed();
        });
}

const OwnMetric* OwnMetricDesk::find(const QString& name) const
{
    const auto found = std::find_if(m_metrics.cbegin(), m_metrics.cend(),
                                    [&name](const OwnMetric& metric) { return metric.name() == name; });
    return found == m_metrics.cend() ? nullptr : &*found;
}

bool OwnMetricDesk::isTitleFree(const QString& title, const QString& besides) const
{
    return std::none_of(m_metrics.cbegin(), m_metrics.cend(),
                        [&](const OwnMetric& metric) { return metric.title == title && metric.name() != besides; });
}

void OwnMetricDesk::push(const QList<OwnMetric>& metrics, const QString& what)
{
    if (metrics == m_metrics)
        return;
    // The stack belongs to the program and may outlive this window.
    const auto taking = [guard = QPointer<OwnMetricDesk>(this)](const QList<OwnMetric>& list) {
        return [guard, list] {
            if (guard)
                guard->take(list);
        };
    };
    m_undo.push(new FunctionCommand(what, taking(metrics), taking(m_metrics)));
}

void OwnMetricDesk::take(const QList<OwnMetric>& metrics)
{
    m_metrics = metrics;
    emit changed();
    m_store.ask(
        this,
        [metrics](StoreReader& reader) -> Result<void> {
            if (!reader.store())
                return {};
            const auto written = experiments::writeOwnMetrics(*reader.store(), metrics);
            reader.readAgain();
            return written;
        },
        [this](const Result<void>& written) {
            if (!written)
                emit failed(written.error());
        });
}

void OwnMetricDesk::add(const OwnMetric& metric)
{
    push(m_metrics + QList<OwnMetric>{metric}, tr("metric %1").arg(metric.title));
}

void OwnMetricDesk::replace(const QString& name, const OwnMetric& metric)
{
    QList<OwnMetric> metrics = m_metrics;
    for (OwnMetric& each : metrics)
        if (each.name() == name)
            each = metric;
    push(metrics, tr("change the metric %1").arg(metric.title));
}

void OwnMetricDesk::remove(const QString& name)
{
    const OwnMetric* metric = find(name);
    if (!metric)
        return;
    const QString title = metric->title;
    QList<OwnMetric> metrics = m_metrics;
    metrics.removeIf([&name](const OwnMetric& each) { return each.name() == name; });
    push(metrics, tr("delete the metric %1").arg(title));
}

} // namespace lb::gui
