#pragma once

#include "engine/backend/cpu/vector/kernels.h"

/// One namespace per instruction set, each filled by the same sources compiled with other flags.
#define LB_DECLARE_TABLES(isa)                                                                                         \
    namespace lb::engine::cpu::isa {                                                                                   \
    VectorKernels tables();                                                                                            \
    ElementwiseKernels elementwiseKernels();                                                                           \
    ReduceKernels reduceKernels();                                                                                     \
    RowKernels rowKernels();                                                                                           \
    LayerNormKernels layerNormKernels();                                                                               \
    BatchNormKernels batchNormKernels();                                                                               \
    RandomKernels randomKernels();                                                                                     \
    LstmKernels lstmKernels();                                                                                         \
    GruKernels gruKernels();                                                                                           \
    CrfKernels crfKernels();                                                                                           \
    DivergenceKernels divergenceKernels();                                                                             \
    MultilabelKernels multilabelKernels();                                                                             \
    NeighbourKernels neighbourKernels();                                                                               \
    UpdateKernels updateKernels();                                                                                     \
    PackedProductKernels packedProductKernels();                                                                       \
    FewRowsKernels fewRowsKernels();                                                                                   \
    LayoutKernels layoutKernels();                                                                                     \
    PoolingKernels poolingKernels();                                                                                   \
    AttentionKernels attentionKernels();                                                                               \
    }

LB_DECLARE_TABLES(baseline)
LB_DECLARE_TABLES(avx2)
LB_DECLARE_TABLES(avx512)
