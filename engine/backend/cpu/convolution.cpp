#include "engine/ops/convolution.h"

#include "engine/backend/cpu/column_convolution.h"
#include "engine/backend/cpu/onednn_convolution.h"

#include <algorithm>

namespace lb::engine::cpu {

namespace {

/// maps = columns weight + bias.
class Conv2dKernel : public ConvKernel {
public:
    Conv2dKernel(const CpuContext& context, const Conv2dExtents& extents, bool isBf16, bool hasBias, Epilogue epilogue)
        : ConvKernel(context, extents, isBf16, true)
        , m_hasBias(hasBias)
        , m_epilogue(std::move(epilogue))
    {
        const int pieces = piecesOf(e().positions());
        for (int i = 0; i < pieces; ++i) {
            const Index first = e().positions() * i / pieces;
            addPiece(context,
                     {.first = first,
                      .count = e().positions() * (i + 1) / pieces - first,
                      .span = {0, e().window()},
                      .products = {}},
                     [&](Index tile, Index width) {
                         return ProductSpec{.m = tile, .n = e().maps, .k = width, .hasBias = m_hasBias};
                     });
        }
    }

protected:
    void execute(const KernelCall& call) override
    {
        const void* const weight = weightOperand(call);
        forTiles(
            call, [](const ConvPiece&) {},
            [&](const Tile& tile) {
                columns().gather(call.input<float>(0), tile.first, tile.count, tile.columns);
                tile.product.run(team(),
                                 {.a = columnOperand(tile),
                                  .b = weight,
                                  .c = call.output<float>(0) + tile.first * e().maps,
                                  .scratch = tile.scratch,
                                  .bias = m_hasBias ? call.input<float>(2) : nullptr},
                                 m_epilogue);
            });
    }

private:
    bool m_hasBias;
    Epilogue m_epilogue;
};

/// columns = maps weight^T, added to the pixels that they stand for. Windows overlap, so a piece owns whole images.
class Conv2dTransposeKernel : public ConvKernel {
public:
    Conv2dTransposeKernel(const CpuContext& context, const Conv2dExtents& extents, bool isBf16, bool hasBias,
                          Epilogue epilogue)
        : ConvKernel(context, extents, isBf16, true)
        , m_hasBias(hasBias)
        , m_epilogue(std::move(epilogue))
        , m_perImage(extents.outHeight * extents.outWidth)
    {
        const int pieces = piecesOf(e().batch);
        for (int i = 0; i < pieces; ++i) {
            const Index first = e().batch * i / pieces;
            addPiece(context,
                     {.first = first * m_perImage,
                      .count = (e().batch * (i + 1) / pieces - first) * m_perImage,
                      .span = {0, e().window()},
                      .products = {}},
                     [&](Index tile, Index width) {
                         return ProductSpec{.m = tile, .n = width, .k = e().maps, .transposeB = true};
                     });
        }
    }

protected:
    void execute(const KernelCall& call) override
    {
        const void* const weight = weightOperand(call);
        forTiles(
            call, [&](const ConvPiece& piece) { clear(call, piece); },
            [&](const Tile& tile) {
                tile.product.run(team(), {.a = mapOperand(tile, call.input<float>(0)),
                                          .b = weight,
                                          .c = tile.columns,
                                          .scratch = tile.scratch});
                columns().scatterAdd(tile.columns, tile.first, tile.count, call.output<float>(0));
                finishImages(call, tile);
            });
    }

private:
    /// The images whose last position stands in the tile.
    void finishImages(const KernelCall& call, const Tile& tile) const
    {
        const Index first = tile.first / m_perImage;
        const Index count = (tile.first + tile.count) / m_perImage - first;
        const Index pixels = e().height * e().width;
        m_epilogue.apply(call.output<float>(0) + first * pixels * e().channels, count * pixels, e().channels,
                         e().channels);
    }

    void clear(const KernelCall& call, const ConvPiece& piece) const
    {
        const Index pixels = e().height * e().width;
        const Index begin = piece.first / m_perImage * pixels * e().channels;
        const Index count = piece.count / m_perImage * pixels * e().channels;
        float* const to = call.output<float>(0) + begin;
        if (!m_hasBias)
            std::fill_n(to, count, 0.0F);
        for (Index i = 0; m_hasBias && i < count; i += e().channels)
            std::copy_n(call.input<float>(2), e().channels, to + i);
    }

