#pragma once

#include "engine/io/found_model.h"
#include "engine/io/imported_transformer.h"
#include "experiments/records/result.h"
#include "experiments/records/run_spec.h"
#include "experiments/store/run_folder.h"
#include "models/text/tokenizer.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <string>

namespace lb::experiments {

/// Somebody's model, looked at but for its numbers.
struct ForeignModel {
    engine::FoundModel found;
    engine::ImportedTransformer mapped;
    std::unique_ptr<models::Tokenizer> tokenizer; ///< null: none was found
    QString tokenizerProblem;                     ///< then: what is missing
    RunSpec spec;                                 ///< of the run that it becomes
    QString problem;                              ///< why it cannot become one; empty: it can
    std::int64_t parameters = 0;

    QString title() const; ///< "GPT-2, 12 layers of 768"
    bool onlyReads() const { return mapped.description.layout == engine::TransformerLayout::Bert; }
};

/// `tokenizerFolder`: where its vocabulary lies; empty: beside the weights. Reads names and shapes only. NotFound,
/// Unsupported, Corrupt, InvalidArgument, with one sentence.
Result<ForeignModel> inspectModel(const QString& path, const QString& tokenizerFolder);

/// Fills the folder of a new run made with `model.spec`: tokenizer, one checkpoint, a database that says it has
/// finished. Memory: the weights once, as F32, and the largest tensor.
Result<void> importModel(const ForeignModel& model, const RunFolder& folder);

/// Our name of a neutral tensor (TensorRecipe), of a decoder or, for BERT, of an encoder; empty when it has none.
std::string ourTensor(const std::string& neutral, engine::TransformerLayout layout);

} // namespace lb::experiments
