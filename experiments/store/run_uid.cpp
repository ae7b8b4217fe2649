#include "experiments/store/run_uid.h"

#include <QDateTime>
#include <QMutex>
#include <QRandomGenerator>

namespace lb::experiments {

namespace {

constexpr char kAlphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kTimeCharacters = 10;
constexpr int kRandomCharacters = 16;

struct UidSource {
    QMutex lastMutex;
    quint64 lastMs = 0;
    quint64 lastRandom = 0; ///< 60 of the 80 bits: counts up within a millisecond
};

void appendDigits(QString& text, quint64 value, int count)
{
    for (int i = count - 1; i >= 0; --i)
        text.append(QLatin1Char(kAlphabet[(value >> (5 * i)) & 31U]));
}

} // namespace

QString makeRunUid()
{
    static UidSource source; // process-wide on purpose: two stores of one process must not make equal ids
    const QMutexLocker locker(&source.lastMutex);
    const auto nowMs = static_cast<quint64>(QDateTime::currentMSecsSinceEpoch());
    constexpr quint64 kSixtyBits = (quint64(1) << 60) - 1;
    if (nowMs > source.lastMs) {
        source.lastMs = nowMs;
        source.lastRandom = QRandomGenerator::system()->generate64() & (kSixtyBits >> 1);
    } else {
        ++source.lastRandom;
    }
    QString uid;
    appendDigits(uid, source.lastMs, kTimeCharacters);
    appendDigits(uid, source.lastRandom, 12);
    appendDigits(uid, QRandomGenerator::system()->generate(), kRandomCharacters - 12);
    return uid;
}

bool isRunUid(const QString& text)
{
    if (text.size() != kTimeCharacters + kRandomCharacters)
        return false;
    for (const QChar c : text)
        if (!QLatin1String(kAlphabet).contains(c))
            return false;
    return true;
}

} // namespace lb::experiments
