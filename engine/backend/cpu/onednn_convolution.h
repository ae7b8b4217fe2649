#pragma once

#include "engine/backend/cpu/onednn.h"
#include "engine/ops/convolution.h"

namespace lb::engine::cpu {

/// Which of a convolution's three tensors is made of the other two: the forward convolution, the transposed one (which
/// is the gradient of the images), the gradient of the weight.
enum class ConvolutionResult { Maps, Images, Weight };

/// oneDNN's own convolutions on images and maps whose channels stand last. Weights come as [kernel height, kernel
/// width, channels, maps] and are put into the layout that oneDNN wants at each run: some 2 % of it. The work is cut by
/// images, a primitive on one thread each, as in Product. Create and run inside a KernelScope.
class DirectConvolution {
public:
    /// Null where products over columns are faster (README): for maps narrower than 8, for channels or maps that do not
    /// fill whole vectors, and for fewer images than threads.
    static std::unique_ptr<DirectConvolution> tryMake(const OneDnn& dnnl, const Conv2dExtents& extents,
                                                      ConvolutionResult result, int threads);
    ~DirectConvolution();
    DirectConvolution(const DirectConvolution&) = delete;
    DirectConvolution& operator=(const DirectConvolution&) = delete;

    std::size_t scratchBytes() const { return m_scratchBytes; }

    /// Addresses of a run: of the three tensors those two that are read, and what is written.
    struct Operands {
        const float* images = nullptr;
        const float* weight = nullptr;
        const float* maps = nullptr;
        float* result = nullptr;
        std::byte* scratch = nullptr;
        const float* bias = nullptr; ///< null or a number per channel of the result; none for weights
    };
    /// Bias and epilogue are applied to a few images at a time, by the thread that made them.
    void run(ThreadTeam& team, const Operands& operands, const Epilogue& epilogue = {}) const;

private:
    struct Part;
    struct Piece;
    DirectConvolution(const Conv2dExtents& extents, ConvolutionResult result);
    Piece makePiece(const OneDnn& dnnl, std::int64_t first, std::int64_t count);
    void runPart(const Part& part, const Operands& operands, std::int64_t firstImage, const Epilogue& epilogue) const;
    void addPartialWeights(ThreadTeam& team, const Operands& operands) const;

    Conv2dExtents m_e;
    ConvolutionResult m_result;
    std::vector<Piece> m_pieces;
    std::size_t m_scratchBytes = 0;
};

} // namespace lb::engine::cpu
