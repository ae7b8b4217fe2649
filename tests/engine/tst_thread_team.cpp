#include "engine/backend/cpu/thread_team.h"
#include "engine/backend/cpu/threads.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <atomic>
#include <stdexcept>
#include <vector>

using namespace lb::engine::cpu;

class TestThreadTeam : public QObject {
    Q_OBJECT
private slots:
    void everyPieceRunsOnce_data()
    {
        QTest::addColumn<int>("threads");
        for (const int threads : {1, 2, 3, 7})
            QTest::addRow("%d threads", threads) << threads;
    }
    void everyPieceRunsOnce()
    {
        QFETCH(int, threads);
        ThreadTeam team(threads);
        std::array<int, 8> runs{};
        for (int job = 0; job < 5000; ++job) {
            const int pieces = 1 + job % threads;
            runs.fill(0);
            team.run(pieces, [&](int piece) { ++runs[static_cast<std::size_t>(piece)]; });
            for (int piece = 0; piece < 8; ++piece)
                QCOMPARE(runs[static_cast<std::size_t>(piece)], piece < pieces ? 1 : 0);
        }
    }

    void resultsOfAJobAreSeenByTheNext()
    {
        ThreadTeam team(4);
        constexpr std::size_t kCount = 4096;
        std::vector<int> from(kCount, 0);
        std::vector<int> to(kCount, 0);
        for (int job = 0; job < 2000; ++job) {
            forRange(team, Index{kCount}, 16, [&](Index begin, Index end) {
                for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i)
                    to[i] = from[kCount - 1 - i] + 1; // most of these another thread wrote
            });
            from.swap(to);
        }
        QVERIFY(std::all_of(from.begin(), from.end(), [](int number) { return number == 2000; }));
    }

    void helpersThatSleptAreWoken()
    {
        ThreadTeam team(2);
        for (int job = 0; job < 20; ++job) {
            std::atomic<int> arrived{0};
            // Each piece waits for the other one, so that the caller cannot do both.
            team.run(2, [&](int) {
                ++arrived;
                while (arrived.load() < 2)
                    std::this_thread::yield();
            });
            QCOMPARE(arrived.load(), 2);
            while (!team.isAsleep())
                std::this_thread::yield();
        }
    }

    void anExceptionOfAPieceReachesTheCaller()
    {
        ThreadTeam team(3);
        const auto throwing = [&](int wanted) {
            team.run(3, [&](int piece) {
                if (piece == wanted)
                    throw std::runtime_error("piece");
            });
        };
        for (int wanted = 0; wanted < 3; ++wanted)
            QVERIFY_EXCEPTION_THROWN(throwing(wanted), std::runtime_error);
        std::atomic<int> runs{0};
        team.run(3, [&](int) { ++runs; });
        QCOMPARE(runs.load(), 3);
    }

    void piecesCoverTheRange()
    {
        for (const Index count : {1, 15, 16, 17, 1000, 100'003})
            for (const int pieces : {1, 2, 3, 8}) {
                QCOMPARE(pieceBegin(count, pieces, 0), Index{0});
                QCOMPARE(pieceBegin(count, pieces, pieces), count);
                for (int piece = 0; piece < pieces; ++piece)
                    QVERIFY(pieceBegin(count, pieces, piece) <= pieceBegin(count, pieces, piece + 1));
            }
    }
};

QTEST_APPLESS_MAIN(TestThreadTeam)
#include "tst_thread_team.moc"
