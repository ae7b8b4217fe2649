#pragma once

#include "experiments/training/opened_run.h"
#include "experiments/training/sentence_codes.h"

#include <cstdint>
#include <vector>

namespace lb::experiments {

/// How well a run gives items back, each under its mean code; one number per item, in the order of the items.
struct ItemScores {
    std::vector<float> codes;   ///< [items, latent]
    std::vector<float> loss;    ///< -ln p(x|z), nats
    std::vector<float> kl;      ///< nats; empty: no KL
    std::vector<float> novelty; ///< Euclidean distance to the nearest other code among them; empty: not asked for
};

/// Items at which the search for each one's nearest neighbour, the square of their number, still takes about a second.
inline constexpr std::size_t kMostNovel = 20'000;

/// InvalidArgument for a language model. `items`: of the data set, each once. When cancelled, what was not reached is
/// 0.
Result<ItemScores> scoreItems(const RunSetup& setup, const std::vector<std::uint32_t>& items, const SentenceWork& work);
/// Fills `novelty`, unless there are fewer than 2 items or more than kMostNovel.
void addNovelty(ItemScores& scores, std::int64_t latent);

/// Which items of a split are looked at.
struct ItemChoice {
    QString split = QStringLiteral("test");
    int count = 16;
    /// "first"; "random": drawn by the seed; "loss", "kl", "novelty": the largest of the whole split first.
    QString order = QStringLiteral("first");
    quint64 seed = 1;
    std::vector<qint64> positions; ///< in the split; where there are any, they are taken whatever the order

    static constexpr int kMost = 10'000;
};

/// Items of a split as they are and as the run gives them back.
struct ItemsGivenBack {
    struct Item {
        qint64 position = 0; ///< in the split
        std::uint32_t item = 0;
        double loss = 0;
        double kl = 0; ///< NaN: none
        QString label; ///< of its class; may be empty
        ItemStrip::Item data;
    };
    int height = 0; ///< 0: text
    int width = 0;
    qint64 total = 0; ///< of the split
    QList<Item> items;
};

/// InvalidArgument for a split, order, count or position that does not exist.
Result<ItemsGivenBack> giveBackItems(OpenedRun& run, const ItemChoice& choice, const SentenceWork& work);
/// The name of an item's class; empty where the data has none.
QString labelOf(const RunSetup& setup, std::uint32_t item);
/// The places of the largest numbers, largest first; equal ones in their order. Not-a-number counts as largest.
std::vector<qint64> placesFromLargest(const std::vector<float>& numbers);

} // namespace lb::experiments
