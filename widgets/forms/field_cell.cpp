#include "widgets/forms/field_cell.h"

#include "widgets/forms/field_words.h"
#include "widgets/forms/value_edit.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>

namespace lb::widgets {

using experiments::FieldSchema;

namespace {

constexpr int kLabelWidth = 146;
constexpr int kEditorWidth = 156;
constexpr int kDotWidth = 10;
constexpr int kResetSize = 22;

/// A list that the wheel does not change while the page is scrolled over it.
class CalmComboBox : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override
    {
        if (hasFocus())
            QComboBox::wheelEvent(event);
        else
            event->ignore();
    }
};

void setFlag(QWidget* widget, const char* name, bool isOn)
{
    if (widget->property(name).toBool() == isOn)
        return;
    widget->setProperty(name, isOn);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace

FieldCell::FieldCell(const Theme& theme, const FieldSchema& field, QWidget* parent)
    : QWidget(parent)
    , m_field(field)
    , m_label(new QLabel(fieldWords(field.label), this))
    , m_dot(new QLabel(this))
    , m_reset(new QToolButton(this))
    , m_problem(new QLabel(this))
    , m_note(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    m_label->setFixedWidth(kLabelWidth);
    m_label->setWordWrap(true);
    m_label->setToolTip(fieldHelp(m_field));
    m_editor = makeEditor();
    describe(m_editor, m_field.key);
    m_label->setBuddy(m_editor);
    m_dot->setProperty("changedDot", true);
    m_dot->setFixedWidth(kDotWidth);
    m_dot->setAlignment(Qt::AlignCenter);
    m_reset->setObjectName(QStringLiteral("reset:") + m_field.key);
    m_reset->setIcon(theme.icon(QStringLiteral("reset")));
    m_reset->setIconSize({14, 14});
    m_reset->setFixedSize(kResetSize, kResetSize);
    m_reset->setProperty("iconOnly", true);
    connect(m_reset, &QToolButton::clicked, this, [this] { emit resetRequested(m_field.key); });
    row->addWidget(m_label);
    row->addWidget(m_editor);
    row->addWidget(m_dot);
    row->addWidget(m_reset);
    row->addStretch(1);
    column->addLayout(row);
    m_problem->setObjectName(QStringLiteral("error:") + m_field.key);
    m_note->setObjectName(QStringLiteral("note:") + m_field.key);
    for (QLabel* under : {m_problem, m_note}) {
        under->setWordWrap(true);
        under->setFont(theme.font(TextSize::Tiny));
        under->setTextFormat(Qt::PlainText);
        under->setContentsMargins(kLabelWidth + 4, 0, 0, 2);
        under->hide();
        column->addWidget(under);
    }
    m_note->setProperty("muted", true);
    m_problem->setProperty("problem", true);
    QSizePolicy keeps = m_reset->sizePolicy();
    keeps.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(keeps);
    setChanged(false, {});
}

void FieldCell::describe(QWidget* widget, const QString& name) const
{
    widget->setObjectName(name);
    widget->setToolTip(fieldHelp(m_field));
    widget->setWhatsThis(widget->toolTip());
    widget->setAccessibleName(m_field.unit.isEmpty()
                                  ? fieldWords(m_field.label)
                                  : tr("%1 in %2").arg(fieldWords(m_field.label), fieldWords(m_field.unit)));
    widget->setFixedWidth(kEditorWidth);
}

QWidget* FieldCell::makeChoice(bool isEditable)
{
    auto* box = new CalmComboBox(this);
    box->setEditable(isEditable);
    box->setFocusPolicy(Qt::StrongFocus);
    box->addItems(m_field.choices);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    if (isEditable) {
        box->setInsertPolicy(QComboBox::NoInsert);
        connect(box, &QComboBox::editTextChanged, this,
                [this](const QString& text) { emit edited(m_field.key, text); });
    } else {
        connect(box, &QComboBox::currentTextChanged, this,
                [this](const QString& text) { emit edited(m_field.key, text); });
    }
    return box;
}

QWidget* FieldCell::makeEditor()
{
    switch (m_field.kind) {
    case FieldSchema::Kind::Boolean: {
        auto* box = new QCheckBox(tr("on"), this);
        connect(box, &QCheckBox::toggled, this, [this](bool isOn) {
            emit edited(m_field.key, isOn ? QStringLiteral("true") : QStringLiteral("false"));
        });
        return box;
    }
    case FieldSchema::Kind::Integer:
    case FieldSchema::Kind::Real: {
        auto* edit = new ValueEdit(m_field, this);
        connect(edit, &ValueEdit::edited, this, [this](const QString& text) { emit edited(m_field.key, text); });
        return edit;
    }
    case FieldSchema::Kind::Choice:
        return makeChoice(false);
    case FieldSchema::Kind::Text:
        break;
    }
    if (!m_field.choices.isEmpty())
        return makeChoice(true);
    auto* edit = new QLineEdit(this);
    connect(edit, &QLineEdit::textEdited, this, [this](const QString& text) { emit edited(m_field.key, text); });
    return edit;
}

void FieldCell::setText(const QString& text)
{
    const QSignalBlocker quiet(m_editor);
    if (auto* check = qobject_cast<QCheckBox*>(m_editor)) {
        check->setChecked(text == QLatin1String("true"));
    } else if (auto* value = qobject_cast<ValueEdit*>(m_editor)) {
        if (value->text() != text)
            value->setText(text);
    } else if (auto* box = qobject_cast<QComboBox*>(m_editor)) {
        if (box->currentText() != text)
            box->setCurrentText(text);
    } else if (auto* line = qobject_cast<QLineEdit*>(m_editor); line && line->text() != text) {
        line->setText(text);
    }
}

void FieldCell::setChanged(bool isChanged, const QString& base)
{
    m_dot->setText(isChanged ? QStringLiteral("●") : QString());
    m_reset->setVisible(isChanged);
    const QString help = tr("Back to %1").arg(base);
    m_reset->setToolTip(help);
    m_reset->setAccessibleName(tr("%1: back to %2").arg(fieldWords(m_field.label), base));
    m_dot->setToolTip(isChanged ? tr("Changed; it was %1.").arg(base) : QString());
}

void FieldCell::setProblem(const QString& sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    m_editor->setAccessibleDescription(sentence);
    setFlag(m_editor, "invalid", !sentence.isEmpty());
}

void FieldCell::setNote(const QString& note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

bool FieldCell::matches(const QString& words) const
{
    const QString all = QStringList{m_field.key, fieldWords(m_field.label), fieldWords(m_field.help),
                                    fieldWords(m_field.section), m_field.choices.join(QLatin1Char(' '))}
                            .join(QLatin1Char('\n'));
    const QStringList wanted = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(wanted.begin(), wanted.end(),
                       [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

} // namespace lb::widgets
