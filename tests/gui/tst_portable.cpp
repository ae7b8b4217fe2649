// The portable archive's folder, made from this build's programs: it starts in a root that has glibc and nothing else.
#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

namespace {

constexpr int kPatienceMs = 240'000;

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

struct Output {
    int code = -1;
    QString text;
};

Output run(const QString& program, const QStringList& words)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, words);
    process.waitForFinished(kPatienceMs);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAll())};
}

/// What glibc consists of: all that the archive takes from the system.
const QStringList kSystem{word("/lib64/ld-linux-x86-64.so.2"),           word("/lib/x86_64-linux-gnu/libc.so.6"),
                          word("/lib/x86_64-linux-gnu/libm.so.6"),       word("/lib/x86_64-linux-gnu/libdl.so.2"),
                          word("/lib/x86_64-linux-gnu/libpthread.so.0"), word("/lib/x86_64-linux-gnu/librt.so.1"),
                          word("/lib/x86_64-linux-gnu/libresolv.so.2"),  word("/usr/lib/locale/C.utf8/LC_CTYPE")};

} // namespace

class TestPortable : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_root;

    /// A program of the folder, as root of a name space of its own, without a network.
    Output inside(const QStringList& words)
    {
        QStringList all{word("--user"), word("--map-root-user"), word("--mount"),
                        word("--net"),  word("/bin/sh"),         word("-c")};
        QStringList quoted;
        for (const QString& one : words)
            quoted.append(QLatin1Char('\'') + one + QLatin1Char('\''));
        all.append(
            QStringLiteral("mount -t tmpfs none '%1/tmp' && mkdir -p '%1/dev' && touch '%1/dev/null' '%1/dev/urandom'"
                           " && mount --bind /dev/null '%1/dev/null' && mount --bind /dev/urandom '%1/dev/urandom'"
                           " && mount --rbind /proc '%1/proc'"
                           " && exec env -i HOME=/tmp LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen /usr/sbin/chroot '%1' %2")
                .arg(m_root, quoted.join(QLatin1Char(' '))));
        return run(word("unshare"), all);
    }

private slots:
    void initTestCase()
    {
        if (QSysInfo::currentCpuArchitecture() != word("x86_64"))
            QSKIP("The list of glibc's files below is of x86_64.");
        const Output made = run(word("cmake"), {word("-D"), word("BUILD=" LB_BUILD_DIR), word("-D"),
                                                word("OUT=") + m_folder.path(), word("-D"), word("PACK=OFF"),
                                                word("-P"), word(LB_SOURCE_DIR "/installer/portable.cmake")});
        QVERIFY2(made.code == 0, qPrintable(made.text));
        const QStringList folders = QDir(m_folder.path()).entryList({word("latentbench-*")}, QDir::Dirs);
        QCOMPARE(folders.size(), 1);
        m_root = m_folder.filePath(folders.first());
        for (const QString& file : kSystem) {
            const QString copy = m_root + file;
            QVERIFY(QDir().mkpath(QFileInfo(copy).path()));
            QVERIFY2(QFile::copy(file, copy) || !QFile::exists(file), qPrintable(file));
        }
        for (const char* folder : {"/tmp", "/proc", "/dev"})
            QVERIFY(QDir().mkpath(m_root + word(folder)));
        if (inside({word("/bin/latentbench-cli"), word("--version")}).text.contains(word("unshare")))
            QSKIP("This system allows no name space to a user: the folder was made, and not started.");
    }

    void theCommandLineStarts()
    {
        const Output version = inside({word("/bin/latentbench-cli"), word("--version")});
        QVERIFY2(version.code == 0 && version.text.contains(word(LB_VERSION)), qPrintable(version.text));
        const Output doctor = inside({word("/bin/latentbench-worker"), word("devices")});
        QVERIFY2(doctor.code == 0 && doctor.text.contains(word("cpu")), qPrintable(doctor.text));
    }

    void theDemosDataIsInIt()
    {
        const Output checked = inside({word("/bin/latentbench-cli"), word("doctor")});
        QVERIFY2(checked.code == 0, qPrintable(checked.text));
        static const QRegularExpression good(word("^(fashion-mnist|wordnet-glosses|tang-poems) +ok"),
                                             QRegularExpression::MultilineOption);
        QCOMPARE(checked.text.count(good), 3);
        const Output trained = inside({word("/bin/latentbench-cli"), word("--project"), word("/tmp/project"),
                                       word("train"), word("--preset"), word("vae-images"), word("--name"),
                                       word("first"), word("--set"), word("train.epochs=1"), word("data.limit=512")});
        QVERIFY2(trained.code == 0, qPrintable(trained.text));
    }

    void theWindowDrawsItself()
    {
        const QString file = m_root + word("/window.png");
        const Output shot = inside({word("/bin/latentbench"), word("--project"), word("/tmp/project"), word("--size"),
                                    word("1200x800"), word("--screenshot"), word("/window.png")});
        QVERIFY2(shot.code == 0, qPrintable(shot.text));
        const QImage window(file);
        QCOMPARE(window.size(), QSize(1200, 800));
    }
};

QTEST_GUILESS_MAIN(TestPortable)
#include "tst_portable.moc"
