#pragma once

#include "widgets/figures/figure_spec.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <optional>

namespace lb::gui {

/// One figure that was sent to the report: curves, which are drawn anew from the project's points, a picture as it was,
/// or lines of text.
struct ReportItem {
    QString id; ///< empty: not in a report yet
    QString title;
    QString caption;  ///< of the user
    QStringList uids; ///< of the runs it shows
    std::optional<widgets::FigureSpec> figure{};
    QByteArray png{}; ///< a picture
    QString text{};
    QString source{}; ///< a command that makes it again; mostly empty
    bool operator==(const ReportItem&) const = default;
};

/// Without the pictures, which are kept apart: they are large and never change.
QByteArray reportItemsText(const QList<ReportItem>& items);
/// Corrupt for what is no such text. Items with a picture come without it.
experiments::Result<QList<ReportItem>> reportItemsFrom(const QByteArray& text);

/// The project's settings that hold them.
inline const QString kReportItems = QStringLiteral("report.items");
QString reportPictureKey(const QString& id);

} // namespace lb::gui
