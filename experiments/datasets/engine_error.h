#pragma once

#include "engine/core/error.h"
#include "experiments/records/result.h"

namespace lb::experiments {

/// The engine's kinds come first and in the same order in both lists (experiments/records/result.h).
static_assert(static_cast<int>(engine::ErrorKind::Internal) == static_cast<int>(ErrorKind::Internal));
static_assert(static_cast<int>(engine::ErrorKind::Corrupt) == static_cast<int>(ErrorKind::Corrupt));

/// The engine's failure in the records' terms.
inline Error fromEngine(const engine::Error& error)
{
    return {static_cast<ErrorKind>(error.kind), QString::fromStdString(error.detail)};
}

inline Error fromEngine(const engine::EngineError& error)
{
    return fromEngine(engine::Error{error.kind(), error.what()});
}

} // namespace lb::experiments
