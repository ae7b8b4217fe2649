#include "engine/io/checkpoint_export.h"
#include "engine/io/checkpoint_names.h"
#include "tests/engine/foreign_models.h"

#include <cstdlib>
#include <map>
#include <string>

using namespace lb::engine;
using lb::tests::Spelling;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

Result<bool> neverSame(const std::string&, const std::string&)
{
    return false;
}

/// What a configuration admits describes a model that can run, and survives being exported.
void check(Spelling spelling, const TransformerConfig& config)
{
    static std::map<Spelling, std::vector<TensorPlace>> places;
    std::vector<TensorPlace>& tensors = places[spelling];
    if (tensors.empty())
        tensors = lb::tests::spelledPlaces(spelling, {});
    const Result<ImportedTransformer> model = mapTransformer(tensors, config, neverSame);
    if (!model) {
        require(!model.error().detail.empty());
        return;
    }
    const TransformerDescription& known = model->description;
    require(known.heads > 0 && known.keySize > 0 && known.headSize > 0 && known.normEpsilon > 0 && known.layers == 2);
    const auto exported = exportTransformer(known, lb::tests::neutralShapes(spelling));
    if (!exported)
        return;
    const Result<TransformerConfig> again = parseTransformerConfig(exported->config);
    require(again && again->heads == known.heads && again->activation == known.activation &&
            again->normEpsilon == known.normEpsilon);
}

} // namespace

/// The configuration file of a foreign model, also beside tensors.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Result<TransformerConfig> config = parseTransformerConfig({reinterpret_cast<const char*>(data), size});
    if (!config) {
        require(!config.error().detail.empty());
        return 0;
    }
    for (const Spelling spelling : {Spelling::HuggingFaceGpt2, Spelling::Gpt2Ml, Spelling::HuggingFaceBert})
        check(spelling, *config);
    return 0;
}
