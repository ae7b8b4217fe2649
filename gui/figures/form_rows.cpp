#include "gui/figures/form_rows.h"

#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace lb::gui {

namespace {

constexpr int kLabelWidth = 76;
constexpr int kFieldWidth = 188;

} // namespace

FormRows::FormRows(const widgets::Theme& theme, QWidget* parent, QVBoxLayout* column)
    : m_theme(theme)
    , m_parent(parent)
    , m_column(column)
{
}

void FormRows::describe(QWidget* field, const char* name, const QString& accessibleName, const QString& help)
{
    field->setObjectName(QLatin1String(name));
    field->setAccessibleName(accessibleName);
    field->setToolTip(help);
    field->setWhatsThis(help);
}

QGridLayout* FormRows::section(const QString& title)
{
    auto* heading = new QLabel(title, m_parent);
    heading->setFont(m_theme.font(widgets::TextSize::Body, true));
    m_column->addWidget(heading);
    auto* line = new QFrame(m_parent);
    line->setFrameShape(QFrame::HLine);
    line->setFixedHeight(1);
    line->setProperty("rule", true);
    m_column->addWidget(line);
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnMinimumWidth(0, kLabelWidth);
    m_grid->setColumnStretch(2, 1);
    m_column->addLayout(m_grid);
    m_column->addSpacing(8);
    return m_grid;
}

void FormRows::row(const QString& label, QWidget* field, QWidget* beside)
{
    const int row = m_grid->rowCount();
    auto* words = new QLabel(label, m_parent);
    words->setProperty("muted", true);
    words->setBuddy(field);
    m_grid->addWidget(words, row, 0);
    if (beside) {
        field->setMinimumWidth(kFieldWidth);
        m_grid->addWidget(field, row, 1);
        m_grid->addWidget(beside, row, 2);
    } else {
        m_grid->addWidget(field, row, 1, 1, 2);
    }
}

QComboBox* FormRows::choice(const char* name, const QString& accessibleName, const QStringList& words,
                            const QString& help)
{
    auto* box = new QComboBox(m_parent);
    describe(box, name, accessibleName, help);
    box->addItems(words);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return box;
}

QDoubleSpinBox* FormRows::number(const char* name, const QString& accessibleName, double low, double high, int decimals,
                                 const QString& help)
{
    auto* box = new QDoubleSpinBox(m_parent);
    describe(box, name, accessibleName, help);
    box->setDecimals(decimals);
    box->setRange(low, high);
    box->setKeyboardTracking(false); // a figure for a number half typed helps nobody
    return box;
}

} // namespace lb::gui
