#pragma once

#include <memory>
#include <type_traits>

#include <cublasLt.h>
#include <cuda_runtime.h>

namespace lb::engine::cuda {

template <auto Destroy>
struct Destroyer {
    template <class T>
    void operator()(T* handle) const noexcept
    {
        Destroy(handle);
    }
};
template <class Handle, auto Destroy>
using Owned = std::unique_ptr<std::remove_pointer_t<Handle>, Destroyer<Destroy>>;

using StreamHandle = Owned<cudaStream_t, cudaStreamDestroy>;
using EventHandle = Owned<cudaEvent_t, cudaEventDestroy>;
using GraphHandle = Owned<cudaGraph_t, cudaGraphDestroy>;
using GraphExecHandle = Owned<cudaGraphExec_t, cudaGraphExecDestroy>;
using ProductsHandle = Owned<cublasLtHandle_t, cublasLtDestroy>;
using ProductDesc = Owned<cublasLtMatmulDesc_t, cublasLtMatmulDescDestroy>;
using MatrixLayout = Owned<cublasLtMatrixLayout_t, cublasLtMatrixLayoutDestroy>;
using ProductPreference = Owned<cublasLtMatmulPreference_t, cublasLtMatmulPreferenceDestroy>;

} // namespace lb::engine::cuda
