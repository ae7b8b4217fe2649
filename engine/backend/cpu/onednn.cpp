#include "engine/backend/cpu/onednn_handles.h"
#include "engine/backend/cpu/vector/kernels.h"
#include "engine/backend/scratch.h"

#include <algorithm>

namespace lb::engine::cpu {

namespace {

const char* isaName()
{
    switch (dnnl_get_effective_cpu_isa()) {
    case dnnl_cpu_isa_sse41:
        return "sse4.1";
    case dnnl_cpu_isa_avx:
        return "avx";
    case dnnl_cpu_isa_avx2:
        return "avx2";
    case dnnl_cpu_isa_avx2_vnni:
        return "avx2-vnni";
    case dnnl_cpu_isa_avx512_mic:
    case dnnl_cpu_isa_avx512_mic_4ops:
    case dnnl_cpu_isa_avx512_core:
    case dnnl_cpu_isa_avx512_core_vnni:
        return "avx512";
    case dnnl_cpu_isa_avx512_core_bf16:
        return "avx512-bf16";
    case dnnl_cpu_isa_avx512_core_amx:
        return "avx512-amx";
    default:
        return "generic";
    }
}

} // namespace

OneDnn::OneDnn()
    : m_handles(std::make_unique<Handles>())
{
    m_handles->engine =
        make<EngineHandle>([](dnnl_engine_t* engine) { LB_DNNL(dnnl_engine_create(engine, dnnl_cpu, 0)); });
}

OneDnn::~OneDnn() = default;

bool OneDnn::hasBf16Products()
{
    return dnnl_get_effective_cpu_isa() == dnnl_cpu_isa_avx512_core_amx;
}

bool OneDnn::canMultiplyBf16()
{
    return dnnl_get_effective_cpu_isa() >= dnnl_cpu_isa_avx512_core_bf16;
}

std::string OneDnn::description()
{
    const dnnl_version_t* version = dnnl_version();
    return "oneDNN " + std::to_string(version->major) + "." + std::to_string(version->minor) + "." +
           std::to_string(version->patch) + ", " + isaName();
}

namespace {

/// Rows [0, m) and columns [0, n) of one piece, with the extents of the whole for the strides.
struct PieceExtents {
    std::int64_t batches = 0, m = 0, n = 0;
};

/// A [batches, rows, columns] part of matrices that are `lines` long between two of their contiguous runs.
dnnl_memory_desc_t matrixDescriptor(const dnnl_dims_t& dims, std::int64_t batchStride, std::int64_t line,
                                    bool isTransposed, dnnl_data_type_t type = dnnl_f32)
{
    dnnl_memory_desc_t result;
    const dnnl_dims_t strides{batchStride, isTransposed ? 1 : line, isTransposed ? line : 1};
    const int skipped = dims[0] == 1 ? 1 : 0; // plain matrices have the most implementations
    LB_DNNL(dnnl_memory_desc_init_by_strides(&result, 3 - skipped, dims + skipped, type, strides + skipped));
    return result;
}

AttributesHandle attributesFor(const ProductSpec& spec)
{
    AttributesHandle attributes = scratchAttributes();
    if (spec.accumulates) {
        const PostOpsHandle sum = make<PostOpsHandle>([](dnnl_post_ops_t* raw) { LB_DNNL(dnnl_post_ops_create(raw)); });
        LB_DNNL(dnnl_post_ops_append_sum(sum.get(), 1.0F));
        LB_DNNL(dnnl_primitive_attr_set_post_ops(attributes.get(), sum.get()));
    }
    return attributes;
}

} // namespace

struct ProductPiece {
    std::int64_t offsetA = 0, offsetB = 0, offsetC = 0, offsetBias = 0; ///< in numbers
    std::int64_t operandBytes = sizeof(float);                          ///< of a number of a or b
    PieceExtents extents;
    std::size_t offsetScratch = 0, scratchBytes = 0;
    std::size_t packedBytes = 0; ///< at the beginning of its scratch
    StreamHandle stream;
    PrimitiveHandle primitive;
    PrimitiveHandle packing; ///< null unless b is packed
    MemoryHandle a, b, c, bias, scratch;
    MemoryHandle plainB;
    /// Memory objects are bound to their argument numbers once; a run only changes addresses.
    std::array<dnnl_exec_arg_t, 5> arguments{};
    int argumentCount = 0;

