#pragma once

#include <QKeySequence>
#include <QString>

#include <functional>

namespace lb::gui {

/// Something that one can find by typing, and do.
struct SearchEntry {
    QString id;     ///< stays the same between starts: by it what was chosen lately is known
    QString kind;   ///< "Command", "Run": shown behind the title, and found too
    QString title;  ///< "Dark theme"
    QString detail; ///< one sentence more, or a state; found too, but after titles
    QString keys;   ///< a shortcut, as the desktop writes it
    QString icon;   ///< name of an icon, may be empty
    bool isEnabled = true;
    std::function<void()> run;
};

} // namespace lb::gui
