#include "gui/figures/figure_form.h"

#include "gui/figures/figure_presets.h"
#include "gui/figures/panel_delegate.h"
#include "widgets/plots/debiased_mean.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace lb::gui {

using widgets::FigureColors;
using widgets::FigureFont;
using widgets::FigureLegend;
using widgets::FigurePanel;
using widgets::FigureSpec;

namespace {

constexpr int kMetricRole = Qt::UserRole;
constexpr double kSlideHeightMm = 120;

enum RangeChoice { AllPoints, AsOnScreen, FromTo };

} // namespace

const QList<SizePreset>& sizePresets()
{
    static const QList<SizePreset> presets{
        {FigureForm::tr("Single column, 86 mm"), 86, 8, 0.75},
        {FigureForm::tr("Double column, 178 mm"), 178, 8, 0.75},
        {FigureForm::tr("Slide, 254 mm"), 254, 16, 1.5},
    };
    return presets;
}

int presetOfWidth(double widthMm)
{
    const QList<SizePreset>& presets = sizePresets();
    for (qsizetype i = 0; i < presets.size(); ++i)
        if (std::abs(presets[i].widthMm - widthMm) < 0.05)
            return static_cast<int>(i);
    return static_cast<int>(presets.size());
}

void FigureForm::setFigure(const FigureSpec& all, const QStringList& chosen)
{
    m_isTaking = true;
    m_all = all;
    QList<FigurePanel> panels;
    for (const QString& metric : chosen)
        for (const FigurePanel& panel : all.panels)
            if (panel.metric == metric)
                panels.append(panel);
    for (const FigurePanel& panel : all.panels)
        if (!chosen.contains(panel.metric))
            panels.append(panel);
    m_panels->clear();
    for (const FigurePanel& panel : std::as_const(panels)) {
        auto* item = new QListWidgetItem(panel.title, m_panels);
        item->setData(kMetricRole, panel.metric);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemIsDragEnabled);
        item->setCheckState(chosen.contains(panel.metric) ? Qt::Checked : Qt::Unchecked);
    }
    m_panels->setCurrentRow(0);
    m_seeds->setCurrentIndex(all.seeds ? static_cast<int>(*all.seeds) + 1 : 0); // in the order of SpreadKind
    m_seeds->setEnabled(all.xMode != widgets::XMode::Time);
    m_range->setCurrentIndex(all.x ? AsOnScreen : AllPoints);
    if (all.x) {
        m_from->setValue(all.x->lower);
        m_to->setValue(all.x->upper);
    }
    m_isTaking = false;
    setLook(all);
}

void FigureForm::setLook(const FigureSpec& look)
{
    m_isTaking = true;
    m_all.widthMm = look.widthMm;
    m_all.heightMm = look.heightMm;
    m_columns->setCurrentIndex(std::clamp(look.columns, 0, m_columns->count() - 1));
    m_font->setCurrentIndex(look.font == FigureFont::Serif ? 1 : 0);
    m_fontSize->setValue(look.fontPt);
    m_line->setValue(look.linePt);
    m_legend->setCurrentIndex(static_cast<int>(look.legend));
    m_colors->setCurrentIndex(static_cast<int>(look.colors));
    m_theory->setChecked(look.hasTheory);
    m_events->setChecked(look.hasEvents);
    m_best->setChecked(m_all.hasBest); // as on the Monitor
    m_gridLines->setChecked(look.hasGrid);
    m_letters->setChecked(look.hasLetters);
    m_robust->setChecked(look.isRobust);
    int smoothing = 0;
    for (std::size_t i = 0; i < kSmoothings.size(); ++i)
        if (std::abs(kSmoothings[i] - look.smoothing) < 1e-6)
            smoothing = static_cast<int>(i) + 1;
    if (look.smoothing > 0 && smoothing == 0) { // a factor that the window's own list does not have
        m_smoothing->addItem(smoothingWords(look.smoothing), look.smoothing);
        smoothing = m_smoothing->count() - 1;
    }
    m_smoothing->setCurrentIndex(smoothing);
    m_isTaking = false;
    showSize();
    showRange();
    tell();
}

