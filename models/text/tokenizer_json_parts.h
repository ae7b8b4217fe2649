#pragma once

#include "models/text/pipeline_tokenizer.h"

#include <nlohmann/json_fwd.hpp>

namespace lb::models {

/// The parts of a tokenizer.json by name; a JSON null is no step. Unsupported with the name of what is not known.
engine::Result<std::vector<NormaliserStep>> readNormaliser(const nlohmann::json& json);
engine::Result<std::vector<SplitStep>> readSplitter(const nlohmann::json& json);
engine::Result<std::vector<DecodeStep>> readDecoder(const nlohmann::json& json);

/// `vocabulary` gets the model's tokens; made into a model by `makeModel` when the control tokens are known.
engine::Result<void> readVocabulary(const nlohmann::json& model, Vocabulary& vocabulary);
/// -1 when the model names none.
engine::Result<std::int32_t> readUnknown(const nlohmann::json& model, const Vocabulary& vocabulary);
std::string modelType(const nlohmann::json& model);
struct ModelSetting {
    bool isByteLevel = false;
    std::int32_t unknown = -1;
};
engine::Result<std::unique_ptr<PieceModel>> makeModel(const nlohmann::json& model, const Vocabulary& vocabulary,
                                                      ModelSetting setting);

tl::unexpected<engine::Error> notSupported(std::string_view part, std::string_view what);

} // namespace lb::models
