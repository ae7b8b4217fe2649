#include "gui/pages/dimension_panel.h"

#include "gui/pages/panel_header.h"
#include "widgets/plots/prior_plot.h"
#include "widgets/tables/dimension_table.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSlider>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace lb::gui {

using widgets::DimensionModel;
using widgets::numberText;
using widgets::TextSize;

namespace {

constexpr int kReach = 300; // hundredths of a standard deviation, to both sides
constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

} // namespace

DimensionPanel::DimensionPanel(const widgets::Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_segments(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("dimensionPanel"));
    setProperty("panel", true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    QHBoxLayout* header = addPanelHeader(theme, this, tr("Dimensions"));
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("activeUnits"));
    m_count->setProperty("muted", true);
    m_count->setFont(theme.font(TextSize::Small));
    header->addWidget(m_count);
    addThreshold(header);
    header->addStretch(1);
    addSegment(theme, header, m_segments, "showTable", tr("table"),
               tr("KL, variances and a traversal of each dimension."));
    addSegment(theme, header, m_segments, "showSliders", tr("sliders"),
               tr("A slider for each dimension, the largest KL first; the picture above follows."));
    addSegment(theme, header, m_segments, "showPrior", tr("prior"),
               tr("The aggregated posterior of the chosen dimension against the prior."));
    m_pages = new QStackedWidget(this);
    m_table = new widgets::DimensionTable(theme, m_pages);
    m_table->setFrameShape(QFrame::NoFrame);
    m_pages->addWidget(m_table);
    m_pages->addWidget(makeSliders());
    m_pages->addWidget(makePrior());
    column->addWidget(m_pages, 1);
    m_segments->button(0)->setChecked(true);
    connect(m_segments, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (checked)
            m_pages->setCurrentIndex(id);
    });
    connect(m_table, &widgets::DimensionTable::dimensionChosen, this, &DimensionPanel::showDimension);
}

void DimensionPanel::addThreshold(QHBoxLayout* header)
{
    m_threshold = new QDoubleSpinBox(this);
    m_threshold->setObjectName(QStringLiteral("activeThreshold"));
    m_threshold->setProperty("compact", true);
    m_threshold->setFont(m_theme.font(TextSize::Small));
    m_threshold->setAccessibleName(tr("Threshold of active units"));
    const QString help =
        tr("A dimension is active when the variance of its posterior mean over the split, over N − 1, is "
           "at least this (Burda et al. 2016 take 0.01).");
    m_threshold->setToolTip(help);
    m_threshold->setWhatsThis(help);
    m_threshold->setPrefix(QStringLiteral("δ "));
    m_threshold->setDecimals(3);
    m_threshold->setRange(0.001, 100);
    m_threshold->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_threshold->setFixedSize(74, 24);
    m_threshold->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_threshold->setValue(LatentTable().threshold);
    header->addWidget(m_threshold);
    connect(m_threshold, &QDoubleSpinBox::valueChanged, this, [this] {
        const int chosen = m_table->chosen();
        showRows();
        m_table->choose(chosen);
    });
}

QWidget* DimensionPanel::makeSliders()
{
    m_sliderArea = new QScrollArea(m_pages);
    m_sliderArea->setFrameShape(QFrame::NoFrame);
    m_sliderArea->setWidgetResizable(true);
    return m_sliderArea;
}

QWidget* DimensionPanel::makePrior()
{
    auto* page = new QWidget(m_pages);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 8);
    m_prior = new widgets::PriorPlot(m_theme, page);
    m_prior->setObjectName(QStringLiteral("priorPlot"));
    m_prior->setAccessibleName(tr("Aggregated posterior against the prior"));
    column->addWidget(m_prior, 1);
    m_priorNote = new QLabel(page);
    m_priorNote->setObjectName(QStringLiteral("priorNote"));
    m_priorNote->setProperty("muted", true);
    m_priorNote->setFont(m_theme.font(TextSize::Small));
    m_priorNote->setWordWrap(true);
    m_priorNote->setContentsMargins(12, 0, 12, 0);
    column->addWidget(m_priorNote);
    return page;
}

DimensionPanel::View DimensionPanel::view() const
{
    return static_cast<View>(m_segments->checkedId());
}

void DimensionPanel::setView(View view)
{
    m_segments->button(static_cast<int>(view))->setChecked(true);
}

void DimensionPanel::traverse(int dimension)
{
    setView(View::Table);
    m_wanted = dimension;
    if (m_table->rows().dimensions().contains(dimension))
        m_table->choose(std::exchange(m_wanted, -1));
}

void DimensionPanel::setRun(LatentRun* run, const QString& family)
{
    m_table->setFamily(family);
    m_prior->setFamily(family);
    if (run == m_run)
        return;
    if (m_run)
        m_run->disconnect(this);
    m_run = run;
    if (!run)
        return;
    connect(run, &LatentRun::rowsChanged, this, &DimensionPanel::takeRows);
    connect(run, &LatentRun::cursorDecoded, this, &DimensionPanel::takeCursor);
    connect(run, &LatentRun::stripDecoded, this, [this](int dimension) {
        if (const LatentDecoded* strip = m_run->strip(dimension))
            m_table->rows().setStrip(dimension, strip->images, strip->sentences);
    });
    takeRows();
}

