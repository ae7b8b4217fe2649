#include "engine/backend/cpu/vector/isa_tables.h"

#define LB_TEXT_OF(name) #name
#define LB_TEXT(name) LB_TEXT_OF(name)

namespace lb::engine::cpu::LB_ISA {

VectorKernels tables()
{
    return {.isa = LB_TEXT(LB_ISA),
            .elementwise = elementwiseKernels(),
            .reduce = reduceKernels(),
            .rows = rowKernels(),
            .layerNorm = layerNormKernels(),
            .batchNorm = batchNormKernels(),
            .random = randomKernels(),
            .lstm = lstmKernels(),
            .gru = gruKernels(),
            .crf = crfKernels(),
            .divergence = divergenceKernels(),
            .multilabel = multilabelKernels(),
            .neighbours = neighbourKernels(),
            .update = updateKernels(),
            .layout = layoutKernels(),
            .packedProduct = packedProductKernels(),
            .fewRows = fewRowsKernels(),
            .pooling = poolingKernels(),
            .attention = attentionKernels()};
}

} // namespace lb::engine::cpu::LB_ISA
