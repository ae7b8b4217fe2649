#pragma once

#include <QColor>
#include <QList>
#include <QString>

namespace lb::widgets {

enum class ThemeMode { Light, Dark };

/// What a colour is for. Code names the role, never the colour.
enum class ColorRole {
    Window,       ///< window, tool bar, dock titles, gaps between panels
    Base,         ///< tables, fields, plots, panels
    Alternate,    ///< group rows, docks
    TableHeader,  ///< header sections
    Button,       ///< buttons, combos, check boxes
    ButtonBorder, ///< their frames
    Hover,        ///< a control under the mouse
    Border,       ///< panel frames, dock edges
    SoftBorder,   ///< table lines, header underlines, grooves
    Text,         ///< body
    Muted,        ///< labels, units, second words
    Disabled,     ///< what cannot be used now
    Accent,       ///< the one filled button; never data
    AccentEdge,   ///< its frame, and that of checked boxes
    OnAccent,     ///< text on Accent
    Focus,        ///< focus ring, tab underline, progress
    Selection,    ///< selected rows, checked tool buttons
    Link,         ///< links
    SuccessText,  ///< running, finished, better
    SuccessFill,
    SuccessEdge,
    WarningText, ///< vanishing, paused, interrupted
    WarningFill, ///< also differing words
    WarningEdge,
    ErrorText, ///< failed, invalid, worse
    ErrorFill,
    ErrorEdge,
    InfoText, ///< coach bar, paused view, read-only
    InfoFill,
    InfoEdge,
    PlotGrid,
    PlotAxis,
    PlotTick, ///< tick labels
    PlotCrosshair,
    PlotReference, ///< marks that are neither a run's nor a warning
    Surprise,      ///< behind words that a model did not expect, at up to 70 % of its strength
};
inline constexpr int kColorRoleCount = static_cast<int>(ColorRole::Surprise) + 1;

/// Sizes relative to the system font P.
enum class TextSize {
    Body,        ///< P: menus, buttons, tabs, form labels
    Small,       ///< 0.92 P: tables, docks, panel headers, status bar
    Tiny,        ///< 0.85 P: ticks, chips, hints
    PageTitle,   ///< 1.15 P
    ProductName, ///< 1.7 P, on the start page only
};

QColor roleColor(ColorRole role, ThemeMode mode);
/// See Theme::familyColor.
QColor familyColor(const QString& latentKind, ThemeMode mode);
/// `index` counts from 0 and wraps at 10.
QColor classColor(int index, ThemeMode mode);
QColor sequentialColor(double t, ThemeMode mode);

/// Dash and gap lengths in pixels; empty: solid. Seeds count from 1; patterns repeat after 5.
QList<qreal> seedDash(qint64 seed);

/// Contrast ratio of two opaque colours, 1 to 21. Source: WCAG 2.1, relative luminance.
double contrastRatio(const QColor& a, const QColor& b);

} // namespace lb::widgets
