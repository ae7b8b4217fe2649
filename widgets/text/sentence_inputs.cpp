#include "widgets/text/sentence_inputs.h"

#include "widgets/text/code_bars.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QSlider>
#include <QToolButton>

#include <chrono>

namespace lb::widgets {

namespace {

using namespace std::chrono_literals;

constexpr auto kPerStep = 600ms;
constexpr int kLongestSentence = 2000;
constexpr int kSquare = 10;

/// The colour of a sentence in the plot of its code.
class ColorSquare : public QWidget {
public:
    ColorSquare(const Theme& theme, int color, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
        , m_color(color)
    {
        setFixedSize(kSquare, kSquare);
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }

protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), m_theme.classColor(m_color)); }

private:
    const Theme& m_theme;
    int m_color;
};

} // namespace

SentenceInputs::SentenceInputs(const Theme& theme, int steps, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("sentenceInputs"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(12, 8, 8, 4);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(2, 1);
    m_first = addSentence(grid, false);
    m_second = addSentence(grid, true);
    addWay(grid, steps);
    m_timer.setInterval(kPerStep);
    connect(&m_timer, &QTimer::timeout, this, &SentenceInputs::advance);
}

QToolButton* SentenceInputs::makeButton(const char* name, const char* icon, const QString& toolTip)
{
    auto* button = new QToolButton(this);
    button->setObjectName(QLatin1String(name));
    button->setIcon(m_theme.icon(QLatin1String(icon)));
    button->setToolTip(toolTip);
    button->setWhatsThis(toolTip);
    button->setAccessibleName(toolTip);
    button->setFixedSize(28, 28);
    return button;
}

QLineEdit* SentenceInputs::addSentence(QGridLayout* grid, bool isSecond)
{
    const int row = isSecond ? 1 : 0;
    const QString name = isSecond ? tr("B") : tr("A");
    grid->addWidget(new ColorSquare(m_theme, isSecond ? CodeBars::kSecondColor : CodeBars::kFirstColor, this), row, 0);
    auto* label = new QLabel(name, this);
    label->setFont(m_theme.font(TextSize::Body, true));
    grid->addWidget(label, row, 1);
    auto* edit = new QLineEdit(this);
    edit->setObjectName(isSecond ? QStringLiteral("sentenceB") : QStringLiteral("sentenceA"));
    edit->setMaxLength(kLongestSentence);
    edit->setPlaceholderText(isSecond ? tr("another sentence") : tr("a sentence"));
    edit->setAccessibleName(tr("Sentence %1").arg(name));
    edit->setToolTip(isSecond ? tr("The sentence where the way ends.")
                              : tr("The sentence where the way begins; its neighbours and what the decoder hears of it "
                                   "are shown below."));
    edit->setWhatsThis(edit->toolTip());
    label->setBuddy(edit);
    grid->addWidget(edit, row, 2);
    QToolButton* draw = makeButton(isSecond ? "drawB" : "drawA", "dice",
                                   tr("Takes a sentence of the data, by chance, as %1.").arg(name));
    grid->addWidget(draw, row, 3);
    (isSecond ? m_drawSecond : m_drawFirst) = draw;
    connect(edit, &QLineEdit::textChanged, this, &SentenceInputs::sentencesChanged);
    connect(draw, &QToolButton::clicked, this, [this, isSecond] { emit drawClicked(isSecond); });
    return edit;
}

void SentenceInputs::addWay(QGridLayout* grid, int steps)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_play = makeButton("playPath", "play-line", tr("Goes from A to B, step by step."));
    m_play->setCheckable(true);
    row->addWidget(m_play);
    const auto addMuted = [&](const QString& text) {
        auto* label = new QLabel(text, this);
        label->setProperty("muted", true);
        label->setFont(m_theme.font(TextSize::Small));
        row->addWidget(label);
    };
    addMuted(tr("A"));
    m_slider = new QSlider(Qt::Horizontal, this);
    m_slider->setObjectName(QStringLiteral("pathSlider"));
    m_slider->setRange(0, steps - 1);
    m_slider->setPageStep(1);
    m_slider->setFixedHeight(20); // room for the handle
    m_slider->setAccessibleName(tr("Place between A and B"));
    m_slider->setToolTip(tr("Where between the codes of A and B: the row below and the dashes in the plot."));
    row->addWidget(m_slider, 1);
    addMuted(tr("B"));
    m_position = new QDoubleSpinBox(this);
    m_position->setObjectName(QStringLiteral("pathPosition"));
    m_position->setRange(0, 1);
    m_position->setDecimals(2);
    m_position->setKeyboardTracking(false); // a number counts when it is whole
    m_position->setSingleStep(1.0 / (steps - 1));
    m_position->setAccessibleName(m_slider->accessibleName());
    m_position->setToolTip(m_slider->toolTip());
    m_position->setWhatsThis(m_slider->toolTip());
    m_position->setFixedWidth(76);
    row->addWidget(m_position);
    m_path = new QComboBox(this);
    m_path->setObjectName(QStringLiteral("pathKind"));
    m_path->addItems({tr("Straight"), tr("Spherical")});
    m_path->setAccessibleName(tr("Way between the codes"));
    m_path->setToolTip(tr("Straight: the line between the two codes, whose middle is short where they differ much. "
                          "Spherical: turns from one direction to the other, so that codes keep their usual length."));
    m_path->setWhatsThis(m_path->toolTip());
    row->addWidget(m_path);
    grid->addLayout(row, 2, 0, 1, 3);
    QToolButton* swap = makeButton("swapSentences", "swap", tr("Swaps A and B."));
    grid->addWidget(swap, 2, 3);
    connect(m_slider, &QSlider::valueChanged, this, [this, steps](int step) {
        const QSignalBlocker quiet(m_position);
        m_position->setValue(static_cast<double>(step) / (steps - 1));
        emit stepChanged(step);
    });
    connect(m_position, &QDoubleSpinBox::valueChanged, this,
            [this, steps](double value) { m_slider->setValue(qRound(value * (steps - 1))); });
    connect(m_position, &QDoubleSpinBox::editingFinished, this, [this, steps] {
        m_position->setValue(static_cast<double>(m_slider->value()) / (steps - 1)); // the step that was nearest
    });
    connect(m_path, &QComboBox::currentIndexChanged, this, &SentenceInputs::pathChanged);
    connect(m_play, &QToolButton::toggled, this, &SentenceInputs::play);
    connect(swap, &QToolButton::clicked, this, [this] {
        setSentences(second(), first());
        emit sentencesChanged();
    });
}

