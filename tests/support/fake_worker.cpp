#include "tests/support/fake_training.h"

#include "experiments/records/frame.h"

#include <QCoreApplication>
#include <QLocalSocket>
#include <QThread>

#include <cstdio>
#include <cstdlib>
#include <thread>

#include <unistd.h>

using namespace lb::experiments;

namespace {

/// When the program that started us dies, however it dies, our standard input ends.
void endWithStandardInput()
{
    std::thread([] {
        char byte = 0;
        while (::read(STDIN_FILENO, &byte, 1) > 0) {}
        std::_Exit(0);
    }).detach();
}

/// "echo" answers with the message, "work" tells its progress first, "fail" answers with an error, "crash" dies,
/// "garbage" sends bytes that are no frame, "hang" never answers.
void answer(QLocalSocket& socket, const QCborMap& message)
{
    const auto reply = [&](const QCborMap& map) {
        socket.write(encodeFrame(map).value());
        socket.waitForBytesWritten();
    };
    const QString what = message.value(QStringLiteral("what")).toString();
    if (what == QLatin1String("crash"))
        std::abort();
    if (what == QLatin1String("hang"))
        for (;;)
            QThread::sleep(1);
    if (what == QLatin1String("fail"))
        return reply(errorMessage({ErrorKind::NotFound, QStringLiteral("There is no checkpoint.")}));
    if (what == QLatin1String("garbage")) {
        socket.write("\xff\xff\xff\xff");
        socket.waitForBytesWritten();
        return;
    }
    for (int i = 1; what == QLatin1String("work") && i <= 3; ++i)
        reply(progressMessage({.done = i, .total = 3, .phase = QStringLiteral("working")}));
    reply(message);
}

int serve(const QString& socketName)
{
    endWithStandardInput();
    QLocalSocket socket;
    socket.connectToServer(socketName);
    if (!socket.waitForConnected())
        return 1;
    FrameDecoder decoder;
    while (socket.waitForReadyRead(-1)) {
        decoder.feed(socket.readAll());
        for (auto message = decoder.next().value(); message; message = decoder.next().value())
            answer(socket, *message);
    }
    return 0;
}

/// The lines of LATENTBENCH_FAKE_DEVICES, "hang" to say nothing, or a computer without a driver.
int printDevices()
{
    const QByteArray given = qgetenv("LATENTBENCH_FAKE_DEVICES");
    while (given == "hang")
        QThread::sleep(1);
    std::puts(given.isEmpty() ? "{\"id\":\"cpu\",\"threads\":2}\n{\"id\":\"cuda\",\"unavailable\":\"no GPU is used, "
                                "because there is no NVIDIA driver\",\"reason\":\"no-driver\"}"
                              : given.constData());
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() >= 3 && arguments[1] == QLatin1String("train")) {
        const RunFolder folder(arguments[2]);
        return lb::tests::FakeTraining(folder, lb::tests::FakeBehaviour::read(folder)).run();
    }
    if (arguments.size() == 3 && arguments[1] == QLatin1String("serve"))
        return serve(arguments[2]);
    if (arguments.size() == 2 && arguments[1] == QLatin1String("devices"))
        return printDevices();
    std::fprintf(stderr, "usage: latentbench-fake-worker train FOLDER | serve SOCKET | devices\n");
    return 2;
}
