#include "experiments/records/nearest.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace lb::experiments {

int editDistance(QStringView a, QStringView b)
{
    const auto width = static_cast<std::size_t>(b.size()) + 1;
    std::vector<int> before(width);
    std::vector<int> previous(width);
    std::vector<int> current(width);
    for (std::size_t j = 0; j < width; ++j)
        previous[j] = static_cast<int>(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        current[0] = static_cast<int>(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            const int replaced = previous[at - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            current[at] = std::min({replaced, previous[at] + 1, current[at - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                current[at] = std::min(current[at], before[at - 2] + 1);
        }
        before.swap(previous);
        previous.swap(current);
    }
    return previous.back();
}

QString nearestOf(const QString& word, const QStringList& candidates)
{
    constexpr qsizetype kLongest = 100; // the distance takes time and memory by length squared
    if (word.isEmpty() || word.size() > kLongest)
        return {};
    const QString wanted = word.toLower();
    QString best;
    int bestDistance = std::numeric_limits<int>::max();
    for (const QString& candidate : candidates) {
        const QString known = candidate.toLower().left(kLongest);
        int distance = editDistance(wanted, known);
        if (!wanted.contains(QLatin1Char('.')) && known.contains(QLatin1Char('.')))
            distance = std::min(distance, editDistance(wanted, known.section(QLatin1Char('.'), -1)));
        if (distance < bestDistance) {
            bestDistance = distance;
            best = candidate;
        }
    }
    const auto allowed = std::max<qsizetype>(2, wanted.size() / 3);
    return bestDistance <= allowed ? best : QString();
}

} // namespace lb::experiments
