# What both builds of the backend compile: nvcc's, and the one for the host in tests/support/cuda_on_host.
set(LB_CUDA_KERNELS adafactor.cu attention.cu attention_grad.cu attention_step.cu convolution.cu copies.cu crf.cu divergence.cu
    elementwise.cu elementwise_gradient.cu few_rows.cu gru.cu index.cu layer_norm.cu layout.cu linear.cu loss.cu
    multilabel.cu neighbours.cu norm.cu optimizer.cu output_loss.cu pooling.cu random.cu recurrent.cu reduce.cu
    sampling.cu softmax.cu talking_heads.cu)
set(LB_CUDA_HOST_CODE context.cpp cuda_backend.cpp entry.cpp products.cpp upload.cpp)
list(TRANSFORM LB_CUDA_KERNELS PREPEND ${CMAKE_CURRENT_LIST_DIR}/)
list(TRANSFORM LB_CUDA_HOST_CODE PREPEND ${CMAKE_CURRENT_LIST_DIR}/)
# All that the library shows of itself.
set(LB_CUDA_EXPORTS ${CMAKE_CURRENT_LIST_DIR}/exports.map)