FigureSpec FigureForm::spec() const
{
    FigureSpec spec = m_all;
    spec.panels.clear();
    for (int row = 0; row < m_panels->count(); ++row) {
        const QListWidgetItem* item = m_panels->item(row);
        for (const FigurePanel& panel : m_all.panels)
            if (item->checkState() == Qt::Checked && panel.metric == item->data(kMetricRole).toString())
                spec.panels.append(panel);
    }
    spec.columns = m_columns->currentIndex();
    spec.font = m_font->currentIndex() == 1 ? FigureFont::Serif : FigureFont::Sans;
    spec.fontPt = m_fontSize->value();
    spec.linePt = m_line->value();
    spec.legend = static_cast<FigureLegend>(m_legend->currentIndex());
    spec.colors = static_cast<FigureColors>(m_colors->currentIndex());
    spec.hasTheory = m_theory->isChecked();
    spec.hasEvents = m_events->isChecked();
    spec.hasBest = m_best->isChecked();
    spec.hasGrid = m_gridLines->isChecked();
    spec.hasLetters = m_letters->isChecked();
    spec.isRobust = m_robust->isChecked();
    spec.seeds.reset();
    if (const int seeds = m_seeds->currentIndex(); seeds > 0)
        spec.seeds = static_cast<widgets::SpreadKind>(seeds - 1);
    const int smoothing = m_smoothing->currentIndex();
    spec.smoothing = smoothing <= 0 ? 0
                     : smoothing <= static_cast<int>(kSmoothings.size())
                         ? kSmoothings[static_cast<std::size_t>(smoothing) - 1]
                         : m_smoothing->currentData().toDouble();
    if (m_range->currentIndex() == AllPoints) {
        spec.x.reset();
        for (FigurePanel& panel : spec.panels)
            panel.values.reset(); // a zoom of the Monitor goes with its range
    } else if (m_range->currentIndex() == FromTo) {
        spec.x.reset();
        if (m_from->value() < m_to->value())
            spec.x = widgets::PlotRange{m_from->value(), m_to->value()};
    }
    return spec;
}

QString FigureForm::smoothingWords(double smoothing)
{
    return widgets::DebiasedMean::isWindow(smoothing) ? tr("Mean of %1").arg(smoothing) : tr("EMA %1").arg(smoothing);
}

void FigureForm::takeSize()
{
    const int index = m_size->currentIndex();
    if (index < 0 || index >= sizePresets().size())
        return;
    const SizePreset& preset = sizePresets()[index];
    m_isTaking = true;
    m_fontSize->setValue(preset.fontPt);
    m_line->setValue(preset.linePt);
    m_isTaking = false;
    m_all.widthMm = preset.widthMm;
    m_all.heightMm = widgets::pleasantHeightMm(spec());
    if (index == 2)
        m_all.heightMm = std::min(m_all.heightMm, kSlideHeightMm);
    showSize();
    tell();
}

void FigureForm::showSize()
{
    m_isTaking = true;
    const bool isInch = m_unit->currentIndex() == 1;
    const double unit = isInch ? kMmPerInch : 1;
    for (QDoubleSpinBox* box : {m_width, m_height}) {
        box->setDecimals(isInch ? 2 : 1);
        box->setSuffix(isInch ? tr(" in") : tr(" mm"));
    }
    m_width->setRange(20 / unit, 1000 / unit);
    m_height->setRange(15 / unit, 1000 / unit);
    m_width->setValue(m_all.widthMm / unit);
    m_height->setValue(m_all.heightMm / unit);
    m_size->setCurrentIndex(presetOfWidth(m_all.widthMm));
    m_isTaking = false;
}

void FigureForm::showLetters()
{
    const QSignalBlocker quiet(m_panels);
    int place = 0;
    for (int row = 0; row < m_panels->count(); ++row) {
        QListWidgetItem* item = m_panels->item(row);
        const QString metric = item->data(kMetricRole).toString();
        QString title = metric;
        for (const FigurePanel& panel : m_all.panels)
            if (panel.metric == metric)
                title = panel.title;
        const bool isShown = item->checkState() == Qt::Checked;
        const QString letter = isShown && m_letters->isChecked()
                                   ? QString(QChar(u'a' + static_cast<char16_t>(place))) + QLatin1Char(')')
                                   : QString();
        item->setText(title);
        item->setData(PanelDelegate::LetterRole, letter);
        item->setData(Qt::AccessibleTextRole, letter.isEmpty() ? title : tr("%1, panel %2").arg(title, letter));
        place += isShown;
    }
}

void FigureForm::showRange()
{
    m_range->setEnabled(true);
    const bool isOwn = m_range->currentIndex() == FromTo;
    m_from->setEnabled(isOwn);
    m_to->setEnabled(isOwn);
}

void FigureForm::showGreyCheck(bool isSafe)
{
    m_grey->setText(isSafe ? tr("✓ safe in grey") : tr("alike in grey: take greys and dashes"));
}

void FigureForm::showPoints(const QString& words)
{
    m_points->setText(words);
}

bool FigureForm::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_panels || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const int way = key->key() == Qt::Key_Up ? -1 : key->key() == Qt::Key_Down ? 1 : 0;
    const int row = m_panels->currentRow();
    const int target = row + way;
    if (way == 0 || !(key->modifiers() & Qt::AltModifier) || target < 0 || target >= m_panels->count())
        return QWidget::eventFilter(watched, event);
    m_panels->insertItem(target, m_panels->takeItem(row));
    m_panels->setCurrentRow(target);
    tell();
    return true;
}

void FigureForm::tell()
{
    if (m_isTaking)
        return;
    showLetters();
    emit changed();
}

} // namespace lb::gui
