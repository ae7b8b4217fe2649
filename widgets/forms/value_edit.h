#pragma once

#include "experiments/records/field_schema.h"

#include <QAbstractSpinBox>

class QLabel;

namespace lb::widgets {

/// A number field that takes what people write: "1e-3", or several values, "0.5, 0.6" and "0.1..0.9 step 0.2". Arrows
/// and the keys Up and Down change a single number by a tenth of its magnitude, whole ones by 1. Judges nothing.
class ValueEdit : public QAbstractSpinBox {
    Q_OBJECT
public:
    ValueEdit(const experiments::FieldSchema& field, QWidget* parent);

    void setText(const QString& text);
    void stepBy(int steps) override;
    QSize sizeHint() const override;

signals:
    /// The user typed or stepped.
    void edited(const QString& text);

protected:
    StepEnabled stepEnabled() const override;
    void wheelEvent(QWheelEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showUnit();

    experiments::FieldSchema m_field;
    QLabel* m_unit;
};

} // namespace lb::widgets
