#include "engine/io/atomic_file.h"
#include "tests/engine/failing_files.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lb::engine;
using namespace lb::tests;

namespace fs = std::filesystem;

namespace {

const std::string kOld = "the old content";

/// Three pieces, the middle one empty, the last larger than a page.
struct NewContent {
    std::string first = "head", second, third = std::string(10'000, 'x');
    std::string whole() const { return first + second + third; }
    std::vector<std::span<const std::byte>> pieces() const
    {
        return {std::as_bytes(std::span(first)), std::as_bytes(std::span(second)), std::as_bytes(std::span(third))};
    }
};

/// A folder with a finished file in it.
struct Place {
    QTemporaryDir dir;
    fs::path folder = dir.path().toStdString();
    fs::path file = folder / "model.safetensors";
    NewContent content;

    Place() { writePlainly(file, kOld); }
    Result<void> write(FileCalls& files) const { return writeAtomically(file, content.pieces(), files); }
    /// Names in the folder apart from the file's.
    std::vector<std::string> others() const
    {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder))
            if (entry.path() != file)
                names.push_back(entry.path().filename().string());
        return names;
    }
};

bool names(const std::string& text, const std::string& word)
{
    return text.find(word) != std::string::npos;
}

} // namespace

class TestAtomicFile : public QObject {
    Q_OBJECT
private slots:
    void replacesTheFileAndLeavesNothingBeside()
    {
        const Place place;
        SystemFiles files;
        QVERIFY(place.write(files).has_value());
        QCOMPARE(readPlainly(place.file), place.content.whole());
        QVERIFY(place.others().empty());
    }

    void modeFollowsTheUmask()
    {
        const Place place;
        SystemFiles files;
        const mode_t before = ::umask(027);
        const bool isWritten = place.write(files).has_value();
        ::umask(before);
        QVERIFY(isWritten);
        struct stat status {};
        QCOMPARE(::stat(place.file.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0640U);
    }

    void roomIsReservedBeforeTheFirstByteAndTheFolderSyncedLast()
    {
        const Place place;
        FailingFiles files; // fails nothing, keeps a list
        QVERIFY(place.write(files).has_value());
        QCOMPARE(files.calls, (std::vector<std::string>{"open", "open", "allocate", "write", "write", "sync", "close",
                                                        "rename", "sync", "close"}));
    }

    void failureAtAnyCallKeepsTheOldFile_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<bool>("isForGood");
        QTest::newRow("disk full once") << ENOSPC << false;
        QTest::newRow("disk full from then on") << ENOSPC << true;
        QTest::newRow("I/O error once") << EIO << false;
        QTest::newRow("I/O error from then on") << EIO << true;
        QTest::newRow("refused once") << EACCES << false;
    }
    void failureAtAnyCallKeepsTheOldFile()
    {
        QFETCH(int, error);
        QFETCH(bool, isForGood);
        for (int position = 0; position < 9; ++position) { // the tenth is the close of the folder, which cannot matter
            const Place place;
            FailingFiles files;
            files.failFrom(position, error, isForGood);
            const Result<void> written = place.write(files);
            QVERIFY(files.hasFired());
            QVERIFY(!written);
            QVERIFY2(names(written.error().detail, place.file.string()), written.error().detail.c_str());
            const bool isRenamed = position == 8; // the sync of the folder: the new file is there, whole
            QCOMPARE(readPlainly(place.file), isRenamed ? place.content.whole() : kOld);
            if (!isForGood)
                QVERIFY(place.others().empty());
            QVERIFY(removeAbandonedParts(place.folder).has_value()); // what a broken unlink left
            QVERIFY(place.others().empty());
        }
    }

    void everyFailureSaysWhatAndWhy_data()
    {
        QTest::addColumn<int>("position");
        QTest::addColumn<int>("error");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("folder") << 0 << EACCES << QByteArray("opening the folder failed: Permission denied");
        QTest::newRow("no folder") << 0 << ENOENT << QByteArray("the folder it should go to does not exist");
        QTest::newRow("part") << 1 << EROFS << QByteArray("making a file in the folder failed: Read-only file system");
        QTest::newRow("room") << 2 << ENOSPC << QByteArray("10004 bytes are needed and ");
        QTest::newRow("write") << 4 << ENOSPC << QByteArray("Free some space and save again.");
        QTest::newRow("quota") << 3 << EDQUOT << QByteArray("Disk quota exceeded");
        QTest::newRow("fsync") << 5 << EIO << QByteArray("bringing the data to the disk (fsync) failed: Input/output");
        QTest::newRow("close") << 6 << EIO << QByteArray("closing the file failed");
        QTest::newRow("rename") << 7 << EPERM << QByteArray("renaming the finished file failed");
        QTest::newRow("folder fsync") << 8 << EIO << QByteArray("the file is complete, but");
    }
    void everyFailureSaysWhatAndWhy()
    {
        QFETCH(int, position);
        QFETCH(int, error);
        QFETCH(QByteArray, words);
        const Place place;
        FailingFiles files;
        files.failFrom(position, error, false);
        const Result<void> written = place.write(files);
        QVERIFY(!written);
        QVERIFY(written.error().kind == (error == ENOENT ? ErrorKind::NotFound : ErrorKind::Io));
        QVERIFY2(names(written.error().detail, words.toStdString()), written.error().detail.c_str());
    }

