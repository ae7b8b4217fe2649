#pragma once

#include "experiments/importing/foreign_run.h"

#include <cstdlib>

namespace lb::tests {

/// Ends the program where a run that was read of `size` bytes breaks what its reader promises.
inline void keepsPromises(const experiments::ForeignRun& run, std::size_t size)
{
    if (run.series.empty() || run.pointCount() > static_cast<qint64>(size))
        std::abort();
    for (const experiments::ForeignRun::Series& series : run.series) {
        if (series.points.empty() || !experiments::isUsableMetric(series.name))
            std::abort();
        for (std::size_t i = 0; i < series.points.size(); ++i)
            if (series.points[i].step < 0 || (i > 0 && series.points[i].step <= series.points[i - 1].step))
                std::abort();
    }
}

} // namespace lb::tests
