#pragma once

#include "gui/latent/path_frames.h"

namespace lb::gui {

/// A path there and back as an animation that goes on for ever, a frame every 50 ms, in 256 greys: nothing is lost.
/// Whole or not at all. Not in the window's thread.
experiments::Result<void> writePathGif(const PathFrames& frames, const QString& file);
/// A path on one page: up to 24 places of it, evenly, in rows, each with its position; sentences as lines. Whole or not
/// at all. Not in the window's thread.
experiments::Result<void> writePathStrip(const PathFrames& frames, const QString& file);

} // namespace lb::gui
