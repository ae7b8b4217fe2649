#pragma once

#include "engine/graph/op.h"

#include <vector>

/// The ops of each family, gathered by allOps() in catalogue.cpp. Private to engine/ops.
namespace lb::engine {

std::vector<const OpDef*> attentionOps();
std::vector<const OpDef*> convolutionOps();
std::vector<const OpDef*> crfOps();
std::vector<const OpDef*> divergenceOps();
std::vector<const OpDef*> elementwiseOps();
std::vector<const OpDef*> gruOps();
std::vector<const OpDef*> indexOps();
std::vector<const OpDef*> layoutOps();
std::vector<const OpDef*> linearOps();
std::vector<const OpDef*> lossOps();
std::vector<const OpDef*> multilabelOps();
std::vector<const OpDef*> neighbourOps();
std::vector<const OpDef*> normOps();
std::vector<const OpDef*> outputLossOps();
std::vector<const OpDef*> poolingOps();
std::vector<const OpDef*> randomOps();
std::vector<const OpDef*> recurrentOps();
std::vector<const OpDef*> reduceOps();
std::vector<const OpDef*> samplingOps();
std::vector<const OpDef*> softmaxOps();

} // namespace lb::engine
