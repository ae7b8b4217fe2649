#include "gui/pages/map_panel.h"

#include "widgets/logs/elided_label.h"
#include "widgets/logs/message_bar.h"
#include "widgets/plots/scatter_map.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace lb::gui {

using widgets::MessageBar;
using widgets::TextSize;

MapPanel::MapPanel(const widgets::Theme& theme, int column, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
{
    const QString number = QString::number(column);
    setObjectName(QStringLiteral("mapPanel") + number);
    setProperty("panel", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("mapProgress") + number);
    m_progress->setAccessibleName(tr("Progress of the map"));
    m_progress->setFixedHeight(3);
    m_progress->setTextVisible(false);
    layout->addWidget(m_progress);
    m_message = new MessageBar(theme, this);
    m_message->setObjectName(QStringLiteral("mapMessage") + number);
    layout->addWidget(m_message);
    connect(m_message, &MessageBar::buttonClicked, this, &MapPanel::retryClicked);
    m_map = new widgets::ScatterMap(theme, this);
    m_map->setObjectName(QStringLiteral("map") + number);
    m_map->setToolTip(tr("Each point is the mean code of an item. Wheel zooms, Shift-drag is a lasso, Home fits; arrow "
                         "keys move the cursor."));
    m_map->setWhatsThis(m_map->toolTip());
    layout->addWidget(m_map, 1);
    m_cancel->setObjectName(QStringLiteral("cancelMap") + number);
}

QWidget* MapPanel::makeHeader()
{
    auto* header = new QFrame(this);
    header->setProperty("panelHeader", true);
    header->setFixedHeight(28);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(10, 0, 4, 0);
    row->setSpacing(8);
    m_title = new QLabel(tr("Map of mean codes"), header);
    m_title->setFont(m_theme.font(TextSize::Small, true));
    row->addWidget(m_title);
    m_hint = new widgets::ElidedLabel(header);
    m_hint->setProperty("muted", true);
    m_hint->setFont(m_theme.font(TextSize::Small));
    row->addWidget(m_hint, 1);
    m_cancel = new QToolButton(header);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setFont(m_theme.font(TextSize::Small));
    m_cancel->setToolTip(tr("Ends the work on this map; what there is of it stays."));
    m_cancel->setWhatsThis(m_cancel->toolTip());
    m_cancel->hide();
    row->addWidget(m_cancel);
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        if (m_run)
            m_run->cancelEmbedding();
    });
    auto* report = new QToolButton(header);
    report->setObjectName(QStringLiteral("reportMap"));
    report->setIcon(m_theme.icon(QStringLiteral("pages")));
    report->setToolTip(tr("Send to report: puts this map at the end of the report (Ctrl+6)."));
    report->setWhatsThis(report->toolTip());
    report->setAccessibleName(tr("Send to report"));
    report->setFixedSize(24, 24);
    row->addWidget(report);
    connect(report, &QToolButton::clicked, this, &MapPanel::reportClicked);
    auto* fit = new QToolButton(header);
    fit->setObjectName(QStringLiteral("fitMap"));
    fit->setIcon(m_theme.icon(QStringLiteral("fit")));
    fit->setToolTip(tr("Shows all points (Home)."));
    fit->setAccessibleName(fit->toolTip());
    fit->setFixedSize(24, 24);
    row->addWidget(fit);
    connect(fit, &QToolButton::clicked, this, [this] { m_map->fit(); });
    return header;
}

void MapPanel::setRun(LatentRun* run, const QString& name)
{
    m_name = name;
    setNameShown(m_isNameShown);
    if (run == m_run)
        return;
    if (m_run)
        m_run->disconnect(this);
    m_run = run;
    m_map->setPositions({});
    connect(run, &LatentRun::rowsChanged, this, &MapPanel::takeRows);
    connect(run, &LatentRun::stateChanged, this, &MapPanel::takeState);
    connect(run, &LatentRun::itemsChanged, this, &MapPanel::takeItems);
    connect(run, &LatentRun::mapChanged, this, [this](MapMethod method) {
        if (method == m_method)
            takeMap();
    });
    takeRows();
    takeState();
}

