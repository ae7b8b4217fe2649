// The part of NewRunPage about one's own presets.
#include "gui/dialogs/questions.h"
#include "gui/pages/new_run_page.h"
#include "gui/pages/new_run_words.h"
#include "widgets/forms/preset_chooser.h"
#include "widgets/theme/theme.h"

#include <QMenu>
#include <QPointer>
#include <QToolButton>

namespace lb::gui {

using namespace experiments;

namespace {

QString groupOf(const Preset& preset)
{
    return isOwnPreset(preset.id) ? NewRunPage::tr("Yours") : presetGroup(preset.spec);
}

/// Group after group.
QList<widgets::PresetRow> rowsOf(const QList<Preset>& presets)
{
    QStringList groups;
    for (const Preset& preset : presets)
        if (const QString group = groupOf(preset); !groups.contains(group))
            groups.append(group);
    QList<widgets::PresetRow> rows;
    for (const QString& group : std::as_const(groups))
        for (const Preset& preset : presets)
            if (groupOf(preset) == group)
                rows.append({preset.id, preset.title, preset.description, group});
    return rows;
}

} // namespace

QWidget* NewRunPage::buildPresetMenu()
{
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("presetMenu"));
    button->setIcon(m_parts.theme.icon(QStringLiteral("more")));
    button->setPopupMode(QToolButton::InstantPopup);
    button->setProperty("iconOnly", true); // its icon says menu already
    button->setFixedSize(26, 26);
    button->setToolTip(tr("Presets of your own: keep these settings, rename or delete a preset."));
    button->setAccessibleName(tr("Your presets"));
    auto* menu = new QMenu(button);
    menu->setToolTipsVisible(true);
    const auto add = [&](const char* name, const QString& text, const QString& toolTip, void (NewRunPage::*what)()) {
        QAction* action = menu->addAction(text, this, what);
        action->setObjectName(QLatin1String(name));
        action->setToolTip(toolTip);
        return action;
    };
    add("savePreset", tr("&Save as a preset…"), tr("Keeps the settings of this form under a name, for every project."),
        &NewRunPage::savePreset);
    QAction* rename = add("renamePreset", tr("&Rename preset…"), tr("Another name for the chosen preset of yours."),
                          &NewRunPage::renamePreset);
    QAction* remove = add("deletePreset", tr("&Delete preset"),
                          tr("The form keeps its settings: saving brings the preset back."), &NewRunPage::deletePreset);
    connect(menu, &QMenu::aboutToShow, this, [this, rename, remove] {
        rename->setEnabled(isOwnPreset(m_presetId));
        remove->setEnabled(isOwnPreset(m_presetId));
    });
    button->setMenu(menu);
    return button;
}

void NewRunPage::readPresets()
{
    if (const auto all = allPresets())
        m_presets = *all;
    m_preset->setRows(rowsOf(m_presets));
    m_preset->setCurrent(m_presetId, tr("As %1").arg(m_baseTitle));
}

void NewRunPage::savePreset()
{
    m_parts.questions.askText(
        this, tr("Save as a preset"), tr("Name of the preset"), tr("%1, changed").arg(m_baseTitle),
        [guard = QPointer<NewRunPage>(this)](const std::optional<QString>& title) {
            if (!guard || !title)
                return;
            const auto saved = saveOwnPreset(*title, guard->m_purpose->text(), guard->m_draft.spec());
            if (!saved)
                return guard->say(saved.error().detail, true);
            guard->readPresets();
            guard->startFromPreset(saved->id);
            guard->say(tr("Kept. The command line knows it as %1.").arg(saved->id), false);
        });
}

void NewRunPage::renamePreset()
{
    m_parts.questions.askText(
        this, tr("Rename the preset"), tr("Name of the preset"), m_baseTitle,
        [id = m_presetId, guard = QPointer<NewRunPage>(this)](const std::optional<QString>& title) {
            if (!guard || !title)
                return;
            if (const auto renamed = renameOwnPreset(id, *title); !renamed)
                return guard->say(renamed.error().detail, true);
            guard->m_baseTitle = title->trimmed();
            guard->readPresets();
        });
}

void NewRunPage::deletePreset()
{
    if (const auto removed = removeOwnPreset(m_presetId); !removed)
        return say(removed.error().detail, true);
    const QString title = m_baseTitle;
    m_presetId.clear();
    readPresets();
    say(tr("The preset %1 was deleted. The form keeps its settings.").arg(title), false);
}

} // namespace lb::gui
