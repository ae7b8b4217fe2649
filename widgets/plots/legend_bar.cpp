#include "widgets/plots/legend_bar.h"

#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QIcon>
#include <QPainter>
#include <QToolButton>

namespace lb::widgets {

namespace {

constexpr QSize kSwatch(26, 12); // with the space before the name
constexpr int kLineLength = 20;

/// The run's line as an icon, so that the button stays a plain tool button.
QIcon swatchIcon(const Theme& theme, const PlotRun& run, bool isVisible, double ratio)
{
    QPixmap pixmap(kSwatch * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QPen pen = theme.runPen(run.family, run.dashSeed(), 1);
    if (run.color.isValid())
        pen.setColor(run.color);
    if (!isVisible)
        pen.setColor(theme.color(ColorRole::Disabled));
    painter.setPen(pen);
    // Two lines of 1 px: dash lengths stay in pixels.
    for (const int y : {5, 6})
        painter.drawLine(0, y, kLineLength, y);
    return QIcon(pixmap);
}

} // namespace

LegendBar::LegendBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_row(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("legend"));
    setAccessibleName(tr("Legend"));
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(4);
    connect(&m_theme, &Theme::changed, this, &LegendBar::updateAll);
}

void LegendBar::setRuns(const QList<PlotRun>& runs)
{
    QHash<QString, QToolButton*> next;
    for (const PlotRun& run : runs) {
        QToolButton* button = m_buttons.take(run.uid);
        if (!button) {
            button = new QToolButton(this);
            button->setObjectName(QStringLiteral("legend-%1").arg(run.uid));
            button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
            button->setIconSize(kSwatch);
            button->setCheckable(true);
            button->setChecked(true);
            button->setProperty("legend", true);
            connect(button, &QToolButton::clicked, this, [this, uid = run.uid](bool isChecked) {
                updateAll();
                emit visibilityToggled(uid, isChecked);
            });
        }
        next.insert(run.uid, button);
        m_row->addWidget(button); // moves one that is here already to its place
        button->show();           // now: the size hint counts it
    }
    qDeleteAll(m_buttons);
    m_buttons = next;
    m_runs = runs;
    updateAll();
}

void LegendBar::setRunVisible(const QString& uid, bool isVisible)
{
    if (QToolButton* button = m_buttons.value(uid)) {
        button->setChecked(isVisible);
        updateAll();
    }
}

void LegendBar::updateAll()
{
    for (const PlotRun& run : std::as_const(m_runs))
        updateButton(run);
}

void LegendBar::updateButton(const PlotRun& run)
{
    QToolButton* button = m_buttons.value(run.uid);
    button->setText(run.name);
    button->setIcon(swatchIcon(m_theme, run, button->isChecked(), devicePixelRatioF()));
    button->setToolTip(button->isChecked() ? tr("Hide %1 in the plots").arg(run.name)
                                           : tr("Show %1 in the plots").arg(run.name));
}

} // namespace lb::widgets
