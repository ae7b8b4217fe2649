#include "models/families/image_model.h"
#include "models/families/language_model.h"
#include "models/families/text_model.h"

#include <algorithm>

namespace lb::models {

const std::vector<Family>& families()
{
    static const std::vector<Family> all{
        imageFamily("mlp", "Image MLP"),
        imageFamily("conv", "Image convolutions"),
        imageFamily("residual", "Image residual blocks"),
        textFamily("lstm", "Text LSTM"),
        textFamily("gru", "Text GRU"),
        textFamily("transformer", "Text transformer"),
        languageFamily("transformer", "Language model, transformer (GPT)"),
        languageFamily("lstm", "Language model, LSTM"),
        languageFamily("gru", "Language model, GRU"),
    };
    return all;
}

const Family* findFamily(std::string_view id)
{
    const auto& all = families();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Family& family) { return family.id == id; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace lb::models