    void prepare(dnnl_engine_t engine, const ProductSpec& spec, const PieceExtents& piece);
    void run(const ProductOperands& operands) const;

private:
    void bind(MemoryHandle& memory, dnnl_engine_t engine, const dnnl_memory_desc_t& type, int argument);
    void preparePacking(dnnl_engine_t engine, const dnnl_memory_desc_t& plain, const dnnl_memory_desc_t& packed);
};

void ProductPiece::bind(MemoryHandle& memory, dnnl_engine_t engine, const dnnl_memory_desc_t& type, int argument)
{
    memory = memoryWithoutAddress(engine, type);
    arguments[static_cast<std::size_t>(argumentCount++)] = {argument, memory.get()};
}

void ProductPiece::preparePacking(dnnl_engine_t engine, const dnnl_memory_desc_t& plain,
                                  const dnnl_memory_desc_t& packed)
{
    const AttributesHandle attributes = make<AttributesHandle>(
        [](dnnl_primitive_attr_t* raw) { LB_DNNL(dnnl_primitive_attr_create(raw)); }); // a reorder of plain data
    const DescriptorHandle descriptor = make<DescriptorHandle>([&](dnnl_primitive_desc_t* raw) {
        LB_DNNL(dnnl_reorder_primitive_desc_create(raw, &plain, engine, &packed, engine, attributes.get()));
    });
    packing =
        make<PrimitiveHandle>([&](dnnl_primitive_t* raw) { LB_DNNL(dnnl_primitive_create(raw, descriptor.get())); });
    plainB = memoryWithoutAddress(engine, plain);
    packedBytes = scratchAligned(dnnl_memory_desc_get_size(&packed));
}

void ProductPiece::prepare(dnnl_engine_t engine, const ProductSpec& spec, const PieceExtents& piece)
{
    const dnnl_data_type_t number = spec.isBf16 ? dnnl_bf16 : dnnl_f32;
    operandBytes = spec.isBf16 ? sizeof(std::uint16_t) : sizeof(float);
    const dnnl_memory_desc_t typeA = matrixDescriptor({piece.batches, piece.m, spec.k}, spec.m * spec.k,
                                                      spec.transposeA ? spec.m : spec.k, spec.transposeA, number);
    const dnnl_memory_desc_t plainTypeB = matrixDescriptor({piece.batches, spec.k, piece.n}, spec.k * spec.n,
                                                           spec.transposeB ? spec.k : spec.n, spec.transposeB, number);
    dnnl_memory_desc_t typeB = plainTypeB;
    if (spec.packsB)
        LB_DNNL(dnnl_memory_desc_init_by_tag(&typeB, plainTypeB.ndims, plainTypeB.dims, number, dnnl_format_tag_any));
    const dnnl_memory_desc_t typeC =
        matrixDescriptor({piece.batches, piece.m, piece.n}, spec.m * spec.n, spec.n, false);
    const dnnl_memory_desc_t typeBias = matrixDescriptor({1, 1, piece.n}, piece.n, piece.n, false);

    dnnl_matmul_desc_t operation;
    LB_DNNL(dnnl_matmul_desc_init(&operation, &typeA, &typeB, spec.hasBias ? &typeBias : nullptr, &typeC));
    const AttributesHandle attributes = attributesFor(spec);
    const DescriptorHandle descriptor = make<DescriptorHandle>([&](dnnl_primitive_desc_t* raw) {
        LB_DNNL(dnnl_primitive_desc_create(raw, &operation, attributes.get(), engine, nullptr));
    });
    primitive =
        make<PrimitiveHandle>([&](dnnl_primitive_t* raw) { LB_DNNL(dnnl_primitive_create(raw, descriptor.get())); });
    stream = makeStream(engine);
    if (spec.packsB) {
        typeB = *dnnl_primitive_desc_query_md(descriptor.get(), dnnl_query_weights_md, 0);
        preparePacking(engine, plainTypeB, typeB);
    }

    bind(a, engine, typeA, DNNL_ARG_SRC);
    bind(b, engine, typeB, DNNL_ARG_WEIGHTS);
    bind(c, engine, typeC, DNNL_ARG_DST);
    if (spec.hasBias)
        bind(bias, engine, typeBias, DNNL_ARG_BIAS);
    const dnnl_memory_desc_t* wanted = dnnl_primitive_desc_query_md(descriptor.get(), dnnl_query_scratchpad_md, 0);
    const std::size_t own = wanted ? dnnl_memory_desc_get_size(wanted) : 0;
    scratchBytes = packedBytes + own;
    if (own > 0)
        bind(scratch, engine, *wanted, DNNL_ARG_SCRATCHPAD);
}

void ProductPiece::run(const ProductOperands& operands) const
{
    // oneDNN takes all addresses as void*, but reads its inputs only.
    const auto operand = [&](const void* numbers, std::int64_t offset) {
        return const_cast<std::byte*>(static_cast<const std::byte*>(numbers) + offset * operandBytes);
    };
    LB_DNNL(dnnl_memory_set_data_handle(a.get(), operand(operands.a, offsetA)));
    std::byte* const own = operands.scratch + offsetScratch;
    if (packing) {
        LB_DNNL(dnnl_memory_set_data_handle(plainB.get(), operand(operands.b, offsetB)));
        LB_DNNL(dnnl_memory_set_data_handle(b.get(), own));
        const std::array<dnnl_exec_arg_t, 2> both{{{DNNL_ARG_FROM, plainB.get()}, {DNNL_ARG_TO, b.get()}}};
        LB_DNNL(dnnl_primitive_execute(packing.get(), stream.get(), static_cast<int>(both.size()), both.data()));
    } else {
        LB_DNNL(dnnl_memory_set_data_handle(b.get(), operand(operands.b, offsetB)));
    }
    LB_DNNL(dnnl_memory_set_data_handle(c.get(), operands.c + offsetC));
    if (bias)
        LB_DNNL(dnnl_memory_set_data_handle(bias.get(), const_cast<float*>(operands.bias + offsetBias)));
    if (scratch)
        LB_DNNL(dnnl_memory_set_data_handle(scratch.get(), own + packedBytes));
    LB_DNNL(dnnl_primitive_execute(primitive.get(), stream.get(), argumentCount, arguments.data()));
}

namespace {

/// Floating-point operations that take one thread some 5 us.
constexpr std::int64_t kFlopsPerPiece = 400'000;

std::int64_t cut(std::int64_t extent, int pieces, int piece, std::int64_t multiple)
{
    return piece == pieces ? extent : std::min(extent, extent * piece / pieces / multiple * multiple);
}

} // namespace

/// Such a product reads its second operand once, in order, and is done when memory is; oneDNN packs it first, which
/// takes twice as long for 2 to 4 rows.
bool Product::streamsB(const ProductSpec& spec)
{
    constexpr std::int64_t kLeastColumns = 64;
    return spec.batches == 1 && spec.m <= kFewRows && spec.n >= kLeastColumns && !spec.transposeA &&
           !spec.accumulates && !spec.isBf16;
}

Product::Product(const OneDnn& dnnl, const ProductSpec& spec, int threads)
    : m_spec(spec)
{
    const std::int64_t flops = 2 * spec.batches * spec.m * spec.n * spec.k;
    if (flops == 0)
        return;
    if (spec.hasBias && spec.batches != 1)
        throw EngineError(ErrorKind::Internal, "a product of several batches has no bias");
    const int wanted = static_cast<int>(std::clamp<std::int64_t>(flops / kFlopsPerPiece, 1, threads));
    const bool cutsBatches = spec.batches > 1;
    const bool cutsRows = !cutsBatches && !spec.packsB && spec.m >= spec.n; // packing is shared out by columns
    m_hasFewRows = streamsB(spec);                                          // and is cut by columns
    m_convertedA = spec.isBf16 && spec.convertsA ? spec.batches * spec.m * spec.k : 0;
    m_convertedB = spec.isBf16 && spec.convertsB ? spec.batches * spec.k * spec.n : 0;
    m_scratchBytes = bf16Bytes(m_convertedA) + bf16Bytes(m_convertedB);
    for (int i = 0; i < wanted; ++i) {
        const std::int64_t extent = cutsBatches ? spec.batches : cutsRows ? spec.m : spec.n;
        const std::int64_t multiple = cutsBatches ? 1 : cutsRows ? 4 : spec.packsB ? 64 : 16;
        const std::int64_t begin = cut(extent, wanted, i, multiple);
        const std::int64_t count = cut(extent, wanted, i + 1, multiple) - begin;
        if (count == 0)
            continue;
        ProductPiece piece;
        PieceExtents size{spec.batches, spec.m, spec.n};
        if (cutsBatches) {
            size.batches = count;
            piece.offsetA = begin * spec.m * spec.k;
            piece.offsetB = begin * spec.k * spec.n;
            piece.offsetC = begin * spec.m * spec.n;
        } else if (cutsRows) {
            size.m = count;
            piece.offsetA = begin * (spec.transposeA ? 1 : spec.k);
            piece.offsetC = begin * spec.n;
        } else {
            size.n = count;
            piece.offsetB = begin * (spec.transposeB ? spec.k : 1);
            piece.offsetC = begin;
            piece.offsetBias = begin;
        }
        piece.extents = size;
        if (!m_hasFewRows)
            piece.prepare(dnnl.m_handles->engine.get(), spec, size);
        piece.offsetScratch = m_scratchBytes;
        m_scratchBytes += scratchAligned(piece.scratchBytes);
        m_pieces.push_back(std::move(piece));
    }
}

Product::~Product() = default;
Product::Product(Product&&) noexcept = default;
Product& Product::operator=(Product&&) noexcept = default;

std::size_t bf16Bytes(std::int64_t count)
{
    return scratchAligned(static_cast<std::size_t>(count) * sizeof(std::uint16_t));
}

void convertToBf16(ThreadTeam& team, const float* from, std::byte* to, std::int64_t count)
{
    auto* const numbers = reinterpret_cast<std::uint16_t*>(to);
    forRange(team, count, kCheapGrain, [&](Index begin, Index end) {
        vectorKernels().layout.toBf16(from + begin, numbers + begin, end - begin);
    });
}

ProductOperands Product::converted(ThreadTeam& team, const ProductOperands& operands) const
{
    ProductOperands result = operands;
    std::byte* place = operands.scratch;
    const auto convert = [&](const void*& operand, std::int64_t count) {
        if (count == 0)
            return;
        convertToBf16(team, static_cast<const float*>(operand), place, count);
        operand = place;
        place += bf16Bytes(count);
    };
    convert(result.a, m_convertedA);
    convert(result.b, m_convertedB);
    return result;
}

void Product::run(ThreadTeam& team, const ProductOperands& given, const Epilogue& epilogue) const
{
    const ProductOperands operands = converted(team, given);
    if (!m_pieces.empty()) {
        team.run(static_cast<int>(m_pieces.size()), [&](int index) {
            const ProductPiece& piece = m_pieces[static_cast<std::size_t>(index)];
            if (m_hasFewRows)
                runFewRows(operands, piece.offsetC, piece.offsetC + piece.extents.n);
            else
                piece.run(operands);
            if (!epilogue.isEmpty())
                epilogue.apply(operands.c + piece.offsetC, piece.extents.batches * piece.extents.m, piece.extents.n,
                               m_spec.n);
        });
        return;
    }
    for (std::int64_t row = 0; row < m_spec.batches * m_spec.m && !m_spec.accumulates; ++row)
        for (std::int64_t column = 0; column < m_spec.n; ++column)
            operands.c[row * m_spec.n + column] = m_spec.hasBias ? operands.bias[column] : 0.0F;
    epilogue.apply(operands.c, m_spec.batches * m_spec.m, m_spec.n, m_spec.n);
}

void Product::runFewRows(const ProductOperands& operands, std::int64_t begin, std::int64_t end) const
{
    const FewRowsKernels& loops = vectorKernels().fewRows;
    const FewRowsProduct product{static_cast<const float*>(operands.a),
                                 operands.b,
                                 m_spec.hasBias ? operands.bias : nullptr,
                                 operands.c,
                                 m_spec.k,
                                 m_spec.n};
    const auto& loop = m_spec.isBStored ? (m_spec.transposeB ? loops.bf16Transposed : loops.bf16Columns)
                                        : (m_spec.transposeB ? loops.transposed : loops.columns);
    loop[m_spec.m - 1](product, begin, end);
}

} // namespace lb::engine::cpu
