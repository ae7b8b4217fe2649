#include "tests/support/cuda_on_host/device_work.h"
#include "tests/support/cuda_on_host/planted_bugs.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace lb::testing;

namespace {

/// Two arrays on the device, of which one is filled.
class DeviceArrays {
public:
    DeviceArrays()
    {
        void* x = nullptr;
        void* y = nullptr;
        cudaMalloc(&x, Arrays::kCount * sizeof(float));
        cudaMalloc(&y, Arrays::kCount * sizeof(float));
        std::vector<float> numbers(Arrays::kCount);
        for (std::size_t i = 0; i < numbers.size(); ++i)
            numbers[i] = static_cast<float>(i);
        cudaMemcpy(x, numbers.data(), numbers.size() * sizeof(float), cudaMemcpyHostToDevice);
        m_arrays = {static_cast<float*>(x), static_cast<float*>(y)};
    }
    ~DeviceArrays()
    {
        cudaFree(const_cast<float*>(m_arrays.x));
        cudaFree(m_arrays.y);
    }
    const Arrays& arrays() const { return m_arrays; }
    std::vector<float> result() const
    {
        std::vector<float> numbers(Arrays::kCount);
        cudaMemcpy(numbers.data(), m_arrays.y, numbers.size() * sizeof(float), cudaMemcpyDeviceToHost);
        return numbers;
    }

private:
    Arrays m_arrays;
};

using Run = cudaError_t (*)(const Arrays&, bool);

void verifyCaught(Run run, const char* words)
{
    const DeviceArrays arrays;
    QCOMPARE(run(arrays.arrays(), false), cudaSuccess);
    QCOMPARE(run(arrays.arrays(), true), cudaErrorLaunchFailure);
    const QString fault = QString::fromUtf8(cudaGetErrorString(cudaErrorLaunchFailure));
    QVERIFY2(fault.contains(QString::fromUtf8(words)), qPrintable(fault));
}

/// How often, of so many orders of the work, runStreams makes another number than without streams.
int wrongOrders(StreamBug bug)
{
    constexpr std::uint64_t kOrders = 32;
    int wrong = 0;
    for (std::uint64_t seed = 1; seed <= kOrders; ++seed) {
        const DeviceArrays arrays;
        cudaMemset(arrays.arrays().y, 0, Arrays::kCount * sizeof(float));
        lb::cuda_on_host::setSchedule(seed);
        wrong += runStreams(arrays.arrays(), bug) == cudaSuccess && arrays.result()[0] == 12.0F ? 0 : 1;
        lb::cuda_on_host::setSchedule(0);
    }
    return wrong;
}

} // namespace

Q_DECLARE_METATYPE(StreamBug)

/// Whether the host runtime runs kernels as a device does, and notices what would be wrong on one.
class CudaOnHostTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { lb::cuda_on_host::forgetFault(); }
    void aMissingBarrierIsCaught() { verifyCaught(runMissingBarrier, "no barrier stands between"); }
    void anOffByOneInTheTailIsCaught() { verifyCaught(runTail, "past the end of a block of 512 bytes"); }
    void uninitialisedSharedMemoryIsCaught() { verifyCaught(runUninitialised, "nothing was ever written there"); }
    void aWrongStrideIsCaught() { verifyCaught(runWrongStride, "another block of the same launch wrote or read it"); }
    void aMissingWaitBetweenStreamsIsCaught_data();
    void aMissingWaitBetweenStreamsIsCaught();
    void threadsOfABlockSeeEachOthersNumbers();
    void aTreeSumsABlock();
    void afterAFaultNothingRuns();
    void aLaunchThatNoDeviceTakesIsRefused();
    void aCapturedStreamRunsWhenItsGraphDoes();
    void memoryRunsOut();
};

