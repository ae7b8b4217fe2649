#include "models/families/recurrent_text_fields.h"

namespace lb::models {

namespace {

ConfigField width(const char* key, const char* label, std::int64_t defaultValue, const char* help)
{
    return {.key = key,
            .label = label,
            .defaultValue = defaultValue,
            .minimum = 1,
            .maximum = 16384,
            .unit = "units",
            .help = help,
            .section = "Model"};
}

ConfigField rate(const char* key, const char* label, double defaultValue, const char* help)
{
    return {.key = key,
            .label = label,
            .defaultValue = defaultValue,
            .minimum = 0.0,
            .maximum = 0.95,
            .help = help,
            .section = "Model"};
}

ConfigField initialRange(const char* key, const char* label, const char* help)
{
    return {.key = key,
            .label = label,
            .defaultValue = 0.0,
            .minimum = 0.0,
            .maximum = 10.0,
            .help = help,
            .section = "Model"};
}

} // namespace

std::vector<ConfigField> recurrentEncoderFields()
{
    return {
        width("encoder.embedding", "Encoder embedding", 64, "Numbers per word that the encoder reads."),
        width("encoder.hidden", "Encoder width", 128, "Units of the encoder's recurrent layer."),
        initialRange("encoder.initial_range", "Encoder init range",
                     "Encoder weights start uniform in plus or minus this, embeddings in 0.1; 0 means 1/sqrt(units) "
                     "and embeddings of unit size. 0.01, usual in older text VAEs, starves batch norm."),
    };
}

std::vector<ConfigField> recurrentDecoderFields()
{
    return {
        width("decoder.embedding", "Decoder embedding", 64, "Numbers per word that the decoder reads."),
        width("decoder.hidden", "Decoder width", 128, "Units of the decoder's recurrent layer."),
        initialRange("decoder.initial_range", "Decoder init range",
                     "Decoder weights start uniform in plus or minus this; 0 means 1/sqrt(units)."),
        rate(
            "decoder.dropout", "Decoder dropout", 0.5,
            "Share of the decoder's embeddings and outputs set to 0 in training. It makes the decoder rely on z more."),
        rate("decoder.word_dropout", "Word dropout", 0.0,
             "Share of the decoder's input words replaced by <unk> in training, so that it must ask z."),
    };
}

} // namespace lb::models
