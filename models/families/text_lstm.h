#pragma once

#include "models/families/model.h"

namespace lb::models {

/// "text-lstm": sentence -> LSTM encoder -> latent (heads without bias) -> LSTM decoder -> words.
/// -log p(x|z) is the cross-entropy summed over the sentence's tokens and </s>, in nats; padding does not count.
Family textLstmFamily();

} // namespace lb::models
