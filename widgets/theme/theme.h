#pragma once

#include "widgets/theme/color_role.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPen>
#include <QPixmap>

class QApplication;

namespace lb::widgets {

/// Colours, fonts and icons of the window, light or dark. One object, made by the owner of the application's long-lived
/// objects and passed by reference to every widget here. GUI thread only. Colours depend on the mode alone; widgets
/// that paint connect `changed` to their update().
class Theme : public QObject {
    Q_OBJECT
public:
    explicit Theme(ThemeMode mode = ThemeMode::Light, QObject* parent = nullptr);

    ThemeMode mode() const { return m_mode; }
    bool isDark() const { return m_mode == ThemeMode::Dark; }
    /// Repaints the application that `apply` was called for, recolours all icons made here, then emits `changed`.
    void setMode(ThemeMode mode);
    /// Fusion, palette, style sheet and font; and again at every `setMode`.
    void apply(QApplication& application);

    QColor color(ColorRole role) const { return roleColor(role, m_mode); }

    /// Hue of a latent kind ("vae", "bn-vae", "bn-split", "delta-vae", "vmf", "eae", "ae", "rae", "wae-mmd", ...); an
    /// unknown kind is grey.
    QColor familyColor(const QString& latentKind) const { return lb::widgets::familyColor(latentKind, m_mode); }
    /// A run's line: hue by family, dash by seed, 1 px wide in device-independent pixels.
    QPen runPen(const QString& latentKind, qint64 seed, double width = 1.0) const;
    QColor classColor(int index) const { return lb::widgets::classColor(index, m_mode); }
    /// t in [0, 1] (clamped); 0 is the background.
    QColor sequentialColor(double t) const { return lb::widgets::sequentialColor(t, m_mode); }

    /// resources/icons/NAME.svg in the colour of `role`; disabled states are greyer. The icon follows a theme switch.
    QIcon icon(const QString& name, ColorRole role = ColorRole::Text) const;
    QPixmap pixmap(const QString& name, ColorRole role, int size, double devicePixelRatio) const;

    /// Relative to the system's font.
    QFont font(TextSize size, bool semibold = false) const;

signals:
    void changed();

private:
    QString styleSheet() const;
    void restyle();

    ThemeMode m_mode;
    QApplication* m_application = nullptr;
    QFont m_baseFont;
};

} // namespace lb::widgets
