#include "models/families/text_parts.h"

#include "engine/core/error.h"
#include "models/families/recurrent_decoder.h"
#include "models/families/recurrent_encoder.h"
#include "models/families/recurrent_text_fields.h"
#include "models/families/transformer_decoder.h"
#include "models/families/transformer_encoder.h"
#include "models/families/transformer_settings.h"

namespace lb::models {

namespace {

struct Kind {
    const char* name;
    std::unique_ptr<TextEncoder> (*encoder)(const Config&, const DataShape&);
    std::unique_ptr<TextDecoder> (*decoder)(const Config&, const DataShape&);
    std::vector<ConfigField> (*encoderFields)();
    std::vector<ConfigField> (*decoderFields)();
};

template <RecurrentKind Kind>
std::unique_ptr<TextEncoder> recurrentEncoder(const Config& config, const DataShape& data)
{
    return std::make_unique<RecurrentEncoder>(Kind, config, data);
}

template <RecurrentKind Kind>
std::unique_ptr<TextDecoder> recurrentDecoder(const Config& config, const DataShape& data)
{
    return std::make_unique<RecurrentDecoder>(Kind, config, data);
}

std::unique_ptr<TextEncoder> transformerEncoder(const Config& config, const DataShape& data)
{
    return std::make_unique<TransformerEncoder>(config, data);
}

std::unique_ptr<TextDecoder> transformerDecoder(const Config& config, const DataShape& data)
{
    return std::make_unique<TransformerDecoder>(config, data);
}

const Kind kKinds[] = {
    {"lstm", recurrentEncoder<RecurrentKind::Lstm>, recurrentDecoder<RecurrentKind::Lstm>, recurrentEncoderFields,
     recurrentDecoderFields},
    {"gru", recurrentEncoder<RecurrentKind::Gru>, recurrentDecoder<RecurrentKind::Gru>, recurrentEncoderFields,
     recurrentDecoderFields},
    {"transformer", transformerEncoder, transformerDecoder, transformerEncoderFields, transformerDecoderFields},
};

const Kind& kindNamed(std::string_view name)
{
    for (const Kind& kind : kKinds)
        if (name == kind.name)
            return kind;
    throw engine::EngineError(engine::ErrorKind::InvalidArgument,
                              "there is no text architecture named " + std::string(name));
}

} // namespace

const std::vector<std::string>& textKinds()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> result;
        for (const Kind& kind : kKinds)
            result.emplace_back(kind.name);
        return result;
    }();
    return names;
}

std::vector<ConfigField> textEncoderFields(std::string_view kind)
{
    return kindNamed(kind).encoderFields();
}

std::vector<ConfigField> textDecoderFields(std::string_view kind)
{
    std::vector<ConfigField> result{{.key = "decoder.kind",
                                     .label = "Decoder",
                                     .defaultValue = std::string(kind),
                                     .choices = textKinds(),
                                     .help = "The network that writes the sentence: any may follow any encoder.",
                                     .section = "Model"}};
    // Its own first: a setting that several share keeps the default of the decoder that the family starts with.
    addFields(result, kindNamed(kind).decoderFields(), {"decoder.kind", std::string(kind)});
    for (const Kind& each : kKinds)
        if (kind != each.name)
            addFields(result, each.decoderFields(), {"decoder.kind", each.name});
    return result;
}

std::int64_t codeSizeOf(const Config& config)
{
    return config.has("latent.size") ? config.integer("latent.size") : 0;
}

std::unique_ptr<TextEncoder> makeTextEncoder(std::string_view kind, const Config& config, const DataShape& data)
{
    return kindNamed(kind).encoder(config, data);
}

std::unique_ptr<TextDecoder> makeTextDecoder(const Config& config, const DataShape& data)
{
    return kindNamed(config.text("decoder.kind")).decoder(config, data);
}

} // namespace lb::models
