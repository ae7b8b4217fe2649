#include "gui/pages/seed_button.h"

#include <QActionGroup>
#include <QMenu>

namespace lb::gui {

using widgets::SpreadKind;

SeedButton::SeedButton(QWidget* parent)
    : QToolButton(parent)
{
    setObjectName(QStringLiteral("seeds"));
    setText(tr("Group seeds"));
    setCheckable(true);
    setFixedHeight(28);
    setPopupMode(MenuButtonPopup);
    setToolTip(tr("Draws runs that are alike but for their seed as their mean with a band (G). The arrow chooses the "
                  "band. On the time axis runs stay apart."));
    setWhatsThis(toolTip());
    auto* menu = new QMenu(tr("Band of seeds"), this);
    m_bands = new QActionGroup(menu);
    const QStringList words{tr("No band"), tr("Standard deviation"), tr("Smallest to largest"),
                            tr("95 % confidence interval of the mean")}; // in the order of SpreadKind
    for (int i = 0; i < words.size(); ++i) {
        QAction* action = menu->addAction(words.at(i));
        action->setObjectName(QStringLiteral("band%1").arg(i));
        action->setCheckable(true);
        action->setChecked(i == static_cast<int>(SpreadKind::Deviation));
        action->setData(i);
        m_bands->addAction(action);
    }
    setMenu(menu);
    connect(this, &QToolButton::toggled, this, [this](bool on) { emit chosen(on, band()); });
    connect(m_bands, &QActionGroup::triggered, this, [this] {
        if (isChecked())
            emit chosen(true, band());
        else
            setChecked(true);
    });
}

SpreadKind SeedButton::band() const
{
    return static_cast<SpreadKind>(m_bands->checkedAction()->data().toInt());
}

} // namespace lb::gui