    void refusalOfAFullVolumeComesBeforeByteOne()
    {
        const Place place;
        FailingFiles files;
        files.failFrom(2, ENOSPC, false);
        QVERIFY(!place.write(files));
        QCOMPARE(std::count(files.calls.begin(), files.calls.end(), "write"), 0);
    }

    void fsyncIsNeverRepeated()
    {
        for (const int error : {EIO, EINTR}) {
            const Place place;
            FailingFiles files;
            files.failFrom(5, error, false);
            QVERIFY(!place.write(files));
            QCOMPARE(std::count(files.calls.begin(), files.calls.end(), "sync"), 1);
        }
    }

    void fileSystemsWithoutReservationOrFolderSyncWork()
    {
        for (const auto& [position, error] : {std::pair{2, EOPNOTSUPP}, std::pair{2, EINVAL}, std::pair{8, EINVAL}}) {
            const Place place;
            FailingFiles files;
            files.failFrom(position, error, false);
            QVERIFY(place.write(files).has_value());
            QCOMPARE(readPlainly(place.file), place.content.whole());
        }
    }

    void shortWritesAndInterruptionsChangeNoByte()
    {
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            const Place place;
            ShortWritingFiles files(seed);
            QVERIFY(place.write(files).has_value());
            QCOMPARE(readPlainly(place.file), place.content.whole());
        }
    }

    void killAtAnyCallLeavesTheOldFileOrTheNewOne()
    {
        for (int position = 0; position < 10; ++position) {
            const Place place;
            const pid_t child = ::fork();
            if (child == 0) {
                FailingFiles files;
                files.killAt(position);
                static_cast<void>(place.write(files));
                ::_exit(1); // never reached
            }
            int status = 0;
            QCOMPARE(::waitpid(child, &status, 0), child);
            QCOMPARE(WEXITSTATUS(status), FailingFiles::kKilled);
            QCOMPARE(readPlainly(place.file), position < 8 ? kOld : place.content.whole());
            QCOMPARE(place.others().size(), position >= 2 && position < 8 ? std::size_t{1} : std::size_t{0});
            QCOMPARE(removeAbandonedParts(place.folder).value(), static_cast<int>(position >= 2 && position < 8));
            QVERIFY(place.others().empty());
        }
    }

    void partOfAnotherWriterIsNotTouched()
    {
        const Place place;
        const fs::path other = place.file.string() + "." + std::to_string(::getpid()) + "-0.part";
        writePlainly(other, "somebody else's");
        SystemFiles files;
        QVERIFY(place.write(files).has_value());
        QCOMPARE(readPlainly(other), std::string("somebody else's"));
    }

    void onlyPartsAreCleanedUp()
    {
        const Place place;
        const std::vector<std::string> kept{"a.part",         "b.12-.part", "c.-1.part",
                                            "d.1-2.part.txt", ".1-2.part",  "e12-3.part"};
        for (const std::string& name : kept)
            writePlainly(place.folder / name, "x");
        fs::create_directory(place.folder / "folder.1-2.part");
        fs::create_symlink(place.file, place.folder / "link.1-2.part");
        writePlainly(place.folder / "model.safetensors.123-4.part", "x");
        QCOMPARE(removeAbandonedParts(place.folder).value(), 1);
        QCOMPARE(place.others().size(), kept.size() + 2);
        QVERIFY(!removeAbandonedParts(place.folder / "nowhere"));
    }

    void relativeNamesGoToTheCurrentFolder()
    {
        const Place place;
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(place.dir.path()));
        SystemFiles files;
        const Result<void> written = writeAtomically("plain", place.content.pieces(), files);
        QVERIFY(QDir::setCurrent(before));
        QVERIFY(written.has_value());
        QCOMPARE(readPlainly(place.folder / "plain"), place.content.whole());
    }

    void folderUnderTheNameIsNotReplaced()
    {
        const Place place;
        fs::create_directory(place.folder / "taken");
        SystemFiles files;
        QVERIFY(!writeAtomically(place.folder / "taken", place.content.pieces(), files));
        QVERIFY(fs::is_directory(place.folder / "taken"));
        QCOMPARE(place.others().size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(TestAtomicFile)
#include "tst_atomic_file.moc"
