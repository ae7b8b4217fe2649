#pragma once

#include "experiments/records/result.h"
#include "widgets/plots/axis_scale.h"
#include "widgets/plots/plot_types.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace lb::gui {

/// One plot of the Monitor as the user arranged it.
struct PlotChoice {
    QString id;            ///< unique in its layout; a plot that keeps it keeps its curves
    QString title{};       ///< of the user; empty: the words of its first metric
    QStringList metrics{}; ///< each once; a vector metric stands alone and is drawn as a heat map
    widgets::AxisScale::Kind scale = widgets::AxisScale::Kind::Linear;
    bool isSorted = true; ///< rows of a heat map by falling mean, else by number
    bool isHeatMap() const;
    bool operator==(const PlotChoice&) const = default;
};

/// Linear, log, symlog, and from the start again.
widgets::AxisScale::Kind nextScale(widgets::AxisScale::Kind scale);

/// Which plots the Monitor shows, in order, and their common x axis. A value with a JSON form.
struct PlotLayout {
    QList<PlotChoice> plots;
    widgets::XMode xMode = widgets::XMode::Step;
    widgets::AxisScale::Kind xScale = widgets::AxisScale::Kind::Linear;
    bool operator==(const PlotLayout&) const = default;

    /// KL, reconstruction, ELBO, active units, KL per dimension, code entropy.
    static PlotLayout standard();

    /// Null when there is none.
    PlotChoice* find(const QString& id);
    const PlotChoice* find(const QString& id) const;
    /// A plot at the end. Its id.
    QString add(const QStringList& metrics);
    /// Puts `metric` on the plot, or beside it as a heat map of its own where the two cannot share one. False when it
    /// is there already.
    bool put(const QString& metric, const QString& id);
    /// All scalar metrics, each once, in the order of the plots.
    QStringList metrics() const;

    QJsonObject toJson() const;
    /// InvalidArgument with one sentence: not a layout, a word that is not known.
    static experiments::Result<PlotLayout> fromJson(const QJsonObject& json);
};

/// All that a project remembers of the Monitor's plots.
struct LayoutBook {
    QMap<QString, PlotLayout> saved;
    QString current; ///< what `shown` was picked from; empty: the standard layout
    PlotLayout shown = PlotLayout::standard();
    bool operator==(const LayoutBook&) const = default;

    /// What is stored under `current`.
    PlotLayout picked() const { return saved.value(current, PlotLayout::standard()); }
    bool isChanged() const { return !(shown == picked()); }

    QByteArray toText() const;
    static experiments::Result<LayoutBook> fromText(const QByteArray& text);
};

} // namespace lb::gui
