#include "widgets/forms/value_edit.h"

#include "widgets/forms/field_words.h"

#include <QLabel>
#include <QLineEdit>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace lb::widgets {

using experiments::FieldSchema;

ValueEdit::ValueEdit(const FieldSchema& field, QWidget* parent)
    : QAbstractSpinBox(parent)
    , m_field(field)
    , m_unit(new QLabel(lineEdit()))
{
    setFocusPolicy(Qt::StrongFocus); // the wheel scrolls the page
    setKeyboardTracking(false);
    m_unit->setProperty("muted", true);
    m_unit->setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(lineEdit(), &QLineEdit::textEdited, this, &ValueEdit::edited);
    connect(lineEdit(), &QLineEdit::textChanged, this, &ValueEdit::showUnit);
}

void ValueEdit::setText(const QString& text)
{
    if (lineEdit()->text() != text)
        lineEdit()->setText(text);
    lineEdit()->setCursorPosition(0);
}

QSize ValueEdit::sizeHint() const
{
    return {120, QAbstractSpinBox::sizeHint().height()};
}

QAbstractSpinBox::StepEnabled ValueEdit::stepEnabled() const
{
    bool isNumber = false;
    static_cast<void>(text().trimmed().toDouble(&isNumber)); // asked for whether it is one
    return isNumber ? StepUpEnabled | StepDownEnabled : StepEnabled(StepNone);
}

void ValueEdit::stepBy(int steps)
{
    bool isNumber = false;
    const double value = text().trimmed().toDouble(&isNumber);
    if (!isNumber)
        return;
    double by = 1;
    if (m_field.kind == FieldSchema::Kind::Real)
        by = value == 0 ? 0.1 : std::pow(10.0, std::floor(std::log10(std::abs(value)) + 1e-9) - 1);
    const double next = std::clamp(value + steps * by, m_field.minimum, m_field.maximum);
    const QString shown = m_field.kind == FieldSchema::Kind::Integer ? QString::number(static_cast<qint64>(next))
                                                                     : QString::number(next, 'g', 10);
    if (shown == text())
        return;
    setText(shown);
    emit edited(shown);
}

void ValueEdit::wheelEvent(QWheelEvent* event)
{
    if (hasFocus())
        QAbstractSpinBox::wheelEvent(event);
    else
        event->ignore();
}

void ValueEdit::resizeEvent(QResizeEvent* event)
{
    QAbstractSpinBox::resizeEvent(event);
    showUnit();
}

/// Right of the number, as long as both have room; for 0 what 0 means.
void ValueEdit::showUnit()
{
    const QString words = lineEdit()->text() == QLatin1String("0") && !m_field.zeroText.isEmpty()
                              ? fieldWords(m_field.zeroText)
                              : fieldWords(m_field.unit);
    m_unit->setText(words);
    m_unit->adjustSize();
    constexpr int kGap = 6;
    const int left = fontMetrics().horizontalAdvance(lineEdit()->text()) + kGap;
    m_unit->setVisible(!words.isEmpty() && left + m_unit->width() + 4 <= lineEdit()->width());
    m_unit->move(left, (lineEdit()->height() - m_unit->height()) / 2);
}

} // namespace lb::widgets
