#include "models/families/image_parts.h"

#include "models/families/conv_image.h"
#include "models/families/mlp_image.h"
#include "models/families/part_kinds.h"
#include "models/families/residual_image.h"

namespace lb::models {

namespace {

struct Kind {
    const char* name;
    std::unique_ptr<ImageEncoder> (*encoder)(const Config&, const DataShape&);
    std::unique_ptr<ImageDecoder> (*decoder)(const Config&, const DataShape&);
    std::vector<ConfigField> (*fields)(const std::string& half);
};

template <class Base, class Part>
std::unique_ptr<Base> make(const Config& config, const DataShape& data)
{
    return std::make_unique<Part>(config, data);
}

const Kind kKinds[] = {
    {"mlp", make<ImageEncoder, MlpImageEncoder>, make<ImageDecoder, MlpImageDecoder>, mlpImageFields},
    {"conv", make<ImageEncoder, ConvImageEncoder>, make<ImageDecoder, ConvImageDecoder>, imagePyramidFields},
    {"residual", make<ImageEncoder, ResidualImageEncoder>, make<ImageDecoder, ResidualImageDecoder>,
     residualImageFields},
};

} // namespace

const std::vector<std::string>& imageKinds()
{
    static const std::vector<std::string> names = namesOf(kKinds);
    return names;
}

std::vector<ConfigField> imageEncoderFields(std::string_view kind)
{
    return kindNamed(kKinds, kind).fields("encoder");
}

std::vector<ConfigField> imageDecoderFields(std::string_view kind)
{
    std::vector<ConfigField> result{{.key = "decoder.kind",
                                     .label = "Decoder",
                                     .defaultValue = std::string(kind),
                                     .choices = imageKinds(),
                                     .help = "The network that draws the image: any may follow any encoder.",
                                     .section = "Model"}};
    for (const Kind& each : kKinds)
        addFields(result, each.fields("decoder"), {"decoder.kind", each.name});
    return result;
}

std::unique_ptr<ImageEncoder> makeImageEncoder(std::string_view kind, const Config& config, const DataShape& data)
{
    return kindNamed(kKinds, kind).encoder(config, data);
}

std::unique_ptr<ImageDecoder> makeImageDecoder(const Config& config, const DataShape& data)
{
    return kindNamed(kKinds, config.text("decoder.kind")).decoder(config, data);
}

} // namespace lb::models
