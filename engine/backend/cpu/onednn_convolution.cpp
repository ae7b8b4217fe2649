#include "engine/backend/cpu/onednn_convolution.h"

#include "engine/backend/cpu/onednn_handles.h"
#include "engine/backend/scratch.h"

#include <algorithm>
#include <string_view>

namespace lb::engine::cpu {

namespace {

/// Floats of a result that a thread makes at a time: half of a second-level cache, so that what follows finds them
/// there.
constexpr std::int64_t kChunkFloats = 131'072;
/// Channels in a vector of AVX-512.
constexpr std::int64_t kVector = 16;
/// Positions in a row of maps that oneDNN's code takes at a time: with less its registers stay empty.
constexpr std::int64_t kLeastWidth = 8;

struct Descriptors {
    dnnl_memory_desc_t images, weight, maps;
};

Descriptors descriptorsFor(const Conv2dExtents& e, std::int64_t images)
{
    Descriptors types;
    const dnnl_dims_t imageDims{images, e.channels, e.height, e.width};
    const dnnl_dims_t weightDims{e.maps, e.channels, e.kernelHeight, e.kernelWidth};
    const dnnl_dims_t mapDims{images, e.maps, e.outHeight, e.outWidth};
    LB_DNNL(dnnl_memory_desc_init_by_tag(&types.images, 4, imageDims, dnnl_f32, dnnl_nhwc));
    LB_DNNL(dnnl_memory_desc_init_by_tag(&types.weight, 4, weightDims, dnnl_f32, dnnl_format_tag_any));
    LB_DNNL(dnnl_memory_desc_init_by_tag(&types.maps, 4, mapDims, dnnl_f32, dnnl_nhwc));
    return types;
}

/// Null when oneDNN has nothing for it.
DescriptorHandle describe(dnnl_engine_t engine, const Conv2dExtents& e, ConvolutionResult result, std::int64_t images)
{
    const Descriptors types = descriptorsFor(e, images);
    const dnnl_dims_t strides{e.stride, e.stride};
    const dnnl_dims_t padding{e.padding, e.padding};
    const AttributesHandle attributes = scratchAttributes();
    const auto create = [&](const auto& operation, const_dnnl_primitive_desc_t hint) {
        dnnl_primitive_desc_t raw = nullptr;
        const dnnl_status_t status = dnnl_primitive_desc_create(&raw, &operation, attributes.get(), engine, hint);
        if (status != dnnl_unimplemented)
            check(status, "dnnl_primitive_desc_create(convolution)");
        return DescriptorHandle(raw);
    };
    dnnl_convolution_desc_t operation;
    LB_DNNL(dnnl_convolution_forward_desc_init(&operation, dnnl_forward_training, dnnl_convolution_direct,
                                               &types.images, &types.weight, nullptr, &types.maps, strides, padding,
                                               padding));
    DescriptorHandle forward = create(operation, nullptr);
    if (!forward || result == ConvolutionResult::Maps)
        return forward;
    if (result == ConvolutionResult::Images)
        LB_DNNL(dnnl_convolution_backward_data_desc_init(&operation, dnnl_convolution_direct, &types.images,
                                                         &types.weight, &types.maps, strides, padding, padding));
    else
        LB_DNNL(dnnl_convolution_backward_weights_desc_init(&operation, dnnl_convolution_direct, &types.images,
                                                            &types.weight, nullptr, &types.maps, strides, padding,
                                                            padding));
    return create(operation, forward.get());
}

/// oneDNN's code for these very shapes, not for any.
bool isSpecial(const DescriptorHandle& descriptor)
{
    const char* text = "";
    LB_DNNL(dnnl_primitive_desc_query(descriptor.get(), dnnl_query_impl_info_str, 0, &text));
    const std::string_view name(text);
    return name.find("ref") == std::string_view::npos && name.find("gemm") == std::string_view::npos;
}

} // namespace

/// A primitive for some images of a piece, run `repeats` times for as many groups of them.
struct DirectConvolution::Part {
    std::int64_t images = 0, repeats = 0;
    StreamHandle stream;
    PrimitiveHandle primitive, reorder;
    MemoryHandle imageMemory, weightMemory, mapMemory, plainWeight, scratch, reorderScratch;
    std::array<dnnl_exec_arg_t, 4> arguments{};
    std::array<dnnl_exec_arg_t, 3> reorderArguments{};
    int argumentCount = 0, reorderArgumentCount = 0;
    /// Of the piece's scratch: weights as the primitive wants them, plain ones, what the primitives need.
    std::size_t weightAt = 0, plainAt = 0, scratchAt = 0, scratchBytes = 0;

