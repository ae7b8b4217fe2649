#include "gui/pages/path_details.h"

#include "widgets/tables/position_card.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lb::gui {

using widgets::numberText;
using widgets::PathPlot;
using widgets::PositionCard;
using widgets::TextSize;

namespace {

constexpr int kPlotWidth = 320;

/// A panel with a header of one title; what is shown goes into its layout.
QFrame* addPanel(const widgets::Theme& theme, QWidget* parent, QLabel*& title)
{
    auto* panel = new QFrame(parent);
    panel->setProperty("panel", true);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    auto* header = new QFrame(panel);
    header->setProperty("panelHeader", true);
    header->setFixedHeight(28);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(10, 0, 4, 0);
    title = new QLabel(header);
    title->setFont(theme.font(TextSize::Small, true));
    row->addWidget(title);
    row->addStretch(1);
    column->addWidget(header);
    return panel;
}

} // namespace

PathDetails::PathDetails(const widgets::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("pathDetails"));
    auto* whole = new QHBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(8);
    QFrame* panel = addPanel(theme, this, m_title);
    m_title->setObjectName(QStringLiteral("positionTitle"));
    auto* cards = new QWidget(panel);
    cards->setProperty("turns", true); // the ground of texts
    m_row = new QHBoxLayout(cards);
    m_row->setContentsMargins(10, 6, 10, 8);
    m_row->setSpacing(12);
    m_none =
        new QLabel(tr("Details come with the codes along the path; the first time training items are encoded."), cards);
    m_none->setProperty("muted", true);
    m_none->setFont(theme.font(TextSize::Small));
    m_none->setWordWrap(true);
    m_none->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_row->addWidget(m_none, 1);
    static_cast<QVBoxLayout*>(panel->layout())->addWidget(cards, 1);
    whole->addWidget(panel, 1);
    m_plots = new QWidget(this);
    m_plots->setFixedWidth(kPlotWidth);
    auto* plots = new QVBoxLayout(m_plots);
    plots->setContentsMargins(0, 0, 0, 0);
    plots->setSpacing(8);
    whole->addWidget(m_plots);
    m_change = addPlot("changePlot", tr("Change per 0.01 of path"),
                       tr("How much the picture changes: the mean difference of a pixel, in percent of the scale; of "
                          "sentences the share of other words."),
                       tr("Change (%)"));
    m_norm = addPlot("normPlot", tr("Norm along the path"),
                     tr("How far the code is from 0. Codes drawn from N(0, I) in d dimensions have a norm near √d."),
                     tr("Norm of z"));
    setPosition(0);
}

PathPlot* PathDetails::addPlot(const char* name, const QString& title, const QString& toolTip, const QString& yTitle)
{
    QLabel* words = nullptr;
    QFrame* panel = addPanel(m_theme, m_plots, words);
    words->setText(title);
    words->setToolTip(toolTip);
    auto* plot = new PathPlot(m_theme, {.xTitle = tr("Position"), .yTitle = yTitle}, panel);
    plot->setObjectName(QLatin1String(name));
    plot->setToolTip(toolTip);
    plot->setWhatsThis(toolTip);
    static_cast<QVBoxLayout*>(panel->layout())->addWidget(plot, 1);
    m_plots->layout()->addWidget(panel);
    connect(plot, &PathPlot::positionChosen, this, &PathDetails::positionChosen);
    return plot;
}

void PathDetails::setRuns(const QList<Entry>& entries)
{
    m_entries = entries;
    while (m_cards.size() > entries.size())
        delete m_cards.takeLast();
    while (m_cards.size() < entries.size()) {
        auto* card = new PositionCard(m_theme, m_row->parentWidget());
        card->setObjectName(QStringLiteral("positionCard%1").arg(m_cards.size()));
        m_row->addWidget(card, 1);
        m_cards.append(card);
    }
    refresh();
}

void PathDetails::refresh()
{
    m_reach = 0;
    bool isKnown = false;
    for (const Entry& entry : std::as_const(m_entries)) {
        if (!entry.run)
            continue;
        isKnown = isKnown || entry.run->along().count() > 0;
        for (const float z : entry.run->along().codes)
            m_reach = std::max(m_reach, static_cast<double>(std::abs(z)));
    }
    m_none->setVisible(!isKnown);
    for (PositionCard* card : std::as_const(m_cards))
        card->setVisible(isKnown);
    showCurves();
    showPosition();
}

void PathDetails::showCurves()
{
    QList<PathPlot::Curve> changes;
    QList<PathPlot::Curve> norms;
    int latent = 0;
    for (const Entry& entry : std::as_const(m_entries)) {
        if (!entry.run || entry.run->along().count() < 2)
            continue;
        const CodeDetails& along = entry.run->along();
        const PathPlot::Curve curve{
            .name = entry.name.name, .family = entry.name.family, .seed = entry.name.dashSeed(), .values = {}};
        changes.append(curve);
        changes.last().values = along.changes();
        changes.last().first = 0.5 / static_cast<double>(along.count() - 1);
        norms.append(curve);
        norms.last().values.assign(along.norms.begin(), along.norms.end());
        const int own = along.hasPrior ? along.latent : -1;
        latent = latent == 0 || latent == own ? own : -1;
    }
    m_change->setCurves(changes);
    m_norm->setCurves(norms);
    if (const double root = std::sqrt(std::max(0, latent)); latent > 0)
        m_norm->setReference(
            root, tr("typical for N(0, I): √d = %1").arg(numberText(root, root == std::floor(root) ? 0 : 1)));
    else
        m_norm->setReference(std::nullopt);
}

QStringList PathDetails::factsOf(const CodeDetails& along, qsizetype place) const
{
    const auto i = static_cast<std::size_t>(place);
    const NearItem near = along.nearest.value(place);
    const QString distance = numberText(near.distance, 2);
    const double returned =
        i < along.returned.size() ? static_cast<double>(along.returned[i]) : std::numeric_limits<double>::quiet_NaN();
    return {tr("nearest of %1 training items").arg(widgets::countText(along.among)),
            near.label.isEmpty() ? tr("%1 away").arg(distance) : tr("%1, %2 away").arg(near.label, distance),
            tr("‖z‖ %1").arg(numberText(static_cast<double>(along.norms[i]), 2)),
            tr("encoded again %1 away").arg(std::isfinite(returned) ? numberText(returned, 2) : widgets::kNoValue)};
}

void PathDetails::showPosition()
{
    m_title->setText(tr("At position %1").arg(numberText(m_position, 2)));
    m_change->setPosition(m_position);
    m_norm->setPosition(m_position);
    for (qsizetype i = 0; i < m_cards.size(); ++i) {
        const Entry& entry = m_entries[i];
        PositionCard::Content content{
            .name = entry.name.name, .family = entry.name.family, .seed = entry.name.dashSeed()};
        if (entry.run && entry.run->along().count() > 0) {
            const CodeDetails& along = entry.run->along();
            const auto place = static_cast<qsizetype>(std::lround(m_position * static_cast<double>(along.count() - 1)));
            const NearItem near = along.nearest.value(place);
            content.image = along.images.value(place);
            content.sentence = along.sentences.value(place);
            content.nearImage = near.image;
            content.nearText = near.text;
            content.facts = factsOf(along, place);
            content.code = along.code(place);
            content.reach = std::ceil(10 * m_reach) / 10;
        }
        m_cards[i]->setContent(content);
    }
}

void PathDetails::setPosition(double position)
{
    m_position = position;
    showPosition();
}

} // namespace lb::gui