QString SentenceInputs::first() const
{
    return m_first->text();
}

QString SentenceInputs::second() const
{
    return m_second->text();
}

void SentenceInputs::setSentences(const QString& first, const QString& second)
{
    const QSignalBlocker quiet(this);
    m_first->setText(first);
    m_second->setText(second);
    m_first->setCursorPosition(0);
    m_second->setCursorPosition(0);
}

bool SentenceInputs::isSpherical() const
{
    return m_path->currentIndex() == 1;
}

void SentenceInputs::setSpherical(bool spherical)
{
    const QSignalBlocker quiet(this);
    m_path->setCurrentIndex(spherical ? 1 : 0);
}

int SentenceInputs::step() const
{
    return m_slider->value();
}

void SentenceInputs::setStep(int step)
{
    m_slider->setValue(step);
}

void SentenceInputs::setCanDraw(bool can)
{
    m_drawFirst->setEnabled(can);
    m_drawSecond->setEnabled(can);
}

void SentenceInputs::play(bool isPlaying)
{
    m_play->setIcon(m_theme.icon(isPlaying ? QStringLiteral("pause") : QStringLiteral("play-line")));
    if (!isPlaying) {
        m_timer.stop();
        return;
    }
    if (m_slider->value() == m_slider->maximum())
        m_slider->setValue(0);
    m_timer.start();
}

void SentenceInputs::advance()
{
    m_slider->setValue(m_slider->value() + 1);
    if (m_slider->value() == m_slider->maximum())
        m_play->setChecked(false);
}

} // namespace lb::widgets
