#include "models/families/text_parts.h"

#include "models/families/part_kinds.h"
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

} // namespace

const std::vector<std::string>& textKinds()
{
    static const std::vector<std::string> names = namesOf(kKinds);
    return names;
}

std::vector<ConfigField> textEncoderFields(std::string_view kind)
{
    return kindNamed(kKinds, kind).encoderFields();
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
    addFields(result, kindNamed(kKinds, kind).decoderFields(), {"decoder.kind", std::string(kind)});
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
    return kindNamed(kKinds, kind).encoder(config, data);
}

std::vector<ConfigField> languageModelFields(std::string_view kind)
{
    std::vector<ConfigField> fields = kindNamed(kKinds, kind).decoderFields();
    std::erase_if(fields, [](const ConfigField& field) { return field.key == "decoder.code"; });
    return fields;
}

std::unique_ptr<TextDecoder> makeTextDecoder(std::string_view kind, const Config& config, const DataShape& data)
{
    return kindNamed(kKinds, kind).decoder(config, data);
}

std::unique_ptr<TextDecoder> makeTextDecoder(const Config& config, const DataShape& data)
{
    return makeTextDecoder(config.text("decoder.kind"), config, data);
}

} // namespace lb::models
