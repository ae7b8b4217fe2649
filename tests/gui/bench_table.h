#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QString>

#include <algorithm>
#include <cstdio>
#include <functional>

namespace lb::tests {

constexpr int kRepeats = 9;

inline double quantile(QList<double> values, double q)
{
    std::sort(values.begin(), values.end());
    return values.isEmpty() ? -1 : values[static_cast<qsizetype>(q * static_cast<double>(values.size() - 1))];
}

inline double median(const QList<double>& values)
{
    return quantile(values, 0.5);
}

/// Milliseconds.
inline double timed(const std::function<void()>& work)
{
    QElapsedTimer clock;
    clock.start();
    work();
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

/// Figures beside their goals, a line each as soon as it is known.
struct BenchTable {
    int missed = 0;
    void add(const char* figure, double value, double goal, const char* unit)
    {
        const bool isMet = value >= 0 && value <= goal;
        missed += isMet ? 0 : 1;
        std::printf("%-58s %9.1f %9.1f %-4s %s\n", figure, value, goal, unit, isMet ? "met" : "MISSED");
        std::fflush(stdout);
    }
};

} // namespace lb::tests
