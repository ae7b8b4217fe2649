// The fields of FigureForm.
#include "gui/figures/figure_form.h"

#include "gui/figures/figure_presets.h"
#include "gui/figures/form_rows.h"
#include "gui/figures/panel_delegate.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

namespace lb::gui {

namespace {

constexpr int kPanelListHeight = 152;
constexpr double kFarthest = 1e12; // of an axis

QWidget* sideBySide(QWidget* parent, const QList<QWidget*>& widgets)
{
    auto* box = new QWidget(parent);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    for (QWidget* widget : widgets)
        row->addWidget(widget);
    row->addStretch(1);
    return box;
}

QLabel* muted(QWidget* parent, const QString& text)
{
    auto* label = new QLabel(text, parent);
    label->setProperty("muted", true);
    return label;
}

} // namespace

FigureForm::FigureForm(const widgets::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(6);
    buildPanels(column);
    buildStyle(column);
    buildData(column);
    column->addStretch(1);
    for (QComboBox* box : {m_columns, m_font, m_legend, m_colors, m_seeds, m_smoothing})
        connect(box, &QComboBox::currentIndexChanged, this, &FigureForm::tell);
    for (QDoubleSpinBox* box : {m_fontSize, m_line, m_from, m_to})
        connect(box, &QDoubleSpinBox::valueChanged, this, &FigureForm::tell);
    for (QCheckBox* box : {m_theory, m_events, m_best, m_gridLines, m_letters, m_robust})
        connect(box, &QCheckBox::toggled, this, &FigureForm::tell);
    connect(m_range, &QComboBox::currentIndexChanged, this, [this] {
        showRange();
        tell();
    });
    connect(m_size, &QComboBox::activated, this, &FigureForm::takeSize);
    connect(m_unit, &QComboBox::currentIndexChanged, this, &FigureForm::showSize);
    for (QDoubleSpinBox* box : {m_width, m_height})
        connect(box, &QDoubleSpinBox::valueChanged, this, [this] {
            if (m_isTaking)
                return;
            const double unit = m_unit->currentIndex() == 0 ? 1 : kMmPerInch;
            m_all.widthMm = m_width->value() * unit;
            m_all.heightMm = m_height->value() * unit;
            m_size->setCurrentIndex(presetOfWidth(m_all.widthMm));
            tell();
        });
}

void FigureForm::buildPanels(QVBoxLayout* column)
{
    FormRows rows(m_theme, this, column);
    QGridLayout* grid = rows.section(tr("Panels"));
    m_panels = new QListWidget(this);
    FormRows::describe(m_panels, "figurePanels", tr("Panels of the figure"),
                       tr("Check what the figure shows; drag to order, or Alt+Up and Alt+Down. Space checks."));
    m_panels->setItemDelegate(new PanelDelegate(m_theme, m_panels));
    m_panels->setDragDropMode(QAbstractItemView::InternalMove);
    m_panels->setFixedHeight(kPanelListHeight);
    m_panels->installEventFilter(this);
    grid->addWidget(m_panels, 0, 0, 1, 3);
    m_columns = rows.choice("figureColumns", tr("Columns"), {tr("As many as fit"), tr("1"), tr("2"), tr("3"), tr("4")},
                            tr("How many panels stand side by side."));
    m_letters = new QCheckBox(tr("a) b) c)"), this);
    FormRows::describe(m_letters, "figureLetters", tr("Letters"), tr("Letters the panels, for the caption."));
    rows.row(tr("Columns"), m_columns, m_letters);
    connect(m_panels, &QListWidget::itemChanged, this, &FigureForm::tell);
    connect(m_panels->model(), &QAbstractItemModel::rowsMoved, this, &FigureForm::tell);
}

void FigureForm::buildStyle(QVBoxLayout* column)
{
    FormRows rows(m_theme, this, column);
    QGridLayout* grid = rows.section(tr("Size and style"));
    QStringList sizes;
    for (const SizePreset& preset : sizePresets())
        sizes.append(preset.name);
    m_size = rows.choice("figureSize", tr("Size"), sizes + QStringList{tr("Own size")},
                         tr("Widths of journals and slides; the height follows the panels."));
    m_unit = rows.choice("figureUnit", tr("Unit of the size"), {tr("mm"), tr("in")}, tr("Millimetres or inches."));
    rows.row(tr("Size"), m_size, m_unit);
    m_width = rows.number("figureWidth", tr("Width"), 1, 1000, 1, tr("Width of the whole figure."));
    m_height = rows.number("figureHeight", tr("Height"), 0.6, 1000, 1, tr("Height of the whole figure."));
    rows.row(tr("Width"), sideBySide(this, {m_width, muted(this, tr("×")), m_height}));
    m_font = rows.choice("figureFont", tr("Font"), {tr("Sans"), tr("Serif")},
                         tr("Sans or serif, as the text around the figure."));
    m_fontSize = rows.number("figureFontSize", tr("Font size"), 4, 48, 1, tr("In points on paper, as in the text."));
    m_fontSize->setSuffix(tr(" pt"));
    rows.row(tr("Font"), m_font, m_fontSize);
    m_line = rows.number("figureLine", tr("Line width"), 0.1, 10, 2, tr("Of the curves, in points on paper."));
    m_line->setSuffix(tr(" pt"));
    m_line->setSingleStep(0.25);
    rows.row(tr("Lines"), m_line);
    m_legend = rows.choice("figureLegend", tr("Legend"), {tr("On the lines"), tr("Above"), tr("Inside"), tr("None")},
                           tr("Names beside their lines need no looking up."));
    rows.row(tr("Legend"), m_legend);
    m_colors = rows.choice("figureColors", tr("Colours"), {tr("Run colours"), tr("Greys and dashes")},
                           tr("As in the window, or told apart without any colour."));
    m_grey = muted(this, {});
    m_grey->setObjectName(QStringLiteral("figureGreyCheck"));
    m_grey->setWordWrap(true);
    rows.row(tr("Colours"), m_colors, m_grey);
    buildMarks(grid);
}

void FigureForm::buildMarks(QGridLayout* grid)
{
    m_theory = new QCheckBox(tr("Theory lines"), this);
    m_events = new QCheckBox(tr("Events"), this);
    m_best = new QCheckBox(tr("Best values"), this);
    m_gridLines = new QCheckBox(tr("Grid"), this);
    FormRows::describe(m_theory, "figureTheory", m_theory->text(), tr("Floors and ceilings that the models promise."));
    FormRows::describe(m_events, "figureEvents", m_events->text(),
                       tr("Vanishing, numbers that are none, changed settings, forks, resumes."));
    FormRows::describe(m_best, "figureBest", m_best->text(), tr("A star at the best raw value of each curve."));
    FormRows::describe(m_gridLines, "figureGrid", m_gridLines->text(), tr("Pale lines at the ticks."));
    grid->addWidget(sideBySide(this, {m_theory, m_events}), grid->rowCount(), 1, 1, 2);
    grid->addWidget(sideBySide(this, {m_best, m_gridLines}), grid->rowCount(), 1, 1, 2);
}

void FigureForm::buildData(QVBoxLayout* column)
{
    FormRows rows(m_theme, this, column);
    rows.section(tr("Data"));
    m_range = rows.choice("figureRange", tr("Range"), {tr("All points"), tr("As on the Monitor"), tr("From … to")},
                          tr("The part of the x axis that the figure and its numbers show."));
    rows.row(tr("Range"), m_range);
    m_from = rows.number("figureFrom", tr("From"), -kFarthest, kFarthest, 2, tr("Where the x axis begins."));
    m_to = rows.number("figureTo", tr("To"), -kFarthest, kFarthest, 2, tr("Where the x axis ends."));
    rows.row(tr("From, to"), sideBySide(this, {m_from, muted(this, tr("–")), m_to}));
    m_seeds = rows.choice("figureSeeds", tr("Seeds"),
                          {tr("Each run"), tr("Mean"), tr("Mean, std"), tr("Mean, min–max"), tr("Mean, 95 % CI")},
                          tr("Runs that are alike but for their seed as one line, with a band. Not over time."));
    rows.row(tr("Seeds"), m_seeds, muted(this, tr("in the caption")));
    QStringList factors{tr("Off")};
    for (const double smoothing : kSmoothings)
        factors.append(smoothingWords(smoothing));
    m_smoothing =
        rows.choice("figureSmoothing", tr("Smoothing"), factors,
                    tr("An exponential mean (EMA), or the mean of the last points; raw values stay pale behind it."));
    rows.row(tr("Smoothing"), m_smoothing, muted(this, tr("in the caption")));
    m_robust = new QCheckBox(tr("Outliers may leave the axis"), this);
    FormRows::describe(
        m_robust, "figureRobust", m_robust->text(),
        tr("Fits the y axis without the outermost 2 % of the values; the caption says so where it cuts."));
    rows.row(tr("Axis"), m_robust);
    m_points = muted(this, {});
    m_points->setObjectName(QStringLiteral("figurePoints"));
    m_points->setToolTip(
        tr("Curves keep the smallest and largest value of every 150th of an inch, so that spikes stay and "
           "files are small. CSV and JSON hold every point."));
    m_points->setWhatsThis(m_points->toolTip());
    rows.row(tr("Points"), m_points);
}

} // namespace lb::gui
