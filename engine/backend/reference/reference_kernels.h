#pragma once

#include "engine/backend/kernel.h"
#include "engine/backend/optimizer_kernels.h"

#include <memory>

namespace lb::engine {

/// Plain loops for every op: where a faster backend starts from.
KernelTable referenceKernels();
std::unique_ptr<OptimizerKernels> referenceOptimizerKernels();

namespace reference {

void addAttentionKernels(KernelTable& table);
void addConvolutionKernels(KernelTable& table);
void addCrfKernels(KernelTable& table);
void addDivergenceKernels(KernelTable& table);
void addElementwiseKernels(KernelTable& table);
void addGradientKernels(KernelTable& table); ///< of the elementwise ops
void addGruKernels(KernelTable& table);
void addIndexKernels(KernelTable& table);
void addLayoutKernels(KernelTable& table);
void addLinearKernels(KernelTable& table);
void addLossKernels(KernelTable& table);
void addMultilabelKernels(KernelTable& table);
void addNeighbourKernels(KernelTable& table);
void addNormKernels(KernelTable& table);
void addOutputLossKernels(KernelTable& table);
void addPoolingKernels(KernelTable& table);
void addRandomKernels(KernelTable& table);
void addRecurrentKernels(KernelTable& table);
void addReduceKernels(KernelTable& table);
void addSamplingKernels(KernelTable& table);
void addSoftmaxKernels(KernelTable& table);

} // namespace reference

} // namespace lb::engine
