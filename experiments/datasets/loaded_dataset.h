#pragma once

#include "engine/data/dataset.h"
#include "experiments/datasets/dataset_catalogue.h"
#include "models/text/tokenizer.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <vector>

namespace lb::experiments {

/// Which data, how much of it, and how it is prepared. Equal options on equal files give equal data.
struct DatasetOptions {
    QString id;            ///< "fashion-mnist", "wordnet-glosses", "mixture-text", "file:/path/to/sentences.txt"
    qint64 limit = 0;      ///< training items; 0: the data set's default. More than there is: all there is.
    quint64 splitSeed = 1; ///< the only thing that the choice of items depends on
    QString tokenizer = QStringLiteral("words"); ///< text: or "characters", "sentencepiece", "file", "imported"
    QString tokenizerFile; ///< "file", "imported": where it is kept; "file": or a folder with a tokenizer's files
    QString pieces = QStringLiteral("unigram");  ///< sentencepiece: or "bpe", "char", "word"
    double coverage = 0.9995;                    ///< sentencepiece: share of the characters that get a piece
    qint64 minimumCount = 1;                     ///< words, characters: rarer ones are unknown
    int vocabularySize = 5000;                   ///< text: at most this many ids, the four special ones included
    /// Text: 0: a sentence is an item. Else whole texts are put one behind the other, <s> before and </s> behind each,
    /// and cut into windows of so many tokens: what a language model of longer texts learns from.
    int window = 0;
    int maximumWords = 30;                       ///< text: longer sentences are left out (packages) or cut (user files)
    QString cacheFolder; ///< mixture-text and sentencepiece models, slow to make, are kept here; empty: nowhere
};

/// Why items were left out.
struct SkippedItems {
    QString reason; ///< "longer than 30 words"
    qint64 count = 0;
    QStringList examples; ///< the first few
};

/// What became of the files' content. `found` = `accepted` + all skipped.
struct DatasetReport {
    qint64 found = 0;
    qint64 accepted = 0; ///< usable; the split may take fewer
    QList<SkippedItems> skipped;
    qint64 cutSentences = 0;  ///< user files: longer than the limit allows
    qint64 replacedBytes = 0; ///< text: bytes that were no UTF-8
    qint64 tokens = 0;        ///< text: in all three parts
    qint64 unknownTokens = 0; ///< text: of these, <unk>
};

/// A data set in memory, ready for engine::makeImageBatches / makeTextBatches. Read-only once made.
struct LoadedDataset {
    QString id;
    DatasetKind kind = DatasetKind::Image;
    engine::ImageSet images;                            ///< kind Image
    engine::TextSet text;                               ///< kind Text: only the sentences of the three lists
    std::shared_ptr<const models::Tokenizer> tokenizer; ///< kind Text; shared: the samplers outlive the data set

    /// Positions in `images` or `text`: disjoint; by seeded shuffle, except where a data set has its own test set.
    std::vector<std::uint32_t> train;
    std::vector<std::uint32_t> validation;
    std::vector<std::uint32_t> test;

    /// Known causes of each item, [count, factorNames.size()]: mixture-text's true z and its component. Else empty.
    QStringList factorNames;
    std::vector<float> factors;

    QString fingerprint; ///< SHA-256 (hex) over content and preprocessing: equal means the same numbers come out
    QString splitHash;   ///< SHA-256 (hex) over the three lists, as positions among all accepted items
    DatasetReport report;
};

/// Counts and statistics, for people and for `meta.json`.
DatasetDescription describe(const LoadedDataset& data);

} // namespace lb::experiments
