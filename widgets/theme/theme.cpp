#include "widgets/theme/theme.h"

#include "widgets/theme/themed_icon.h"

#include <QApplication>
#include <QFile>
#include <QMetaEnum>
#include <QPalette>
#include <QStyleFactory>
#include <QToolTip>
#include <QWidget>

#include <algorithm>
#include <utility>

// Q_INIT_RESOURCE must stand outside any namespace. A static library's resources are dropped without it.
static void initResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace lb::widgets {

namespace {

// Qt falls back to 9 pt where the desktop names no font; the design starts from 9.75 pt (13 px).
constexpr double kSmallestBasePoints = 9.75;

double scaleOf(TextSize size)
{
    switch (size) {
    case TextSize::Small:
        return 0.92;
    case TextSize::Tiny:
        return 0.85;
    case TextSize::PageTitle:
        return 1.15;
    case TextSize::ProductName:
        return 1.7;
    case TextSize::Body:
        break;
    }
    return 1.0;
}

// The names that resources/themes/controls.qss uses.
constexpr std::pair<const char*, ColorRole> kSheetNames[]{
    {"@window", ColorRole::Window},
    {"@base", ColorRole::Base},
    {"@alternate", ColorRole::Alternate},
    {"@tableHeader", ColorRole::TableHeader},
    {"@buttonBorder", ColorRole::ButtonBorder},
    {"@button", ColorRole::Button},
    {"@hover", ColorRole::Hover},
    {"@border", ColorRole::Border},
    {"@softBorder", ColorRole::SoftBorder},
    {"@text", ColorRole::Text},
    {"@muted", ColorRole::Muted},
    {"@disabled", ColorRole::Disabled},
    {"@accentEdge", ColorRole::AccentEdge},
    {"@accent", ColorRole::Accent},
    {"@onAccent", ColorRole::OnAccent},
    {"@focus", ColorRole::Focus},
    {"@selection", ColorRole::Selection},
    {"@link", ColorRole::Link},
    {"@successText", ColorRole::SuccessText},
    {"@successFill", ColorRole::SuccessFill},
    {"@successEdge", ColorRole::SuccessEdge},
    {"@warningText", ColorRole::WarningText},
    {"@warningFill", ColorRole::WarningFill},
    {"@warningEdge", ColorRole::WarningEdge},
    {"@errorText", ColorRole::ErrorText},
    {"@errorFill", ColorRole::ErrorFill},
    {"@errorEdge", ColorRole::ErrorEdge},
    {"@infoText", ColorRole::InfoText},
    {"@infoFill", ColorRole::InfoFill},
    {"@infoEdge", ColorRole::InfoEdge},
};

QPalette paletteFor(ThemeMode mode)
{
    const auto c = [mode](ColorRole role) { return roleColor(role, mode); };
    QPalette palette;
    palette.setColor(QPalette::Window, c(ColorRole::Window));
    palette.setColor(QPalette::WindowText, c(ColorRole::Text));
    palette.setColor(QPalette::Base, c(ColorRole::Base));
    palette.setColor(QPalette::AlternateBase, c(ColorRole::Alternate));
    palette.setColor(QPalette::Text, c(ColorRole::Text));
    palette.setColor(QPalette::PlaceholderText, c(ColorRole::Muted));
    palette.setColor(QPalette::Button, c(ColorRole::Button));
    palette.setColor(QPalette::ButtonText, c(ColorRole::Text));
    palette.setColor(QPalette::BrightText, c(ColorRole::OnAccent));
    palette.setColor(QPalette::Highlight, c(ColorRole::Selection));
    palette.setColor(QPalette::HighlightedText, c(ColorRole::Text));
    palette.setColor(QPalette::Link, c(ColorRole::Link));
    palette.setColor(QPalette::LinkVisited, c(ColorRole::Link));
    palette.setColor(QPalette::ToolTipBase, c(ColorRole::Base));
    palette.setColor(QPalette::ToolTipText, c(ColorRole::Text));
    palette.setColor(QPalette::Light, c(ColorRole::Base));
    palette.setColor(QPalette::Midlight, c(ColorRole::SoftBorder));
    palette.setColor(QPalette::Mid, c(ColorRole::Border));
    palette.setColor(QPalette::Dark, c(ColorRole::ButtonBorder));
    palette.setColor(QPalette::Shadow, c(ColorRole::ButtonBorder));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c(ColorRole::Disabled));
    return palette;
}

} // namespace

Theme::Theme(ThemeMode mode, QObject* parent)
    : QObject(parent)
    , m_mode(mode)
    , m_baseFont(QApplication::font())
{
    initResources();
    m_baseFont.setPointSizeF(std::max(m_baseFont.pointSizeF(), kSmallestBasePoints));
}

void Theme::setMode(ThemeMode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    if (m_application)
        restyle();
    emit changed();
}

void Theme::apply(QApplication& application)
{
    m_application = &application;
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setFont(m_baseFont);
    restyle();
}

void Theme::restyle()
{
    QApplication::setPalette(paletteFor(m_mode));
    QToolTip::setPalette(paletteFor(m_mode));
    m_application->setStyleSheet(styleSheet());
    for (QWidget* widget : QApplication::topLevelWidgets())
        widget->update();
}

QString Theme::styleSheet() const
{
    QFile file(QStringLiteral(":/themes/controls.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    // Longest names first: @button must not eat the start of @buttonBorder.
    QList<std::pair<QString, ColorRole>> names;
    for (const auto& [name, role] : kSheetNames)
        names.append({QLatin1String(name), role});
    std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    for (const auto& [name, role] : std::as_const(names))
        sheet.replace(name, color(role).name());
    sheet.replace(QStringLiteral("@mode"), isDark() ? QStringLiteral("dark") : QStringLiteral("light"));
    const auto points = [this](TextSize size) {
        return QString::number(m_baseFont.pointSizeF() * scaleOf(size), 'f', 2) + QStringLiteral("pt");
    };
    sheet.replace(QStringLiteral("$small"), points(TextSize::Small));
    sheet.replace(QStringLiteral("$tiny"), points(TextSize::Tiny));
    return sheet;
}

QPen Theme::runPen(const QString& latentKind, qint64 seed, double width) const
{
    QPen pen(familyColor(latentKind), width);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::BevelJoin);
    if (const QList<qreal> dash = seedDash(seed); !dash.isEmpty())
        pen.setDashPattern(dash);
    return pen;
}

QIcon Theme::icon(const QString& name, ColorRole role) const
{
    return QIcon(new ThemedIcon(this, name, role));
}

QPixmap Theme::pixmap(const QString& name, ColorRole role, int size, double devicePixelRatio) const
{
    QPixmap pixmap = iconPixmap(name, color(role), qRound(size * devicePixelRatio), size);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

QFont Theme::font(TextSize size, bool semibold) const
{
    QFont font = m_baseFont;
    font.setPointSizeF(m_baseFont.pointSizeF() * scaleOf(size));
    if (semibold)
        font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace lb::widgets
