#pragma once

#include "engine/train/trainer.h"
#include "models/families/model.h"

#include <memory>
#include <string>

namespace lb::testing {

/// A tiny model and the trainer that runs are trained by, on a made data set.
class ModelTrainer {
public:
    ModelTrainer(const std::string& family, const std::string& latent, std::unique_ptr<engine::Backend> backend,
                 std::int64_t accumulate = 1);
    ~ModelTrainer();
    engine::Trainer& trainer() { return *m_trainer; }

private:
    std::unique_ptr<models::Model> m_model;
    std::unique_ptr<engine::Backend> m_backend;
    engine::ImageSet m_images;
    engine::TextSet m_text;
    std::unique_ptr<engine::BatchSource> m_batches;
    std::unique_ptr<engine::ParameterStore> m_store;
    std::unique_ptr<engine::Trainer> m_trainer;
};

} // namespace lb::testing
