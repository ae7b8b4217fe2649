#include "gui/run_look_menu.h"

#include "gui/swatch.h"
#include "widgets/theme/theme.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

namespace lb::gui {

using experiments::RunLook;
using experiments::RunRecord;

namespace {

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(RunLookMenu)
};

/// A colour of the palette by the latent kind that has it (widgets/theme/color_role.cpp).
struct Hue {
    const char* kind;
    const char* name;
};

constexpr Hue kHues[] = {
    {"vae", QT_TRANSLATE_NOOP("RunLookMenu", "Orange")},
    {"bn-vae", QT_TRANSLATE_NOOP("RunLookMenu", "Blue")},
    {"bn-split", QT_TRANSLATE_NOOP("RunLookMenu", "Strong blue")},
    {"eae", QT_TRANSLATE_NOOP("RunLookMenu", "Green")},
    {"vmf", QT_TRANSLATE_NOOP("RunLookMenu", "Teal")},
    {"wae", QT_TRANSLATE_NOOP("RunLookMenu", "Violet")},
    {"rae", QT_TRANSLATE_NOOP("RunLookMenu", "Magenta")},
    {"delta-vae", QT_TRANSLATE_NOOP("RunLookMenu", "Brown")},
    {"beta-vae", QT_TRANSLATE_NOOP("RunLookMenu", "Yellow")},
    {"ae", QT_TRANSLATE_NOOP("RunLookMenu", "Grey")},
};

constexpr const char* kDashNames[RunLook::kDashes] = {
    QT_TRANSLATE_NOOP("RunLookMenu", "Solid"), QT_TRANSLATE_NOOP("RunLookMenu", "Dashed"),
    QT_TRANSLATE_NOOP("RunLookMenu", "Dotted"), QT_TRANSLATE_NOOP("RunLookMenu", "Dashed and dotted"),
    QT_TRANSLATE_NOOP("RunLookMenu", "Long dashes")};

QMenu* addMenu(QMenu& menu, const char* name, const QString& title)
{
    QMenu* sub = menu.addMenu(title);
    sub->setObjectName(QLatin1String(name));
    sub->setToolTipsVisible(true);
    return sub;
}

struct Entry {
    QString name; ///< of the action
    QString text;
    QIcon icon;
    bool isChosen = false;
};

void add(QMenu* menu, QActionGroup* group, const Entry& entry, const std::function<void()>& choose)
{
    QAction* action = menu->addAction(entry.icon, entry.text, menu, choose);
    action->setObjectName(entry.name);
    action->setCheckable(true);
    action->setChecked(entry.isChosen);
    QFont font = menu->font();
    font.setBold(entry.isChosen); // beside an icon there is no room for a tick
    action->setFont(font);
    group->addAction(action);
}

} // namespace

void addLookMenus(QMenu& menu, const widgets::Theme& theme, const RunRecord& run, const LookChoices& choices)
{
    const double ratio = menu.devicePixelRatioF();
    const auto swatch = [&](const QString& hue, qint64 dash) { return QIcon(runSwatch(theme, hue, dash, ratio)); };
    QMenu* colours = addMenu(menu, "runColour", Words::tr("Co&lour"));
    auto* hues = new QActionGroup(colours);
    add(colours, hues, {QStringLiteral("hue:"), Words::tr("Automatic"), swatch(run.family, 1), run.look.hue.isEmpty()},
        [choices] { choices.setHue({}); });
    colours->addSeparator();
    for (const Hue& hue : kHues) {
        const QString kind = QLatin1String(hue.kind);
        add(colours, hues, {QStringLiteral("hue:") + kind, Words::tr(hue.name), swatch(kind, 1), run.look.hue == kind},
            [choices, kind] { choices.setHue(kind); });
    }
    QMenu* dashes = addMenu(menu, "runDash", Words::tr("&Dash"));
    auto* patterns = new QActionGroup(dashes);
    const QString hue = experiments::hueOf(run);
    add(dashes, patterns, {QStringLiteral("dash:0"), Words::tr("Automatic"), swatch(hue, run.seed), run.look.dash == 0},
        [choices] { choices.setDash(0); });
    dashes->addSeparator();
    for (int dash = 1; dash <= RunLook::kDashes; ++dash)
        add(dashes, patterns,
            {QStringLiteral("dash:%1").arg(dash), Words::tr(kDashNames[dash - 1]), swatch(hue, dash),
             run.look.dash == dash},
            [choices, dash] { choices.setDash(dash); });
}

} // namespace lb::gui
