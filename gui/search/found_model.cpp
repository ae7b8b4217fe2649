#include "gui/search/found_model.h"

#include "gui/search/match_rank.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace lb::gui {

namespace {

struct Candidate {
    int rank = 0;
    qsizetype age = 0; ///< place among what was chosen lately
    qsizetype index = 0;
    auto key() const { return std::tuple(rank, age, index); }
};

} // namespace

int FoundModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_found.size());
}

QVariant FoundModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_found.size())
        return {};
    const SearchEntry& entry = m_found.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return entry.title;
    case Qt::ToolTipRole:
        return entry.detail;
    case Qt::AccessibleTextRole:
        return QStringList{entry.title, entry.kind, entry.keys}.join(QStringLiteral(", "));
    case KindRole:
        return entry.kind;
    case DetailRole:
        return entry.detail;
    case KeysRole:
        return entry.keys;
    case IconRole:
        return entry.icon;
    default:
        return {};
    }
}

Qt::ItemFlags FoundModel::flags(const QModelIndex& index) const
{
    if (!index.isValid() || !m_found.at(index.row()).isEnabled)
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

void FoundModel::find(const QString& typed, const QList<SearchEntry>& entries, const QStringList& recent)
{
    const QStringList words = searchWords(typed);
    std::vector<Candidate> candidates;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const SearchEntry& entry = entries.at(i);
        const std::optional<int> rank = matchRank(words, entry.title, entry.kind + QLatin1Char(' ') + entry.detail);
        if (!rank)
            continue;
        const qsizetype age = recent.indexOf(entry.id);
        // What cannot be done now is told, behind what can.
        candidates.push_back({*rank + (entry.isEnabled ? 0 : 100), age < 0 ? recent.size() : age, i});
    }
    std::sort(candidates.begin(), candidates.end(),
              [](const Candidate& a, const Candidate& b) { return a.key() < b.key(); });
    beginResetModel();
    m_fitting = static_cast<qsizetype>(candidates.size());
    m_found.clear();
    for (const Candidate& candidate : candidates)
        if (m_found.size() < kMost)
            m_found.append(entries.at(candidate.index));
    endResetModel();
}

} // namespace lb::gui
