#include "engine/ops/catalogue.h"

#include "engine/graph/graph.h"
#include "engine/ops/families.h"

namespace lb::engine {

std::vector<const OpDef*> allOps()
{
    std::vector<const OpDef*> result{&accumulateOp(), &copyOp()};
    for (const auto& family : {attentionOps(),  convolutionOps(), crfOps(),    divergenceOps(), elementwiseOps(),
                               gruOps(),        indexOps(),       layoutOps(), linearOps(),     lossOps(),
                               multilabelOps(), neighbourOps(),   normOps(),   outputLossOps(), poolingOps(),
                               randomOps(),     recurrentOps(),   reduceOps(), samplingOps(),   softmaxOps()})
        result.insert(result.end(), family.begin(), family.end());
    return result;
}

} // namespace lb::engine
