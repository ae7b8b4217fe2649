#include "models/families/image_classifier.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "models/layers/convolution.h"
#include "models/layers/linear.h"

namespace lb::models {

using engine::Value;

namespace {

Value halved(const char* name, Value x, std::int64_t maps)
{
    const Convolution conv(name, {.inputs = x.shape()[3], .outputs = maps, .kernel = 4, .stride = 2, .padding = 1});
    return engine::relu(conv(x));
}

} // namespace

ImageClassifier::Output ImageClassifier::operator()(Value pixels) const
{
    const engine::Scope scope(pixels.graph(), "classifier");
    const Value image = engine::reshape(pixels, {-1, m_height, m_width, 1});
    const Value maps = halved("second", halved("first", image, 16), 32);
    const std::int64_t numbers = maps.shape()[1] * maps.shape()[2] * maps.shape()[3];
    const Linear hidden("features", {.inputs = numbers, .outputs = kFeatures});
    const Linear classes("classes", {.inputs = kFeatures, .outputs = m_classes});
    const Value features = engine::relu(hidden(engine::reshape(maps, {-1, numbers})));
    return {features, classes(features)};
}

} // namespace lb::models
