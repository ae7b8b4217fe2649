#include "experiments/store/zip_file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace lb::experiments {

namespace {

constexpr qint64 kPiece = 256 * 1024;

using Entry = std::unique_ptr<archive_entry, void (*)(archive_entry*)>;

QString partOf(const QString& file)
{
    return file + QStringLiteral(".part");
}

Error errorOf(archive* of, const QString& file)
{
    const char* words = archive_error_string(of);
    return {ErrorKind::Io,
            QStringLiteral("%1: %2.").arg(file, words ? QString::fromUtf8(words) : QStringLiteral("unknown failure"))};
}

bool isInside(const QString& name)
{
    return !name.isEmpty() && !name.startsWith(QLatin1Char('/')) && !name.contains(QLatin1Char('\\')) &&
           !name.contains(QLatin1Char(':')) && QDir::cleanPath(name) == name &&
           !name.startsWith(QLatin1String("../")) && name != QLatin1String("..");
}

} // namespace

ZipWriter::ZipWriter(QString file)
    : m_file(std::move(file))
    , m_archive(archive_write_new(), archive_write_free)
{
}

ZipWriter::~ZipWriter()
{
    m_archive.reset();
    QFile::remove(partOf(m_file)); // closed, it has another name
}

Error ZipWriter::error() const
{
    return errorOf(m_archive.get(), m_file);
}

Result<std::unique_ptr<ZipWriter>> ZipWriter::create(const QString& file)
{
    std::unique_ptr<ZipWriter> writer(new ZipWriter(file));
    archive* const to = writer->m_archive.get();
    if (archive_write_set_format_zip(to) != ARCHIVE_OK ||
        archive_write_set_format_option(to, "zip", "hdrcharset", "UTF-8") != ARCHIVE_OK ||
        archive_write_open_filename(to, QFile::encodeName(partOf(file)).constData()) != ARCHIVE_OK)
        return tl::unexpected(writer->error());
    return writer;
}

Result<void> ZipWriter::begin(const QString& name, qint64 size, bool isCompressed)
{
    const Entry entry(archive_entry_new(), archive_entry_free);
    archive_entry_set_pathname_utf8(entry.get(), name.toUtf8().constData());
    archive_entry_set_size(entry.get(), size);
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    if (isCompressed)
        archive_write_zip_set_compression_deflate(m_archive.get());
    else
        archive_write_zip_set_compression_store(m_archive.get());
    if (archive_write_header(m_archive.get(), entry.get()) != ARCHIVE_OK)
        return tl::unexpected(error());
    return {};
}

Result<void> ZipWriter::write(const char* bytes, qint64 size)
{
    while (size > 0) {
        const la_ssize_t written = archive_write_data(m_archive.get(), bytes, static_cast<std::size_t>(size));
        if (written <= 0)
            return tl::unexpected(error());
        bytes += written;
        size -= written;
    }
    return {};
}

Result<QByteArray> ZipWriter::add(const QString& name, const QString& fromFile, bool isCompressed,
                                  const Progress& progress)
{
    QFile file(fromFile);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, QStringLiteral("%1 cannot be read: %2.").arg(fromFile, file.errorString()));
    const qint64 size = file.size();
    qint64 left = size;
    if (const auto begun = begin(name, size, isCompressed); !begun)
        return tl::unexpected(begun.error());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QByteArray piece;
    while (left > 0) {
        piece = file.read(std::min(left, kPiece));
        if (piece.isEmpty())
            return fail(ErrorKind::Io, QStringLiteral("%1 became shorter while it was read.").arg(fromFile));
        hash.addData(piece);
        if (const auto written = write(piece.constData(), piece.size()); !written)
            return tl::unexpected(written.error());
        left -= piece.size();
        if (progress)
            if (const auto goesOn = progress(size - left); !goesOn)
                return tl::unexpected(goesOn.error());
    }
    return hash.result().toHex();
}

Result<void> ZipWriter::add(const QString& name, const QByteArray& bytes)
{
    if (const auto begun = begin(name, bytes.size(), true); !begun)
        return begun;
    return write(bytes.constData(), bytes.size());
}

Result<void> ZipWriter::close()
{
    if (archive_write_close(m_archive.get()) != ARCHIVE_OK)
        return tl::unexpected(error());
    QFile::remove(m_file);
    QFile part(partOf(m_file));
    if (!part.rename(m_file))
        return fail(ErrorKind::Io, QStringLiteral("%1 cannot be written: %2.").arg(m_file, part.errorString()));
    return {};
}

Result<void> readZip(const QString& file, const std::function<Result<ZipSink>(const QString& name)>& begin)
{
    if (!QFile::exists(file))
        return fail(ErrorKind::NotFound, QStringLiteral("There is no file %1.").arg(file));
    const std::unique_ptr<archive, int (*)(archive*)> from(archive_read_new(), archive_read_free);
    archive_read_support_format_zip(from.get());
    bool hasBegun = false;
    const auto damaged = [&] {
        const char* words = archive_error_string(from.get());
        return fail(
            ErrorKind::Corrupt,
            (hasBegun ? QStringLiteral("%1 is damaged (%2). Take another copy of it.")
                      : QStringLiteral("%1 is no packed project (%2). Choose a .zip that was exported from a project."))
                .arg(file, words ? QString::fromUtf8(words) : QStringLiteral("unknown failure")));
    };
    if (archive_read_open_filename(from.get(), QFile::encodeName(file).constData(), kPiece) != ARCHIVE_OK)
        return damaged();
    std::array<char, kPiece> piece{};
    for (;;) {
        archive_entry* entry = nullptr;
        const int next = archive_read_next_header(from.get(), &entry);
        if (next == ARCHIVE_EOF)
            return {};
        if (next != ARCHIVE_OK)
            return damaged();
        hasBegun = true;
        const char* words = archive_entry_pathname_utf8(entry);
        const QString name = QString::fromUtf8(words ? words : archive_entry_pathname(entry));
        if (archive_entry_filetype(entry) == AE_IFDIR)
            continue;
        if (archive_entry_filetype(entry) != AE_IFREG || !isInside(name))
            return fail(ErrorKind::Corrupt, QStringLiteral("%1 holds \"%2\", which no project has.").arg(file, name));
        const Result<ZipSink> sink = begin(name);
        if (!sink)
            return tl::unexpected(sink.error());
        for (;;) {
            const la_ssize_t size = archive_read_data(from.get(), piece.data(), piece.size());
            if (size < 0)
                return damaged();
            if (size == 0)
                break;
            if (const auto taken = (*sink)(piece.data(), size); !taken)
                return taken;
        }
    }
}

} // namespace lb::experiments
