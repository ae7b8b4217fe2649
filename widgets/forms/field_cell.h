#pragma once

#include "experiments/records/field_schema.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace lb::widgets {

class Theme;

/// One field of a form: label, editor by the field's kind, dot and reset where it is changed, and what is wrong with it
/// in a sentence under it. Object names: the key alone for the editor, "reset:KEY", "error:KEY".
class FieldCell : public QWidget {
    Q_OBJECT
public:
    FieldCell(const Theme& theme, const experiments::FieldSchema& field, QWidget* parent);

    const experiments::FieldSchema& field() const { return m_field; }
    /// Shows without telling anybody.
    void setText(const QString& text);
    /// `base`: the value it differs from, for the reset's tooltip.
    void setChanged(bool isChanged, const QString& base);
    void setProblem(const QString& sentence);
    /// A remark under the field, such as a formula with its numbers.
    void setNote(const QString& note);
    /// The words of the field contain all of `words`.
    bool matches(const QString& words) const;
    QWidget* editor() const { return m_editor; }

signals:
    void edited(const QString& key, const QString& text);
    void resetRequested(const QString& key);

private:
    QWidget* makeEditor();
    QWidget* makeChoice(bool isEditable);
    void describe(QWidget* widget, const QString& name) const;

    experiments::FieldSchema m_field;
    QLabel* m_label = nullptr;
    QWidget* m_editor = nullptr;
    QLabel* m_dot = nullptr;
    QToolButton* m_reset = nullptr;
    QLabel* m_problem = nullptr;
    QLabel* m_note = nullptr;
};

} // namespace lb::widgets