void MapPanel::setMethod(MapMethod method)
{
    m_method = method;
    if (m_run)
        m_run->embed(method);
    updatePrior();
    takeMap();
    takeState();
}

void MapPanel::setColour(MapColour colour)
{
    m_colour = colour;
    takeRows();
}

void MapPanel::setPriorShown(bool shown)
{
    m_isPriorShown = shown;
    updatePrior();
}

void MapPanel::updatePrior()
{
    m_map->setPriorShown(m_isPriorShown && m_method == MapMethod::Pca && m_run && m_run->rows().hasPrior);
}

void MapPanel::setNameShown(bool shown)
{
    m_isNameShown = shown;
    m_title->setText(shown ? m_name : tr("Map of mean codes"));
}

void MapPanel::takeRows()
{
    if (!m_run)
        return;
    const LatentRows& rows = m_run->rows();
    m_map->setClasses({rows.labels.begin(), rows.labels.end()});
    m_map->setValues(m_colour == MapColour::Kl               ? rows.kl
                     : m_colour == MapColour::Reconstruction ? rows.reconstruction
                                                             : std::vector<float>());
    updatePrior();
    takeMap();
    takeItems();
    m_run->embed(m_method);
}

void MapPanel::takeItems()
{
    m_map->setThumbnails(m_run->items().images, m_run->items().sentences);
}

void MapPanel::takeMap()
{
    if (!m_run)
        return;
    const LatentMap& map = m_run->map(m_method);
    if (!map.positions.empty() || !m_run->isOpening())
        m_map->setPositions(map.positions);
    if (map.shares.size() == 2)
        m_map->setAxisTitles(tr("PC 1 (%1 % of variance)").arg(widgets::numberText(100 * map.shares[0], 1)),
                             tr("PC 2 (%1 % of variance)").arg(widgets::numberText(100 * map.shares[1], 1)));
    else
        m_map->setAxisTitles(m_method == MapMethod::Tsne ? tr("t-SNE 1") : tr("Neighbour embedding 1"),
                             m_method == MapMethod::Tsne ? tr("t-SNE 2") : tr("Neighbour embedding 2"));
    takeState();
}

void MapPanel::takeState()
{
    if (!m_run)
        return;
    const bool isBusy = m_run->isOpening() || m_run->isEmbedding();
    m_cancel->setVisible(m_run->isEmbedding());
    m_progress->setRange(0, m_run->percent() < 0 ? 0 : 100);
    m_progress->setValue(std::max(0, m_run->percent()));
    m_progress->setVisible(isBusy);
    const LatentMap& map = m_run->map(m_method);
    QString hint;
    if (isBusy)
        hint = m_run->percent() < 0 ? m_run->phase() : tr("%1, %2 %").arg(m_run->phase()).arg(m_run->percent());
    else if (m_map->isDensity())
        hint = tr("density of %1 codes").arg(widgets::countText(m_map->visibleCount()));
    else if (m_method != MapMethod::Pca && !map.positions.empty())
        hint = map.isFinished ? tr("no way back to codes: the nearest item is shown; trustworthiness %1")
                                    .arg(widgets::numberText(map.trust, 2))
                              : tr("cancelled: neighbours are not in place yet");
    else if (!map.positions.empty())
        hint = tr("drag to decode, Shift-drag for a lasso");
    m_hint->setText(hint);
    if (m_run->failure().isEmpty())
        m_message->hide();
    else
        m_message->showMessage({.kind = MessageBar::Kind::Error,
                                .title = tr("The codes cannot be shown."),
                                .text = m_run->failure(),
                                .buttons = {{QStringLiteral("retryMap"), tr("Try again"), {}}},
                                .icon = {}});
}

} // namespace lb::gui