void DimensionPanel::showRows()
{
    if (!m_run)
        return;
    const LatentTable& table = m_run->rows().table;
    QList<widgets::DimensionRow> rows;
    for (int j = 0; j < table.meanVariance.size(); ++j)
        rows.append({.dimension = j,
                     .kl = table.kl.value(j, kMissing),
                     .meanVariance = table.meanVariance[j],
                     .noise = table.noise.value(j, kMissing),
                     .isActive = table.meanVariance[j] >= m_threshold->value()});
    m_table->rows().setRows(rows);
    for (const widgets::DimensionRow& row : rows)
        if (const LatentDecoded* strip = m_run->strip(row.dimension))
            m_table->rows().setStrip(row.dimension, strip->images, strip->sentences);
    const auto active = std::count_if(rows.cbegin(), rows.cend(), [](const auto& row) { return row.isActive; });
    m_count->setText(rows.isEmpty() ? QString() : tr("%1 of %2 active").arg(active).arg(rows.size()));
    m_threshold->setVisible(!rows.isEmpty());
}

void DimensionPanel::takeRows()
{
    showRows();
    buildSliders();
    if (m_run->rows().table.meanVariance.isEmpty())
        return;
    const int wanted = std::exchange(m_wanted, -1);
    m_table->choose(m_table->rows().dimensions().contains(wanted) ? wanted : m_table->rows().dimensionOf(0));
    m_run->traverse(m_table->rows().dimensions());
}

void DimensionPanel::buildSliders()
{
    m_sliders.clear();
    auto* page = new QWidget;
    page->setProperty("turns", true);
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(10, 8, 10, 8);
    grid->setVerticalSpacing(4);
    for (const int dimension : m_table->rows().dimensions().mid(0, kMostSliders)) {
        const int row = static_cast<int>(m_sliders.size());
        auto* label = new QLabel(tr("z %1").arg(dimension), page);
        auto* slider = new QSlider(Qt::Horizontal, page);
        auto* value = new QLabel(page);
        for (QLabel* each : {label, value})
            each->setFont(m_theme.font(TextSize::Small));
        value->setMinimumWidth(44);
        value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        slider->setObjectName(QStringLiteral("slider%1").arg(dimension));
        slider->setAccessibleName(tr("Dimension %1").arg(dimension));
        slider->setToolTip(tr("Dimension %1 from 3 standard deviations of the aggregated posterior below its mean to 3 "
                              "above.")
                               .arg(dimension));
        slider->setRange(-kReach, kReach);
        slider->setPageStep(50);
        grid->addWidget(label, row, 0);
        grid->addWidget(slider, row, 1);
        grid->addWidget(value, row, 2);
        m_sliders.append({dimension, slider, value});
        value->setText(numberText(valueOf(row), 2));
        connect(slider, &QSlider::valueChanged, this, [this, row] {
            m_sliders[row].value->setText(numberText(valueOf(row), 2));
            sendCode();
        });
    }
    auto* reset = new QToolButton(page);
    reset->setObjectName(QStringLiteral("resetSliders"));
    reset->setIcon(m_theme.icon(QStringLiteral("reset")));
    reset->setText(tr("To the mean"));
    reset->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    reset->setToolTip(tr("All dimensions to the mean of all codes."));
    grid->addWidget(reset, static_cast<int>(m_sliders.size()), 1, Qt::AlignLeft);
    connect(reset, &QToolButton::clicked, this, [this] {
        for (const SliderRow& row : std::as_const(m_sliders)) {
            const QSignalBlocker quiet(row.slider);
            row.slider->setValue(0);
        }
        for (int i = 0; i < m_sliders.size(); ++i)
            m_sliders[i].value->setText(numberText(valueOf(i), 2));
        sendCode();
    });
    grid->setRowStretch(static_cast<int>(m_sliders.size()) + 1, 1);
    m_sliderArea->setWidget(page);
}

double DimensionPanel::valueOf(int place) const
{
    if (!m_run)
        return 0;
    const SliderRow& row = m_sliders[place];
    const LatentTable& table = m_run->rows().table;
    return table.mean.value(row.dimension) + row.slider->value() / 100.0 * table.deviation.value(row.dimension);
}

void DimensionPanel::sendCode()
{
    if (!m_run)
        return;
    const LatentTable& table = m_run->rows().table;
    std::vector<float> code(table.mean.begin(), table.mean.end());
    for (int i = 0; i < m_sliders.size(); ++i)
        code[static_cast<std::size_t>(m_sliders[i].dimension)] = static_cast<float>(valueOf(i));
    emit codeChosen(code);
}

/// The sliders follow the place at the cursor; not while one of them is what is dragged.
void DimensionPanel::takeCursor()
{
    const std::vector<float>& code = m_run->atCursor().codes;
    const LatentTable& table = m_run->rows().table;
    for (const SliderRow& row : std::as_const(m_sliders))
        if (row.slider->isSliderDown() || row.slider->hasFocus())
            return;
    for (const SliderRow& row : std::as_const(m_sliders)) {
        const auto j = static_cast<std::size_t>(row.dimension);
        const double deviation = table.deviation.value(row.dimension);
        if (j >= code.size() || deviation <= 0)
            continue;
        const QSignalBlocker quiet(row.slider);
        row.slider->setValue(
            qRound(100 * (static_cast<double>(code[j]) - table.mean.value(row.dimension)) / deviation));
        row.value->setText(numberText(static_cast<double>(code[j]), 2));
    }
}

void DimensionPanel::showDimension(int dimension)
{
    const LatentRows& rows = m_run->rows();
    const LatentTable& table = rows.table;
    QList<float> densities;
    for (int i = 0; i < table.bins; ++i)
        densities.append(table.densities[static_cast<std::size_t>(dimension * table.bins + i)]);
    m_prior->setDimension(tr("Dimension %1").arg(dimension), densities, table.reach, rows.hasPrior);
    m_priorNote->setText(
        tr("Aggregated posterior: mean %1, standard deviation %2; the prior has 0 and 1.")
            .arg(numberText(table.mean.value(dimension), 2), numberText(table.deviation.value(dimension), 2)));
}

} // namespace lb::gui
