#include "widgets/theme/color_role.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lb::widgets {

namespace {

struct Pair {
    QRgb light;
    QRgb dark;
    QRgb in(ThemeMode mode) const { return mode == ThemeMode::Dark ? dark : light; }
};

// In the order of ColorRole.
constexpr std::array<Pair, kColorRoleCount> kRoles{{
    {0xF0F1F3, 0x2B2D30}, // Window
    {0xFFFFFF, 0x1E1F22}, // Base
    {0xF7F8FA, 0x232428}, // Alternate
    {0xF3F4F6, 0x2B2D30}, // TableHeader
    {0xFCFCFD, 0x35373B}, // Button
    {0xABB1BA, 0x5E626A}, // ButtonBorder
    {0xE5E8ED, 0x393B40}, // Hover
    {0xC6CAD1, 0x45484E}, // Border
    {0xE0E3E8, 0x36383D}, // SoftBorder
    {0x1F2328, 0xDDE0E5}, // Text
    {0x5B6470, 0xA6ADB8}, // Muted
    {0xA0A7B1, 0x6C727B}, // Disabled
    {0x3D5AA8, 0x4A69B5}, // Accent
    {0x34508F, 0x5878C6}, // AccentEdge
    {0xFFFFFF, 0xFFFFFF}, // OnAccent
    {0x3D5AA8, 0x7F9AE6}, // Focus
    {0xDBE3F4, 0x2E3F66}, // Selection
    {0x2F4F9E, 0x8FAAEB}, // Link
    {0x26734D, 0x6CC79A}, // SuccessText
    {0xE9F5EE, 0x22332B}, // SuccessFill
    {0xA9D3BC, 0x3C6650}, // SuccessEdge
    {0x8A5A00, 0xE3B35A}, // WarningText
    {0xFFF6E0, 0x38301F}, // WarningFill
    {0xE2C577, 0x6E5A2C}, // WarningEdge
    {0xB3261E, 0xF2877D}, // ErrorText
    {0xFDEEEC, 0x3B2725}, // ErrorFill
    {0xE5AAA4, 0x7A4641}, // ErrorEdge
    {0x2F4F9E, 0x9DB4EC}, // InfoText
    {0xEDF1FA, 0x272E40}, // InfoFill
    {0xB9C6E4, 0x465782}, // InfoEdge
    {0xE8EAEE, 0x2E3034}, // PlotGrid
    {0x7A828D, 0x70767F}, // PlotAxis
    {0x4C5560, 0xAAB0BA}, // PlotTick
    {0x6B7480, 0x8B929C}, // PlotCrosshair
    {0x30363D, 0xC9CED6}, // PlotReference
    {0xE0A030, 0xB07A20}, // Surprise
}};

struct Family {
    const char* kind;
    Pair color;
};

constexpr Pair kUnknownFamily{0x70757C, 0xD3D6DA};
// bn-split is bn-vae moved by 15 L* (CIE Lab), away from the ground.
constexpr std::array<Family, 14> kFamilies{{
    {"vae", {0xC8500A, 0xE8813A}},
    {"gaussian", {0xC8500A, 0xE8813A}},
    {"bn-vae", {0x0A74C9, 0x74A6EC}},
    {"bn-split", {0x0050A0, 0x9FCFFF}},
    {"delta-vae", {0x6B4A2B, 0xC9A27A}},
    {"vmf", {0x0B7A75, 0x4FC9C2}},
    {"eae", {0x1C6440, 0x46D898}},
    {"ae", {0x70757C, 0xD3D6DA}},
    {"beta-vae", {0x7A6A33, 0xEFD253}},
    {"free-bits", {0x7A6A33, 0xEFD253}},
    {"rae", {0xA8238F, 0xDB86B6}},
    {"wae", {0x3F3AA6, 0xA274F6}},
    {"wae-mmd", {0x3F3AA6, 0xA274F6}},
    {"lm", {0x70757C, 0xD3D6DA}},
}};

constexpr std::array<Pair, 10> kClasses{{
    {0xCC6677, 0xE08A99},
    {0x332288, 0x8C80E0},
    {0x44AA99, 0x5CC4B2},
    {0x117733, 0x4FA36A},
    {0x88CCEE, 0x9AD6F2},
    {0xDDAA33, 0xE6C45C},
    {0xAA4499, 0xCC7CBE},
    {0x999933, 0xB8B85A},
    {0x882255, 0xC25E92},
    {0x7F8790, 0x9AA2AC},
}};

struct Stop {
    double at;
    Pair color;
};

constexpr std::array<Stop, 6> kSequential{{
    {0.0, {0xF7F8FA, 0x1E1F22}},
    {0.12, {0xE2E0EF, 0x302E46}},
    {0.35, {0xB2ACD4, 0x544A88}},
    {0.6, {0x7A70B2, 0x887ABE}},
    {0.82, {0x4C408A, 0xBEB2E2}},
    {1.0, {0x2B225C, 0xF0EBFC}},
}};

double luminance(const QColor& color)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

QColor between(const QColor& a, const QColor& b, double t)
{
    const auto mix = [t](int from, int to) { return static_cast<int>(std::lround(from + (to - from) * t)); };
    return QColor(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
}

} // namespace

QColor roleColor(ColorRole role, ThemeMode mode)
{
    return QColor(kRoles[static_cast<std::size_t>(role)].in(mode));
}

QColor familyColor(const QString& latentKind, ThemeMode mode)
{
    for (const Family& family : kFamilies)
        if (latentKind == QLatin1String(family.kind))
            return QColor(family.color.in(mode));
    return QColor(kUnknownFamily.in(mode));
}

QColor classColor(int index, ThemeMode mode)
{
    const auto count = static_cast<int>(kClasses.size());
    return QColor(kClasses[static_cast<std::size_t>(((index % count) + count) % count)].in(mode));
}

QColor sequentialColor(double t, ThemeMode mode)
{
    // The comparison is written so that a NaN, which has no place on the map, shows as background.
    const double clamped = t > 0 ? std::min(t, 1.0) : 0.0;
    for (std::size_t i = 1; i < kSequential.size(); ++i) {
        const Stop& low = kSequential[i - 1];
        const Stop& high = kSequential[i];
        if (clamped <= high.at)
            return between(QColor(low.color.in(mode)), QColor(high.color.in(mode)),
                           (clamped - low.at) / (high.at - low.at));
    }
    return QColor(kSequential.back().color.in(mode));
}

QList<qreal> seedDash(qint64 seed)
{
    switch (((seed - 1) % 5 + 5) % 5) {
    case 1:
        return {7, 3};
    case 2:
        return {2, 2.5};
    case 3:
        return {7, 3, 2, 3};
    case 4:
        return {12, 4};
    default:
        return {};
    }
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace lb::widgets
