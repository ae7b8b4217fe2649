#include "gui/pages/sample_bar.h"

#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QRandomGenerator>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>

namespace lb::gui {

using Modes = QList<SampleMode>;

namespace {

constexpr int kMostSeed = 2'000'000'000;
constexpr int kMostCount = 400;
constexpr int kHeight = 28;
constexpr int kSeedWidth = 96;

} // namespace

SampleBar::SampleBar(const widgets::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("sampleBar"));
    setFixedHeight(40);
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(8, 4, 8, 4);
    m_row->setSpacing(6);
    buildCommon();
    buildSampler();
    buildPath();
    buildTraversal();
    m_row->addStretch(1);
    updateFields();
}

QWidget* SampleBar::field(const QString& label, QWidget* editor, const QString& toolTip, const Modes& modes)
{
    auto* whole = new QWidget(this);
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 6, 0);
    row->setSpacing(6);
    auto* name = new QLabel(label, whole);
    name->setProperty("muted", true);
    name->setFont(m_theme.font(widgets::TextSize::Small));
    row->addWidget(name);
    editor->setParent(whole);
    editor->setToolTip(toolTip);
    editor->setWhatsThis(toolTip);
    editor->setAccessibleName(label);
    editor->setFixedHeight(kHeight);
    row->addWidget(editor);
    m_row->addWidget(whole);
    m_modes.insert(whole, modes);
    return whole;
}

QToolButton* SampleBar::button(const char* name, const QString& icon, const QString& toolTip, const Modes& modes)
{
    auto* made = new QToolButton(this);
    made->setObjectName(QLatin1String(name));
    made->setIcon(m_theme.icon(icon));
    made->setToolTip(toolTip);
    made->setWhatsThis(toolTip);
    made->setAccessibleName(toolTip);
    made->setFixedSize(kHeight, kHeight);
    m_row->addWidget(made);
    m_modes.insert(made, modes);
    return made;
}

QSpinBox* SampleBar::number(const char* name, int least, int most, int SampleSettings::*member)
{
    auto* box = new QSpinBox(this);
    box->setObjectName(QLatin1String(name));
    box->setRange(least, most);
    box->setValue(m_settings.*member);
    box->setKeyboardTracking(false);
    connect(box, &QSpinBox::valueChanged, this, [this, member](int value) {
        m_settings.*member = value;
        change();
    });
    return box;
}

void SampleBar::buildCommon()
{
    const Modes withItems{SampleMode::Reconstruct, SampleMode::Interpolate, SampleMode::Traverse,
                          SampleMode::Arithmetic, SampleMode::Worst};
    const Modes withSeed{SampleMode::Reconstruct, SampleMode::Prior, SampleMode::Interpolate, SampleMode::Arithmetic};
    m_split = new QComboBox(this);
    m_split->setObjectName(QStringLiteral("sampleSplit"));
    m_split->addItem(tr("validation"), QStringLiteral("validation"));
    m_split->addItem(tr("test"), QStringLiteral("test"));
    m_split->addItem(tr("training"), QStringLiteral("train"));
    field(tr("Split"), m_split, tr("Where the items come from; the model has not been trained on validation and test."),
          withItems);
    connect(m_split, &QComboBox::currentIndexChanged, this, [this] {
        m_settings.split = m_split->currentData().toString();
        forgetItems(); // positions of the other split
        change();
    });
    m_seed = new QSpinBox(this);
    m_seed->setObjectName(QStringLiteral("sampleSeed"));
    m_seed->setRange(0, kMostSeed);
    m_seed->setValue(1);
    m_seed->setMaximumWidth(kSeedWidth);
    m_seed->setKeyboardTracking(false);
    field(tr("Seed"), m_seed, tr("Equal seeds draw equal codes, items and pairs, whatever the run."), withSeed);
    connect(m_seed, &QSpinBox::valueChanged, this, [this](int seed) {
        m_settings.seed = seed;
        if (m_settings.mode == SampleMode::Interpolate || m_settings.mode == SampleMode::Arithmetic)
            forgetItems();
        change();
    });
    m_lock =
        button("sampleSeedLock", QStringLiteral("unlock"), tr("Keeps the seed when grids are made again."), withSeed);
    m_lock->setCheckable(true);
    connect(m_lock, &QToolButton::toggled, this, [this](bool locked) {
        m_lock->setIcon(m_theme.icon(locked ? QStringLiteral("lock") : QStringLiteral("unlock")));
    });
    connect(button("sampleDice", QStringLiteral("dice"), tr("Another seed, drawn at random."), withSeed),
            &QToolButton::clicked, this, &SampleBar::randomSeed);
    connect(button("regenerateSamples", QStringLiteral("refresh"),
                   tr("Makes the grids again: with another seed, or with the same where it is locked."),
                   withSeed + Modes{SampleMode::Traverse, SampleMode::History, SampleMode::Worst}),
            &QToolButton::clicked, this, &SampleBar::regenerate);
    field(tr("Count"), number("sampleCount", 1, kMostCount, &SampleSettings::count), tr("How many, for each run."),
          {SampleMode::Reconstruct, SampleMode::Prior});
    auto* order = new QComboBox(this);
    order->setObjectName(QStringLiteral("worstOrder"));
    order->addItem(tr("reconstruction loss"), QStringLiteral("loss"));
    order->addItem(tr("KL"), QStringLiteral("kl"));
    order->addItem(tr("novelty"), QStringLiteral("novelty"));
    field(tr("Sorted by"), order,
          tr("Largest first: loss and KL in nats; novelty is the distance to the nearest other code of the split."),
          {SampleMode::Worst});
    connect(order, &QComboBox::currentIndexChanged, this, [this, order] {
        m_settings.order = order->currentData().toString();
        change();
    });
}

