#pragma once

#include "models/families/model.h"
#include "models/latents/latent.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace lb::testing {

/// Small widths, so that every family trains in a moment.
inline models::Config tinyConfig(const models::Family& family, const std::string& latent)
{
    models::Config config;
    for (const models::ConfigField& field : family.fields)
        if (field.key == "latent.kind")
            config.set(field.key, latent);
        else if (field.key == "latent.size")
            config.set(field.key, std::int64_t{5});
        else if (field.key.ends_with(".hidden"))
            config.set(field.key, std::int64_t{13});
        else if (field.key.ends_with(".stages"))
            config.set(field.key, std::int64_t{2});
        else if (field.key.ends_with(".width"))
            config.set(field.key, std::int64_t{8});
        else if (field.key.ends_with(".heads"))
            config.set(field.key, std::int64_t{2});
        else if (field.key.ends_with(".channels"))
            config.set(field.key, std::int64_t{3});
        else if (field.key.ends_with(".embedding"))
            config.set(field.key, std::int64_t{7});
    return models::withDefaults(family.fields, config);
}

inline constexpr models::DataShape kTinyData{.height = 9, .width = 5, .vocabulary = 19, .maximumSteps = 7};

inline std::unique_ptr<models::Model> tinyModel(const std::string& family, const std::string& latent)
{
    const models::Family& found = *models::findFamily(family);
    return found.build(tinyConfig(found, latent), kTinyData);
}

inline engine::BatchShape shapeFor(const models::Model& model, std::int64_t rows)
{
    return {.rows = rows, .steps = model.isText() ? kTinyData.maximumSteps : 0};
}

inline bool hasLatent(const models::Family& family)
{
    return std::any_of(family.fields.begin(), family.fields.end(),
                       [](const models::ConfigField& field) { return field.key == "latent.kind"; });
}

/// A data row per family and latent, named "text-lstm bn-vae"; one of a language model, named "language-lstm none".
inline void addFamilyRows()
{
    QTest::addColumn<std::string>("family");
    QTest::addColumn<std::string>("latent");
    for (const models::Family& family : models::families())
        for (const std::string& latent : hasLatent(family) ? models::latentKinds() : std::vector<std::string>{"none"})
            QTest::addRow("%s %s", family.id.c_str(), latent.c_str()) << family.id << latent;
}

} // namespace lb::testing