void CudaOnHostTest::aMissingWaitBetweenStreamsIsCaught_data()
{
    QTest::addColumn<StreamBug>("bug");
    QTest::newRow("the host's before it changes numbers") << StreamBug::HostTooEarly;
    QTest::newRow("the upload's before it overwrites them") << StreamBug::UploadTooEarly;
    QTest::newRow("the kernel's before it reads them") << StreamBug::KernelTooEarly;
}

void CudaOnHostTest::aMissingWaitBetweenStreamsIsCaught()
{
    QFETCH(StreamBug, bug);
    QCOMPARE(wrongOrders(StreamBug::None), 0);
    QVERIFY(wrongOrders(bug) > 3);
}

void CudaOnHostTest::threadsOfABlockSeeEachOthersNumbers()
{
    const DeviceArrays arrays;
    QCOMPARE(runMissingBarrier(arrays.arrays(), false), cudaSuccess);
    const std::vector<float> y = arrays.result();
    QCOMPARE(y[1], 0.0F);
    QCOMPARE(y[127], 95.0F);
}

void CudaOnHostTest::aTreeSumsABlock()
{
    const DeviceArrays arrays;
    QCOMPARE(runUninitialised(arrays.arrays(), false), cudaSuccess);
    QCOMPARE(arrays.result()[0], 36.0F * 37.0F / 2.0F);
}

void CudaOnHostTest::afterAFaultNothingRuns()
{
    const DeviceArrays arrays;
    QCOMPARE(runTail(arrays.arrays(), true), cudaErrorLaunchFailure);
    QCOMPARE(runTail(arrays.arrays(), false), cudaErrorLaunchFailure);
    QCOMPARE(cudaGetLastError(), cudaErrorLaunchFailure);
}

void CudaOnHostTest::aLaunchThatNoDeviceTakesIsRefused()
{
    const cudaLaunchConfig_t tooWide{.gridDim = 1, .blockDim = 1056};
    QCOMPARE(lb::cuda_on_host::enqueue(tooWide, {}), cudaErrorInvalidConfiguration);
    const cudaLaunchConfig_t empty{.gridDim = 0, .blockDim = 32};
    QCOMPARE(lb::cuda_on_host::enqueue(empty, {}), cudaErrorInvalidConfiguration);
}

void CudaOnHostTest::aCapturedStreamRunsWhenItsGraphDoes()
{
    const DeviceArrays arrays;
    cudaStream_t stream = nullptr;
    cudaGraph_t graph = nullptr;
    cudaGraphExec_t exec = nullptr;
    QCOMPARE(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking), cudaSuccess);
    QCOMPARE(cudaMemset(arrays.arrays().y, 0, 4), cudaSuccess);
    QCOMPARE(cudaStreamBeginCapture(stream, cudaStreamCaptureModeThreadLocal), cudaSuccess);
    QCOMPARE(cudaMemsetAsync(arrays.arrays().y, 0xFF, 4, stream), cudaSuccess);
    QCOMPARE(cudaStreamSynchronize(stream), cudaErrorStreamCaptureUnsupported);
    QCOMPARE(cudaStreamEndCapture(stream, &graph), cudaSuccess);
    QCOMPARE(arrays.result()[0], 0.0F);
    QCOMPARE(cudaGraphInstantiate(&exec, graph, 0), cudaSuccess);
    QCOMPARE(cudaGraphLaunch(exec, stream), cudaSuccess);
    QVERIFY(arrays.result()[0] != arrays.result()[0]); // NaN
    cudaGraphExecDestroy(exec);
    cudaGraphDestroy(graph);
    cudaStreamDestroy(stream);
}

void CudaOnHostTest::memoryRunsOut()
{
    void* memory = nullptr;
    QCOMPARE(cudaMalloc(&memory, std::size_t{8} << 30), cudaErrorMemoryAllocation);
    QVERIFY(!memory);
}

QTEST_APPLESS_MAIN(CudaOnHostTest)
#include "tst_cuda_on_host.moc"
