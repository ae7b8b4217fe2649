#pragma once

namespace lb::engine {

/// What this machine reaches at best, measured: the bars that kernels are compared with.
struct Roofline {
    double matmul = 0;      ///< FLOP/s, F32 products of middle sizes, the best of a few shapes
    double convolution = 0; ///< FLOP/s, oneDNN's own forward convolution 4x4 stride 2, 64 to 128 maps of 16x16, in the
                            ///< layouts that it prefers
    double stream = 0;      ///< bytes/s, read and written, copying between arrays far larger than the caches
};

/// Takes about two seconds on `threads` threads. Throws EngineError as makeCpuBackend does.
Roofline measureCpuRoofline(int threads);

} // namespace lb::engine
