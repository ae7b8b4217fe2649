#pragma once

#include "experiments/records/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace lb::experiments {

/// A table for people: columns as wide as their content, numbers to the right, no frames.
class TextTable {
public:
    /// A header that begins with '>' is right-aligned (the mark is not printed).
    explicit TextTable(const QStringList& header);
    void addRow(const QStringList& cells) { m_rows.append(cells); }
    bool isEmpty() const { return m_rows.isEmpty(); }
    /// Ends with a line break.
    QString text() const;

private:
    QStringList m_header;
    QList<bool> m_isRight;
    QList<QStringList> m_rows;
};

/// One JSON object on a line of stdout.
void printJson(const QJsonObject& json);
/// Text on stdout, as it is.
void printText(const QString& text);

/// The whole file or none of it; Io in a sentence for the user.
Result<void> writeFile(const QString& file, const QByteArray& bytes);

/// "6.78", "0.0262", "1.2e-05", "-" for a value that is not there (NaN).
QString shortNumber(double value);
/// "1:05", "2:10:00", "-" when negative.
QString clockTime(double seconds);

} // namespace lb::experiments
