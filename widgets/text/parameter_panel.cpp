#include "widgets/text/parameter_panel.h"

#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QRandomGenerator>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace lb::widgets {

using experiments::WritingParameters;

namespace {

constexpr int kMargin = 12;
constexpr int kFieldWidth = 76;
constexpr int kSeedWidth = 112;
constexpr int kPerUnit = 100; // a slider's steps in one unit
constexpr int kMostTokens = 100'000;
constexpr int kMostBeams = 64;

void describe(QWidget* field, const char* name, const QString& label, const QString& toolTip)
{
    field->setObjectName(QLatin1String(name));
    field->setToolTip(toolTip);
    field->setWhatsThis(toolTip);
    field->setAccessibleName(label);
}

/// One stop string per line; a line break in one is written \n.
QStringList stopsOf(const QString& text)
{
    QStringList stops;
    for (QString line : text.split(QLatin1Char('\n')))
        if (!line.isEmpty())
            stops.append(line.replace(QStringLiteral("\\n"), QStringLiteral("\n")));
    return stops;
}

QString textOf(QStringList stops)
{
    return stops.replaceInStrings(QStringLiteral("\n"), QStringLiteral("\\n")).join(QLatin1Char('\n'));
}

QHBoxLayout* addRow(QVBoxLayout* column, const QString& label, QWidget* field)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    auto* words = new QLabel(label, field->parentWidget());
    words->setBuddy(field);
    row->addWidget(words, 1);
    row->addWidget(field);
    column->addLayout(row);
    return row;
}

} // namespace

ParameterPanel::ParameterPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("parameterPanel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, 10, kMargin, 8);
    column->setSpacing(5);
    m_temperature = addNumber(column, "temperature", tr("Temperature"),
                              tr("1 takes the model's own probabilities, less makes it more careful, 0 takes the "
                                 "likeliest word each time."),
                              100, 2);
    m_topK = addCount(column, "topK", tr("Top-k"), tr("Draws from the k likeliest tokens only; 0 from all."), 0,
                      1'000'000, 200);
    m_topP = addNumber(
        column, "topP", tr("Top-p"),
        tr("Draws from the likeliest tokens that together have this share of the probability; 1 from all."), 1, 1);
    m_topP->setMinimum(0.01);
    m_length =
        addCount(column, "length", tr("Length"), tr("The most tokens that a reply may have."), 1, kMostTokens, 400);
    addSeed(column);
    addMore(column);
    column->addStretch(1);
    reset();
}

QSlider* ParameterPanel::addSlider(QVBoxLayout* column, const char* name, const QString& label)
{
    auto* slider = new QSlider(Qt::Horizontal, this);
    slider->setObjectName(QLatin1String(name) + QStringLiteral("Slider"));
    slider->setAccessibleName(label);
    slider->setFocusPolicy(Qt::NoFocus); // its field takes the keyboard
    slider->setFixedHeight(18);
    column->addWidget(slider);
    column->addSpacing(4);
    return slider;
}

QSpinBox* ParameterPanel::addCount(QVBoxLayout* column, const char* name, const QString& label, const QString& toolTip,
                                   int least, int most, int sliderMost)
{
    auto* box = new QSpinBox(this);
    describe(box, name, label, toolTip);
    box->setRange(least, most);
    box->setFixedWidth(kFieldWidth);
    addRow(column, label, box);
    QSlider* slider = addSlider(column, name, label);
    slider->setToolTip(toolTip);
    slider->setRange(least, sliderMost);
    connect(slider, &QSlider::valueChanged, this, [box, sliderMost](int value) {
        if (value < sliderMost || box->value() < sliderMost) // the field may hold more than the slider shows
            box->setValue(value);
    });
    connect(box, &QSpinBox::valueChanged, this, [this, slider](int value) {
        slider->setValue(value);
        emit changed();
    });
    return box;
}