    bool m_hasBias;
    Epilogue m_epilogue;
    Index m_perImage; ///< at least 1: a kernel that does not fit is refused
};

/// weight gradient = columns^T maps. A piece owns some of the columns, so that no two add to one number. The columns
/// are gathered transposed: a product with its first matrix stored transposed runs at half the speed for widths of 2^n.
class Conv2dWeightGradKernel : public ConvKernel {
public:
    Conv2dWeightGradKernel(const CpuContext& context, const Conv2dExtents& extents, bool isBf16)
        : ConvKernel(context, extents, isBf16, false)
    {
        const int pieces = piecesOf(e().window());
        for (int i = 0; i < pieces; ++i)
            addPiece(context,
                     {.first = 0,
                      .count = e().positions(),
                      .span = {e().window() * i / pieces, e().window() * (i + 1) / pieces},
                      .products = {}},
                     [&](Index tile, Index width) {
                         return ProductSpec{.m = width, .n = e().maps, .k = tile, .accumulates = true};
                     });
    }

protected:
    void execute(const KernelCall& call) override
    {
        forTiles(
            call,
            [&](const ConvPiece& piece) {
                std::fill(call.output<float>(0) + piece.span.begin * e().maps,
                          call.output<float>(0) + piece.span.end * e().maps, 0.0F);
            },
            [&](const Tile& tile) {
                columns().gatherTransposed(call.input<float>(0), tile.first, tile.count, tile.piece.span, tile.columns);
                tile.product.run(team(), {.a = columnOperand(tile),
                                          .b = mapOperand(tile, call.input<float>(1)),
                                          .c = call.output<float>(0) + tile.piece.span.begin * e().maps,
                                          .scratch = tile.scratch});
            });
    }
};

/// Any of the three, by oneDNN's own convolution.
class DirectKernel : public CpuKernel {
public:
    DirectKernel(const CpuContext& context, std::unique_ptr<DirectConvolution> convolution, ConvolutionResult result,
                 bool hasBias, Epilogue epilogue)
        : CpuKernel(context)
        , m_convolution(std::move(convolution))
        , m_result(result)
        , m_hasBias(hasBias)
        , m_epilogue(std::move(epilogue))
    {
    }
    std::size_t scratchBytes() const override { return m_convolution->scratchBytes(); }

protected:
    void execute(const KernelCall& call) override
    {
        const bool makesWeight = m_result == ConvolutionResult::Weight;
        const bool makesImages = m_result == ConvolutionResult::Images;
        m_convolution->run(team(),
                           {.images = makesImages ? nullptr : call.input<float>(0),
                            .weight = makesWeight ? nullptr : call.input<float>(1),
                            .maps = makesImages   ? call.input<float>(0)
                                    : makesWeight ? call.input<float>(1)
                                                  : nullptr,
                            .result = call.output<float>(0),
                            .scratch = call.scratch,
                            .bias = m_hasBias ? call.input<float>(2) : nullptr},
                           m_epilogue);
    }

private:
    std::unique_ptr<DirectConvolution> m_convolution;
    ConvolutionResult m_result;
    bool m_hasBias;
    Epilogue m_epilogue;
};

/// Null where products over columns do: with bfloat16 always, where they are several times as fast with AMX as oneDNN's
/// gradients of convolutions.
std::unique_ptr<Kernel> makeDirect(const CpuContext& context, const Conv2dExtents& extents, ConvolutionResult result,
                                   bool hasBias, const Epilogue& epilogue)
{
    const KernelScope scope;
    auto convolution = DirectConvolution::tryMake(context.dnnl, extents, result, context.team.threads());
    if (!convolution)
        return nullptr;
    return std::make_unique<DirectKernel>(context, std::move(convolution), result, hasBias, epilogue);
}

Conv2dExtents extentsFor(const Node& node, const Shape& image, const Shape& weight)
{
    return conv2dExtents(image, weight,
                         {.stride = node.attributes.integer("stride"), .padding = node.attributes.integer("padding")});
}

std::unique_ptr<Kernel> makePlain(const CpuContext& context, const Graph& graph, const Node& node)
{
    return makeConvolution(context, graph, node, {});
}

std::unique_ptr<Kernel> makeConv2dWeightGrad(const CpuContext& context, const Graph& graph, const Node& node)
{
    const Conv2dExtents extents = extentsFor(node, inputShape(graph, node, 0), outputShape(graph, node));
    const bool isNarrow = context.multipliesBf16For(node);
    if (!isNarrow)
        if (auto direct = makeDirect(context, extents, ConvolutionResult::Weight, false, {}))
            return direct;
    return std::make_unique<Conv2dWeightGradKernel>(context, extents, isNarrow);
}

} // namespace

std::unique_ptr<Kernel> makeConvolution(const CpuContext& context, const Graph& graph, const Node& node,
                                        Epilogue epilogue)
{
    const bool hasBias = node.inputs.size() == 3;
    const bool isTransposed = node.op->name == "conv2d_transpose";
    const Shape& image = isTransposed ? outputShape(graph, node) : inputShape(graph, node, 0);
    const Conv2dExtents extents = extentsFor(node, image, inputShape(graph, node, 1));
    const ConvolutionResult result = isTransposed ? ConvolutionResult::Images : ConvolutionResult::Maps;
    const bool isNarrow = context.multipliesBf16For(node);
    if (!isNarrow)
        if (auto direct = makeDirect(context, extents, result, hasBias, epilogue))
            return direct;
    if (isTransposed)
        return std::make_unique<Conv2dTransposeKernel>(context, extents, isNarrow, hasBias, std::move(epilogue));
    return std::make_unique<Conv2dKernel>(context, extents, isNarrow, hasBias, std::move(epilogue));
}

void addConvolutionKernels(CpuTable& table)
{
    table.set("conv2d", makePlain);
    table.set("conv2d_transpose", makePlain);
    table.set("conv2d_weight_grad", makeConv2dWeightGrad);
}

} // namespace lb::engine::cpu
