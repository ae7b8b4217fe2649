#include "experiments/cli/output.h"

#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace lb::experiments {

TextTable::TextTable(const QStringList& header)
{
    for (const QString& title : header) {
        const bool isRight = title.startsWith(QLatin1Char('>'));
        m_isRight.append(isRight);
        m_header.append(isRight ? title.mid(1) : title);
    }
}

QString TextTable::text() const
{
    QList<qsizetype> widths;
    for (qsizetype column = 0; column < m_header.size(); ++column) {
        qsizetype width = m_header[column].size();
        for (const QStringList& row : m_rows)
            width = std::max(width, row.value(column).size());
        widths.append(width);
    }
    QString result;
    const auto addLine = [&](const QStringList& cells) {
        QString line;
        for (qsizetype column = 0; column < m_header.size(); ++column) {
            const QString cell = cells.value(column);
            line += m_isRight[column] ? cell.rightJustified(widths[column]) : cell.leftJustified(widths[column]);
            line += QStringLiteral("  ");
        }
        while (line.endsWith(QLatin1Char(' ')))
            line.chop(1);
        result += line + QLatin1Char('\n');
    };
    addLine(m_header);
    for (const QStringList& row : m_rows)
        addLine(row);
    return result;
}

void printJson(const QJsonObject& json)
{
    std::printf("%s\n", QJsonDocument(json).toJson(QJsonDocument::Compact).constData());
}

void printText(const QString& text)
{
    std::fputs(text.toUtf8().constData(), stdout);
}

Result<void> writeFile(const QString& file, const QByteArray& bytes)
{
    QSaveFile out(file);
    if (out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size() && out.commit())
        return {};
    return fail(ErrorKind::Io,
                QStringLiteral("'%1' cannot be written: %2. Choose another file.").arg(file, out.errorString()));
}

QString shortNumber(double value)
{
    if (std::isnan(value))
        return QStringLiteral("-");
    if (value == std::floor(value) && std::abs(value) < 1e6)
        return QString::number(value, 'f', 0);
    const double size = std::abs(value);
    if (size < 1e-3 || size >= 1e6)
        return QString::number(value, 'e', 1);
    constexpr int kDigits = 3;
    const int whole = std::max(0, static_cast<int>(std::floor(std::log10(size))));
    return QString::number(value, 'f', size < 0.1 ? kDigits + 1 : std::max(1, kDigits - whole));
}

QString clockTime(double seconds)
{
    if (seconds < 0 || !std::isfinite(seconds))
        return QStringLiteral("-");
    const auto total = static_cast<qint64>(std::llround(seconds));
    constexpr qint64 kMinute = 60;
    constexpr qint64 kHour = 3600;
    const QString tail = QStringLiteral("%1:%2");
    if (total >= kHour)
        return QStringLiteral("%1:%2:%3")
            .arg(total / kHour)
            .arg(total % kHour / kMinute, 2, 10, QLatin1Char('0'))
            .arg(total % kMinute, 2, 10, QLatin1Char('0'));
    return tail.arg(total / kMinute).arg(total % kMinute, 2, 10, QLatin1Char('0'));
}

} // namespace lb::experiments