void SampleBar::buildSampler()
{
    m_sampler = new QComboBox(this);
    m_sampler->setObjectName(QStringLiteral("sampleSampler"));
    m_sampler->addItem(tr("N(0, I)"), QStringLiteral("prior"));
    m_sampler->addItem(tr("fitted Gaussian"), QStringLiteral("gaussian"));
    m_sampler->addItem(tr("mixture (GMM)"), QStringLiteral("gmm"));
    field(tr("Sampler"), m_sampler,
          tr("Where codes are drawn from: the prior, or one Gaussian or a mixture fitted to the codes of the training "
             "data. A language model has none."),
          {SampleMode::Prior});
    connect(m_sampler, &QComboBox::currentIndexChanged, this, [this] {
        m_settings.sampler = m_sampler->currentData().toString();
        updateFields();
        change();
    });
    m_componentsField = field(tr("k"), number("sampleComponents", 1, 200, &SampleSettings::components),
                              tr("Gaussians in the mixture."), {SampleMode::Prior});
    m_temperature = new QDoubleSpinBox(this);
    m_temperature->setObjectName(QStringLiteral("sampleTemperature"));
    m_temperature->setRange(0, 10);
    m_temperature->setDecimals(2);
    m_temperature->setSingleStep(0.1);
    m_temperature->setValue(m_settings.temperature);
    m_temperature->setKeyboardTracking(false);
    field(
        tr("Temperature"), m_temperature,
        tr("Images: how far codes lie from the sampler's mean, 1 as they are drawn. Text: how freely words are drawn, "
           "0 takes the likeliest."),
        {SampleMode::Prior});
    connect(m_temperature, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        m_settings.temperature = value;
        change();
    });
}

void SampleBar::buildPath()
{
    const Modes path{SampleMode::Interpolate};
    m_path = new QButtonGroup(this);
    auto* segments = new QWidget(this);
    auto* row = new QHBoxLayout(segments);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    const auto segment = [&](const char* name, const QString& text, const QString& toolTip) {
        auto* made = new QToolButton(segments);
        made->setObjectName(QLatin1String(name));
        made->setText(text);
        made->setToolTip(toolTip);
        made->setWhatsThis(toolTip);
        made->setCheckable(true);
        made->setFixedHeight(kHeight);
        m_path->addButton(made, static_cast<int>(m_path->buttons().size()));
        row->addWidget(made);
    };
    segment("samplePathLinear", tr("Linear"), tr("The straight line between the two codes."));
    segment("samplePathSpherical", tr("Spherical"),
            tr("Turns from one code to the other at equal pace, keeping its distance from 0."));
    m_path->button(1)->setChecked(true);
    m_row->addWidget(segments);
    m_modes.insert(segments, path);
    connect(m_path, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (!checked)
            return;
        m_settings.isSpherical = id == 1;
        change();
    });
    field(tr("Images"), number("sampleSteps", 2, 32, &SampleSettings::steps),
          tr("Codes on the path or along each dimension, both ends included."), path + Modes{SampleMode::Traverse});
}

void SampleBar::buildTraversal()
{
    const Modes traverse{SampleMode::Traverse};
    field(tr("Dimensions"), number("traverseRows", 1, 256, &SampleSettings::rows),
          tr("So many, those of the largest KL first."), traverse);
    auto* reach = new QDoubleSpinBox(this);
    reach->setObjectName(QStringLiteral("traverseReach"));
    reach->setRange(0.1, 20);
    reach->setDecimals(1);
    reach->setSingleStep(0.5);
    reach->setValue(m_settings.reach);
    reach->setKeyboardTracking(false);
    field(tr("Reach"), reach, tr("Standard deviations of the codes, to both sides of their mean."), traverse);
    connect(reach, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        m_settings.reach = value;
        change();
    });
}

void SampleBar::updateFields()
{
    for (auto it = m_modes.cbegin(); it != m_modes.cend(); ++it)
        it.key()->setVisible(it.value().contains(m_settings.mode));
    m_componentsField->setVisible(m_settings.mode == SampleMode::Prior && m_settings.sampler == QLatin1String("gmm"));
}

void SampleBar::setMode(SampleMode mode)
{
    m_settings.mode = mode;
    updateFields();
    change();
}

void SampleBar::setText(bool isText)
{
    if (isText == std::exchange(m_isText, isText))
        return;
    const QSignalBlocker quiet(m_temperature); // asked for anew with the run itself
    m_temperature->setValue(isText ? 0 : 1);
    m_settings.temperature = m_temperature->value();
    emit settingsChanged(m_settings);
}

void SampleBar::change()
{
    emit settingsChanged(m_settings);
}

void SampleBar::setItems(const PathItems& items)
{
    m_settings.from = items.positions[0];
    m_settings.to = items.positions[1];
    m_settings.third = items.positions[2];
    m_settings.pictures = items.pictures;
    change();
}

void SampleBar::forgetItems()
{
    m_settings.from = m_settings.to = m_settings.third = -1;
}

void SampleBar::setSplit(const QString& split)
{
    m_split->setCurrentIndex(m_split->findData(split));
}

QString SampleBar::splitName() const
{
    return m_split->currentText();
}

void SampleBar::randomSeed()
{
    m_seed->setValue(QRandomGenerator::global()->bounded(1, 1'000'000));
}

void SampleBar::regenerate()
{
    if (!m_lock->isChecked() && m_seed->isVisible())
        randomSeed();
    emit regenerateRequested();
}

} // namespace lb::gui