    void prepare(dnnl_engine_t engine, const Conv2dExtents& e, ConvolutionResult result,
                 const DescriptorHandle& descriptor);
    void moveWeights() const
    {
        LB_DNNL(dnnl_primitive_execute(reorder.get(), stream.get(), reorderArgumentCount, reorderArguments.data()));
    }
};

struct DirectConvolution::Piece {
    std::int64_t first = 0, count = 0; ///< images
    std::size_t offsetScratch = 0;
    std::vector<Part> parts;
};

void DirectConvolution::Part::prepare(dnnl_engine_t engine, const Conv2dExtents& e, ConvolutionResult result,
                                      const DescriptorHandle& descriptor)
{
    const bool makesWeight = result == ConvolutionResult::Weight;
    const auto typeOf = [&](dnnl_query_t query) { return *dnnl_primitive_desc_query_md(descriptor.get(), query, 0); };
    const Descriptors types = descriptorsFor(e, images);
    const dnnl_memory_desc_t packed = typeOf(makesWeight ? dnnl_query_diff_weights_md : dnnl_query_weights_md);
    dnnl_memory_desc_t plain;
    LB_DNNL(dnnl_memory_desc_init_by_tag(&plain, 4, packed.dims, dnnl_f32, dnnl_hwio));
    stream = makeStream(engine);
    primitive =
        make<PrimitiveHandle>([&](dnnl_primitive_t* raw) { LB_DNNL(dnnl_primitive_create(raw, descriptor.get())); });

    const auto bind = [&](auto& list, int& count, MemoryHandle& memory, const dnnl_memory_desc_t& type, int argument) {
        if (!memory)
            memory = memoryWithoutAddress(engine, type);
        list[static_cast<std::size_t>(count++)] = {argument, memory.get()};
    };
    const bool makesImages = result == ConvolutionResult::Images;
    bind(arguments, argumentCount, imageMemory, types.images, makesImages ? DNNL_ARG_DIFF_SRC : DNNL_ARG_SRC);
    bind(arguments, argumentCount, weightMemory, packed, makesWeight ? DNNL_ARG_DIFF_WEIGHTS : DNNL_ARG_WEIGHTS);
    bind(arguments, argumentCount, mapMemory, types.maps,
         result == ConvolutionResult::Maps ? DNNL_ARG_DST : DNNL_ARG_DIFF_DST);

    const DescriptorHandle moving = make<DescriptorHandle>([&](dnnl_primitive_desc_t* raw) {
        LB_DNNL(dnnl_reorder_primitive_desc_create(raw, makesWeight ? &packed : &plain, engine,
                                                   makesWeight ? &plain : &packed, engine, scratchAttributes().get()));
    });
    reorder = make<PrimitiveHandle>([&](dnnl_primitive_t* raw) { LB_DNNL(dnnl_primitive_create(raw, moving.get())); });
    bind(reorderArguments, reorderArgumentCount, plainWeight, plain, makesWeight ? DNNL_ARG_TO : DNNL_ARG_FROM);
    bind(reorderArguments, reorderArgumentCount, weightMemory, packed, makesWeight ? DNNL_ARG_FROM : DNNL_ARG_TO);

    const std::size_t packedBytes = scratchAligned(dnnl_memory_desc_get_size(&packed));
    plainAt = packedBytes;
    scratchAt = plainAt + (makesWeight ? scratchAligned(dnnl_memory_desc_get_size(&plain)) : 0);
    scratchBytes = scratchAt;
    const auto bindScratch = [&](const DescriptorHandle& of, auto& list, int& count, MemoryHandle& memory) {
        const dnnl_memory_desc_t* wanted = dnnl_primitive_desc_query_md(of.get(), dnnl_query_scratchpad_md, 0);
        const std::size_t bytes = wanted ? dnnl_memory_desc_get_size(wanted) : 0;
        if (bytes > 0)
            bind(list, count, memory, *wanted, DNNL_ARG_SCRATCHPAD);
        scratchBytes = std::max(scratchBytes, scratchAt + scratchAligned(bytes));
    };
    bindScratch(descriptor, arguments, argumentCount, scratch);
    bindScratch(moving, reorderArguments, reorderArgumentCount, reorderScratch);
}

DirectConvolution::DirectConvolution(const Conv2dExtents& extents, ConvolutionResult result)
    : m_e(extents)
    , m_result(result)
{
}
DirectConvolution::~DirectConvolution() = default;

std::unique_ptr<DirectConvolution> DirectConvolution::tryMake(const OneDnn& dnnl, const Conv2dExtents& e,
                                                              ConvolutionResult result, int threads)
{
    const bool fits = e.batch > 0 && e.batch >= threads && e.channels > 0 && e.channels % kVector == 0 && e.maps > 0 &&
                      e.maps % kVector == 0 && e.outWidth >= kLeastWidth;
    if (!fits)
        return nullptr;
    const DescriptorHandle descriptor = describe(dnnl.m_handles->engine.get(), e, result, e.batch);
    if (!descriptor || !isSpecial(descriptor))
        return nullptr;
    std::unique_ptr<DirectConvolution> made(new DirectConvolution(e, result));
    for (int i = 0; i < threads; ++i) {
        const std::int64_t first = e.batch * i / threads;
        made->m_pieces.push_back(made->makePiece(dnnl, first, e.batch * (i + 1) / threads - first));
    }
    return made;
}

DirectConvolution::Piece DirectConvolution::makePiece(const OneDnn& dnnl, std::int64_t first, std::int64_t count)
{
    Piece piece{.first = first, .count = count, .offsetScratch = m_scratchBytes, .parts = {}};
    std::int64_t chunk = count; // a gradient of weights is a sum over images, made in one go
    if (m_result != ConvolutionResult::Weight) {
        const std::int64_t perImage = m_result == ConvolutionResult::Maps ? m_e.outHeight * m_e.outWidth * m_e.maps
                                                                          : m_e.height * m_e.width * m_e.channels;
        chunk = std::clamp<std::int64_t>(kChunkFloats / perImage, 1, count);
    }
    std::size_t bytes = 0;
    const auto addPart = [&](std::int64_t images, std::int64_t repeats) {
        if (images * repeats == 0)
            return;
        Part part;
        part.images = images;
        part.repeats = repeats;
        const dnnl_engine_t engine = dnnl.m_handles->engine.get();
        const DescriptorHandle descriptor = describe(engine, m_e, m_result, images);
        if (!descriptor)
            throw EngineError(ErrorKind::Internal, "oneDNN convolves a batch but not a part of it");
        part.prepare(engine, m_e, m_result, descriptor);
        bytes = std::max(bytes, part.scratchBytes);
        piece.parts.push_back(std::move(part));
    };
    addPart(chunk, count / chunk);
    addPart(count % chunk, 1);
    m_scratchBytes += bytes;
    return piece;
}

void DirectConvolution::run(ThreadTeam& team, const Operands& operands, const Epilogue& epilogue) const
{
    team.run(static_cast<int>(m_pieces.size()), [&](int index) {
        const Piece& piece = m_pieces[static_cast<std::size_t>(index)];
        Operands own = operands;
        own.scratch += piece.offsetScratch;
        std::int64_t first = piece.first;
        for (const Part& part : piece.parts) {
            runPart(part, own, first, epilogue);
            first += part.images * part.repeats;
        }
    });
    if (m_result == ConvolutionResult::Weight && m_pieces.size() > 1)
        addPartialWeights(team, operands);
}

void DirectConvolution::runPart(const Part& part, const Operands& operands, std::int64_t firstImage,
                                const Epilogue& epilogue) const
{
    // oneDNN takes all addresses as void*, but writes its results only.
    const auto address = [](const MemoryHandle& memory, const void* at) {
        if (memory)
            LB_DNNL(dnnl_memory_set_data_handle(memory.get(), const_cast<void*>(at)));
    };
    const bool makesWeight = m_result == ConvolutionResult::Weight;
    const bool isOnly = makesWeight && m_pieces.size() == 1;
    address(part.weightMemory, operands.scratch + part.weightAt);
    address(part.scratch, operands.scratch + part.scratchAt);
    address(part.reorderScratch, operands.scratch + part.scratchAt);
    address(part.plainWeight, !makesWeight ? static_cast<const void*>(operands.weight)
                              : isOnly     ? static_cast<const void*>(operands.result)
                                           : operands.scratch + part.plainAt);
    if (!makesWeight)
        part.moveWeights();
    const std::int64_t imageFloats = m_e.height * m_e.width * m_e.channels;
    const std::int64_t mapFloats = m_e.outHeight * m_e.outWidth * m_e.maps;
    const bool makesImages = m_result == ConvolutionResult::Images;
    const float* const images = makesImages ? operands.result : operands.images;
    const float* const maps = m_result == ConvolutionResult::Maps ? operands.result : operands.maps;
    const std::int64_t channels = makesImages ? m_e.channels : m_e.maps;
    const std::int64_t rows = part.images * (makesImages ? m_e.height * m_e.width : m_e.outHeight * m_e.outWidth);
    const auto add = vectorKernels().layout.add;
    for (std::int64_t i = 0; i < part.repeats; ++i) {
        const std::int64_t first = firstImage + i * part.images;
        address(part.imageMemory, images + first * imageFloats);
        address(part.mapMemory, maps + first * mapFloats);
        LB_DNNL(
            dnnl_primitive_execute(part.primitive.get(), part.stream.get(), part.argumentCount, part.arguments.data()));
        if (makesWeight)
            continue;
        float* const made = operands.result + first * (makesImages ? imageFloats : mapFloats);
        for (std::int64_t row = 0; operands.bias && row < rows; ++row)
            add(operands.bias, made + row * channels, channels);
        epilogue.apply(made, rows, channels, channels);
    }
    if (makesWeight)
        part.moveWeights();
}

/// In the order of the pieces, so that the sum depends on their number only.
void DirectConvolution::addPartialWeights(ThreadTeam& team, const Operands& operands) const
{
    const auto add = vectorKernels().layout.add;
    const auto partial = [&](std::size_t piece) {
        return reinterpret_cast<const float*>(operands.scratch + m_pieces[piece].offsetScratch +
                                              m_pieces[piece].parts.front().plainAt);
    };
    forRange(team, m_e.window() * m_e.maps, kCheapGrain, [&](Index begin, Index end) {
        std::copy(partial(0) + begin, partial(0) + end, operands.result + begin);
        for (std::size_t i = 1; i < m_pieces.size(); ++i)
            add(partial(i) + begin, operands.result + begin, end - begin);
    });
}

} // namespace lb::engine::cpu
