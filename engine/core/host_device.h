#pragma once

/// Marks what kernels on a device call too; for the host's own compiler it is nothing.
#ifdef __CUDACC__
#define LB_HOST_DEVICE __host__ __device__
#else
#define LB_HOST_DEVICE
#endif
