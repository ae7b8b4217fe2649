#include "experiments/bench/workload_list.h"

#include <algorithm>

namespace lb::experiments {

const std::vector<Workload>& workloads()
{
    static const std::vector<Workload> all = [] {
        std::vector<Workload> result = imageWorkloads();
        for (auto& part : {textWorkloads(), writingWorkloads(), entropyWorkloads()})
            result.insert(result.end(), part.begin(), part.end());
        return result;
    }();
    return all;
}

const Workload* findWorkload(const std::string& id)
{
    const auto found =
        std::find_if(workloads().begin(), workloads().end(), [&](const Workload& work) { return work.id == id; });
    return found == workloads().end() ? nullptr : &*found;
}

} // namespace lb::experiments
