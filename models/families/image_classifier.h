#pragma once

#include "engine/graph/graph.h"

#include <cstdint>

namespace lb::models {

/// A small convolutional network that names the class of a grey image: two 4x4 convolutions with stride 2 (16 and 32
/// maps), a layer of 64 units whose outputs are the features that sample quality is measured in, and the classes. ReLU
/// everywhere, no batch norm and no dropout, so that it is one function in training and after. Parameters
/// "classifier/...". Records graphs, holds no numbers.
class ImageClassifier {
public:
    static constexpr std::int64_t kFeatures = 64;

    struct Output {
        engine::Value features; ///< [rows, kFeatures], not negative
        engine::Value logits;   ///< [rows, classes]
    };

    ImageClassifier(std::int64_t height, std::int64_t width, std::int64_t classes)
        : m_height(height)
        , m_width(width)
        , m_classes(classes)
    {
    }
    /// pixels: [rows, height * width] in [0, 1]. Images of fewer than 4 pixels a side throw ShapeError.
    Output operator()(engine::Value pixels) const;

private:
    std::int64_t m_height;
    std::int64_t m_width;
    std::int64_t m_classes;
};

} // namespace lb::models
