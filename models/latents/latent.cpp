#include "models/latents/latent.h"

#include "engine/core/error.h"
#include "models/latents/batch_norm_mean.h"
#include "models/latents/batch_norm_split.h"
#include "models/latents/delta.h"
#include "models/latents/deterministic.h"
#include "models/latents/entropic.h"
#include "models/latents/gaussian.h"
#include "models/latents/regularised.h"
#include "models/latents/spherical.h"
#include "models/latents/wasserstein.h"

#include <limits>

namespace lb::models {

namespace {

template <class T>
std::unique_ptr<Latent> make(const LatentSettings& settings)
{
    return std::make_unique<T>(settings);
}

struct Entry {
    const char* kind;
    std::unique_ptr<Latent> (*make)(const LatentSettings&);
};

const Entry kEntries[] = {
    {"ae", make<DeterministicLatent>},     {"vae", make<GaussianLatent>},
    {"bn-vae", make<BatchNormMeanLatent>}, {"bn-split", make<BatchNormSplitLatent>},
    {"delta-vae", make<DeltaLatent>},      {"vmf", make<SphericalLatent>},
    {"eae", make<EntropicLatent>},         {"wae-mmd", make<WassersteinLatent>},
    {"rae", make<RegularisedLatent>},
};

} // namespace

double Latent::klFloor() const
{
    return std::numeric_limits<double>::quiet_NaN();
}
double Latent::entropyCeiling() const
{
    return std::numeric_limits<double>::quiet_NaN();
}

const std::vector<std::string>& latentKinds()
{
    static const std::vector<std::string> kinds = [] {
        std::vector<std::string> names;
        for (const Entry& entry : kEntries)
            names.emplace_back(entry.kind);
        return names;
    }();
    return kinds;
}

std::unique_ptr<Latent> makeLatent(std::string_view kind, const LatentSettings& settings)
{
    for (const Entry& entry : kEntries)
        if (kind == entry.kind)
            return entry.make(settings);
    throw engine::EngineError(engine::ErrorKind::InvalidArgument, "there is no latent named " + std::string(kind));
}

} // namespace lb::models