QDoubleSpinBox* ParameterPanel::addNumber(QVBoxLayout* column, const char* name, const QString& label,
                                          const QString& toolTip, double most, double sliderMost)
{
    auto* box = new QDoubleSpinBox(this);
    describe(box, name, label, toolTip);
    box->setRange(0, most);
    box->setDecimals(2);
    box->setSingleStep(0.05);
    box->setFixedWidth(kFieldWidth);
    addRow(column, label, box);
    QSlider* slider = addSlider(column, name, label);
    slider->setToolTip(toolTip);
    slider->setRange(0, qRound(sliderMost * kPerUnit));
    connect(slider, &QSlider::valueChanged, this, [box, sliderMost](int value) {
        if (value < sliderMost * kPerUnit || box->value() < sliderMost)
            box->setValue(static_cast<double>(value) / kPerUnit);
    });
    connect(box, &QDoubleSpinBox::valueChanged, this, [this, slider](double value) {
        slider->setValue(qRound(value * kPerUnit));
        emit changed();
    });
    return box;
}

void ParameterPanel::addSeed(QVBoxLayout* column)
{
    m_seed = new QSpinBox(this);
    describe(m_seed, "seed", tr("Seed"), tr("Equal seeds give equal texts, with the same checkpoint and parameters."));
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setFixedWidth(kSeedWidth);
    connect(m_seed, &QSpinBox::valueChanged, this, &ParameterPanel::changed);
    QHBoxLayout* row = addRow(column, tr("Seed"), m_seed);
    m_lock = new QToolButton(this);
    describe(m_lock, "seedLock", tr("Keep the seed"), tr("Keeps the seed; otherwise each prompt gets another one."));
    m_lock->setCheckable(true);
    m_lock->setFixedSize(28, 28);
    const auto showLock = [this](bool locked) {
        m_lock->setIcon(m_theme.icon(locked ? QStringLiteral("lock") : QStringLiteral("unlock")));
        emit changed();
    };
    connect(m_lock, &QToolButton::toggled, this, showLock);
    showLock(false);
    row->addWidget(m_lock);
    auto* dice = new QToolButton(this);
    describe(dice, "seedDice", tr("Draw a seed"), tr("Draws another seed."));
    dice->setIcon(m_theme.icon(QStringLiteral("dice")));
    dice->setFixedSize(28, 28);
    connect(dice, &QToolButton::clicked, this, &ParameterPanel::drawSeed);
    row->addWidget(dice);
}

template <class Box>
Box* ParameterPanel::addFolded(QFormLayout* form, const char* name, const QString& label, const QString& toolTip)
{
    auto* box = new Box(m_more);
    describe(box, name, label, toolTip);
    form->addRow(label, box);
    return box;
}

