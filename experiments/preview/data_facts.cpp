#include "experiments/preview/data_facts.h"

#include "experiments/records/field_values.h"
#include "models/families/model.h"

#include <algorithm>

namespace lb::experiments {

namespace {

struct Known {
    const char* id;
    qint64 trainItems; ///< without a limit
    qint64 vocabulary; ///< of words, at most
};

// The counts that experiments/datasets/README.md gives; texts of others are learnt from a plan.
constexpr Known kKnown[] = {{"fashion-mnist", 55000, 0},
                            {"wordnet-glosses", 10000, 300000},
                            {"mixture-text", 16000, 1004},
                            {"tang-poems", 0, 300000},
                            {"chinese-prose", 0, 300000}};
constexpr qint64 kImageEdge = 28;
constexpr qint64 kLongestSentence = 32; // 30 words with their ends

} // namespace

models::DataShape shapeOf(const DataFacts& facts)
{
    return {
        .height = facts.height, .width = facts.width, .vocabulary = facts.vocabulary, .maximumSteps = facts.longest};
}

DataFacts guessedData(const RunSpec& spec)
{
    DataFacts facts;
    const QString id = spec.text(QStringLiteral("data.id"));
    const qint64 limit = spec.integer(QStringLiteral("data.limit"));
    facts.vocabulary = std::max<qint64>(8, spec.integer(QStringLiteral("data.vocabulary")));
    for (const Known& known : kKnown) {
        if (id != QLatin1String(known.id))
            continue;
        facts.trainItems = known.trainItems;
        facts.vocabulary = std::min(facts.vocabulary, known.vocabulary);
        if (limit > 0 && known.trainItems > 0 && id != QStringLiteral("wordnet-glosses"))
            facts.trainItems = std::min(limit, known.trainItems);
        else if (limit > 0)
            facts.trainItems = limit;
    }
    if (facts.vocabulary == 0 || spec.text(QStringLiteral("model.family")).startsWith(QStringLiteral("image-"))) {
        facts.vocabulary = 0; // pictures of one's own are guessed to be of the usual size
        facts.height = facts.width = kImageEdge;
        return facts;
    }
    const qint64 window = spec.integer(QStringLiteral("data.window"));
    facts.longest = window > 0 ? window : kLongestSentence;
    return facts;
}

DataFacts dataFacts(const QJsonObject& plan)
{
    const QJsonObject data = plan.value(QLatin1String("data")).toObject();
    const auto number = [&](const char* key) {
        return std::max<qint64>(0, data.value(QLatin1String(key)).toInteger());
    };
    return {.height = number("height"),
            .width = number("width"),
            .vocabulary = number("vocabulary"),
            .longest = number("longest"),
            .trainItems = number("train_items"),
            .isGuess = data.isEmpty()};
}

QString dataKey(const RunSpec& spec)
{
    QString key;
    for (auto it = spec.fields().begin(); it != spec.fields().end(); ++it)
        if (it.key().startsWith(QStringLiteral("data.")))
            key += it.key() + QLatin1Char('=') + fieldValueText(it.value()) + QLatin1Char('\n');
    return key;
}

} // namespace lb::experiments
