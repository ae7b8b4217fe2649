#pragma once

namespace lb::models {

/// Training: batch statistics, dropout, sampled codes. Evaluation: running statistics and nothing random.
enum class Mode { Training, Evaluation };

} // namespace lb::models