void ParameterPanel::addMore(QVBoxLayout* column)
{
    m_fold = new QToolButton(this);
    describe(m_fold, "moreParameters", tr("More parameters"),
             tr("Shows or hides the parameters that are rarely changed."));
    m_fold->setText(tr("More: repetition, stops, beams"));
    m_fold->setIcon(m_theme.icon(QStringLiteral("right")));
    m_fold->setIconSize({12, 12});
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fold->setProperty("menuText", true);
    column->addSpacing(2);
    column->addWidget(m_fold);
    m_more = new QWidget(this);
    auto* form = new QFormLayout(m_more);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(5);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_repetition =
        addFolded<QDoubleSpinBox>(form, "repetitionPenalty", tr("Repetition penalty"),
                                  tr("More than 1 makes tokens that were used less likely; 1 changes nothing."));
    m_repetition->setRange(0.01, 10);
    m_repetition->setSingleStep(0.05);
    m_ngram = addFolded<QSpinBox>(form, "bannedNgram", tr("No n tokens twice"),
                                  tr("No n tokens in a row come twice in a text; 0: they may."));
    m_ngram->setRange(0, 1000);
    m_least = addFolded<QSpinBox>(form, "minimumTokens", tr("Least length"),
                                  tr("Ends and stop strings are heeded from this many tokens on."));
    m_least->setRange(0, kMostTokens);
    m_beams = addFolded<QSpinBox>(form, "beams", tr("Beams"),
                                  tr("Searches for likely texts with this many beams instead of drawing; 0 draws."));
    m_beams->setRange(0, kMostBeams);
    m_lengthPenalty = addFolded<QDoubleSpinBox>(form, "lengthPenalty", tr("Length penalty"),
                                                tr("With beams: above 1 longer texts win, below 1 shorter ones."));
    m_lengthPenalty->setRange(-10, 10);
    m_lengthPenalty->setSingleStep(0.1);
    m_precision = addFolded<QComboBox>(form, "precision", tr("Precision"),
                                       tr("In what the weights are kept: bf16 halves the memory and rounds them."));
    for (const char* word : {"auto", "fp32", "bf16"})
        m_precision->addItem(QString::fromLatin1(word));
    m_stops =
        addFolded<QPlainTextEdit>(form, "stops", tr("Stop at"),
                                  tr("Strings that end a text and are cut off, one per line; \\n is a line break."));
    m_stops->setProperty("field", true);
    m_stops->setTabChangesFocus(true);
    m_stops->setFixedHeight(52);
    m_more->hide();
    column->addWidget(m_more);
    connect(m_fold, &QToolButton::clicked, this, [this] {
        const bool open = m_more->isHidden();
        m_more->setVisible(open);
        m_fold->setIcon(m_theme.icon(open ? QStringLiteral("down") : QStringLiteral("right")));
    });
    for (QSpinBox* box : {m_ngram, m_least, m_beams})
        connect(box, &QSpinBox::valueChanged, this, &ParameterPanel::changed);
    for (QDoubleSpinBox* box : {m_repetition, m_lengthPenalty})
        connect(box, &QDoubleSpinBox::valueChanged, this, &ParameterPanel::changed);
    connect(m_precision, &QComboBox::currentIndexChanged, this, &ParameterPanel::changed);
    connect(m_stops, &QPlainTextEdit::textChanged, this, &ParameterPanel::changed);
}

WritingParameters ParameterPanel::parameters() const
{
    return {.temperature = m_temperature->value(),
            .topK = m_topK->value(),
            .topP = m_topP->value(),
            .maximumTokens = m_length->value(),
            .seed = m_seed->value(),
            .repetitionPenalty = m_repetition->value(),
            .bannedNgram = m_ngram->value(),
            .minimumTokens = m_least->value(),
            .stops = stopsOf(m_stops->toPlainText()),
            .beams = m_beams->value(),
            .lengthPenalty = m_lengthPenalty->value(),
            .precision = m_precision->currentText()};
}

void ParameterPanel::setParameters(const WritingParameters& p)
{
    m_temperature->setValue(p.temperature);
    m_topK->setValue(p.topK);
    m_topP->setValue(p.topP);
    m_length->setValue(p.maximumTokens);
    m_seed->setValue(static_cast<int>(std::clamp<qint64>(p.seed, 0, m_seed->maximum())));
    m_repetition->setValue(p.repetitionPenalty);
    m_ngram->setValue(p.bannedNgram);
    m_least->setValue(p.minimumTokens);
    if (stopsOf(m_stops->toPlainText()) != p.stops)
        m_stops->setPlainText(textOf(p.stops));
    m_beams->setValue(p.beams);
    m_lengthPenalty->setValue(p.lengthPenalty);
    m_precision->setCurrentText(p.precision);
}

bool ParameterPanel::isSeedLocked() const
{
    return m_lock->isChecked();
}

void ParameterPanel::setSeedLocked(bool locked)
{
    m_lock->setChecked(locked);
}

void ParameterPanel::advanceSeed()
{
    if (!isSeedLocked())
        drawSeed();
}

void ParameterPanel::drawSeed()
{
    constexpr int kShortSeeds = 100'000; // easy to read aloud and to type again
    m_seed->setValue(QRandomGenerator::global()->bounded(kShortSeeds));
}

void ParameterPanel::reset()
{
    WritingParameters usual;
    usual.seed = m_seed->value() == 0 ? 1 : m_seed->value();
    setParameters(usual);
}

} // namespace lb::widgets
