#pragma once

#include <QString>
#include <QStringList>

namespace lb::widgets {

/// The kinds of RunEvent that a plot can mark, in the order of a menu.
QStringList markableEventKinds();
/// Those that are marked until a user chooses otherwise: what a reader of the curves must know.
QStringList eventKindsShownAtFirst();
/// "not a number" for "non-finite": the translated word; the kind itself when it is not known.
QString eventKindWord(const QString& kind);
/// Drawn in the warning colour.
bool isWarningEvent(const QString& kind);

} // namespace lb::widgets
