#pragma once

#include "widgets/plots/debiased_mean.h"
#include "widgets/plots/x_mapping.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace lb::widgets {

/// The points of one curve: append-only, steps strictly rising, bounded. At `capacity` every four neighbours shrink to
/// their smallest and largest value, so that spikes outlive any thinning; what comes later shrinks alike, so that the
/// whole curve is equally fine but for its end, which is as recorded. A value that is not finite is a gap. No thread
/// safety.
class MetricSeries {
public:
    static constexpr std::size_t kDefaultCapacity = 131072;

    struct Point {
        double x = 0;
        double y = 0; ///< NaN: a gap
    };
    enum class Values { Raw, Smoothed };

    explicit MetricSeries(std::size_t capacity = kDefaultCapacity);

    /// False, and nothing stored, when `step` is not above the last one: a replayed step is already known.
    bool append(double step, double value, double timeMs = 0);
    void clear();

    std::size_t size() const { return m_steps.size(); }
    bool isEmpty() const { return m_steps.empty(); }
    std::size_t capacity() const { return m_capacity; }
    double firstTimeMs() const { return m_times.empty() ? 0 : m_times.front(); }
    /// The last finite value.
    std::optional<double> lastValue() const { return m_lastFinite; }
    struct Extreme {
        double step = 0;
        double value = 0;
        double timeMs = 0;
    };
    /// Of all raw values that were ever appended; of equal ones the first.
    const std::optional<Extreme>& lowest() const { return m_lowest; }
    const std::optional<Extreme>& highest() const { return m_highest; }

    /// See DebiasedMean. Costs one pass over the points.
    void setSmoothing(double factor);
    double smoothing() const { return m_smoothing; }

    /// Neighbours were merged: there were more points than are here.
    bool isThinned() const { return m_group > 0; }
    /// All recorded points from the first to the last of these steps, read again: raw values there come from them from
    /// now on. What is appended later continues them where they reach the end.
    void setDetail(PlotRange steps, const std::shared_ptr<MetricSeries>& points);
    /// The steps to be read again for a plot of so many columns over this range, with as much on both sides; nothing
    /// while what is here is as good.
    std::optional<PlotRange> wantedDetail(const XMapping& mapping, PlotRange range, int columns) const;

    /// Of the mapped x of all points that the axis has a place for; nothing when there are none.
    std::optional<PlotRange> extent(const XMapping& mapping) const;

    /// What a plot of `columns` pixels needs to look exactly as if all points were drawn: per column the first,
    /// smallest, largest and last value, at most one gap, and the neighbours just outside. At most 9 * (columns + 2)
    /// points.
    std::vector<Point> thinned(const XMapping& mapping, PlotRange range, int columns,
                               Values values = Values::Raw) const;

    /// Smallest and largest value of one pixel column; NaN where it holds gaps alone.
    struct Column {
        int column = 0;
        double low = 0;
        double high = 0;
    };
    /// For ranges with many points per column. Columns without any point are left out.
    std::vector<Column> envelope(const XMapping& mapping, PlotRange range, int columns,
                                 Values values = Values::Raw) const;
    /// How many points `thinned` would have to look at.
    std::size_t countIn(const XMapping& mapping, PlotRange range, Values values = Values::Raw) const;

    /// The recorded point nearest to x, if the curve reaches there (half a gap beyond its ends counts).
    std::optional<Point> nearest(const XMapping& mapping, double x, Values values = Values::Raw) const;

    /// At most `count` finite raw values inside the range, evenly picked: for quantiles.
    std::vector<double> sample(const XMapping& mapping, PlotRange range, std::size_t count) const;

private:
    double xAt(const XMapping& mapping, std::size_t index) const { return mapping.map(m_steps[index], m_times[index]); }
    struct Stretch {
        std::size_t begin;
        std::size_t end;
    };
    const std::vector<double>& columnOf(Values values) const
    {
        return values == Values::Smoothed && !m_smoothed.empty() ? m_smoothed : m_values;
    }
    std::size_t firstAtOrAfter(const XMapping& mapping, double x, std::size_t from = 0) const;
    /// With the neighbours just outside.
    Stretch visible(const XMapping& mapping, PlotRange range) const;
    void addColumn(std::vector<Point>& out, const XMapping& mapping, const std::vector<double>& ys,
                   Stretch stretch) const;
    void compact();
    /// Puts the smallest and the largest of the points from `begin` to `end` in their order at `kept` and after.
    void shrink(std::size_t begin, std::size_t end, std::size_t& kept);
    /// The end becomes two points: of a whole group, or of what there is of one that is very large.
    void shrinkEnd();
    void resize(std::size_t count);
    /// What was read again, when it covers the range.
    const MetricSeries* detailFor(const XMapping& mapping, PlotRange range, Values values) const;

    std::size_t m_capacity;
    std::vector<double> m_steps;
    std::vector<double> m_values;
    std::vector<double> m_times;
    std::vector<double> m_smoothed; ///< as long as m_values while smoothing is on, else empty
    double m_smoothing = 0;
    DebiasedMean m_mean;
    std::optional<double> m_lastFinite;
    std::optional<Extreme> m_lowest;
    std::optional<Extreme> m_highest;
    std::size_t m_group = 0;   ///< recorded points that become two; 0: all are as recorded
    std::size_t m_thinned = 0; ///< points at the begin that are such twos
    std::size_t m_open = 0;    ///< recorded points that the rest stands for
    std::shared_ptr<MetricSeries> m_detail;
    PlotRange m_detailSteps;
};

} // namespace lb::widgets
