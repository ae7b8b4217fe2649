#include "gui/dialogs/own_metric_dialog.h"

#include "experiments/store/own_metrics.h"
#include "gui/monitor/own_metric_desk.h"
#include "gui/project/store_thread.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace lb::gui {

using experiments::Expression;
using experiments::ExpressionNames;
using experiments::OwnMetric;
using Better = experiments::MetricInfo::Better;

namespace {

constexpr int kWidth = 520;

} // namespace

OwnMetricDialog::OwnMetricDialog(const Parts& parts, const QString& name, QWidget* parent)
    : QDialog(parent)
    , m_parts(parts)
    , m_before(name)
{
    setObjectName(QStringLiteral("ownMetricDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(name.isEmpty() ? tr("New metric") : tr("Change metric"));
    setMinimumWidth(kWidth);
    build();
    if (const OwnMetric* known = parts.desk.find(name)) {
        m_title->setText(known->title);
        m_expression->setText(known->expression);
        m_unit->setText(known->unit);
        m_better->setCurrentIndex(m_better->findData(static_cast<int>(known->better)));
    }
    readNames();
    check();
}

QLineEdit* OwnMetricDialog::addLine(const char* objectName, const QString& label, const QString& help)
{
    auto* line = new QLineEdit(this);
    line->setObjectName(QLatin1String(objectName));
    line->setAccessibleName(label);
    line->setToolTip(help);
    line->setWhatsThis(help);
    connect(line, &QLineEdit::textChanged, this, &OwnMetricDialog::check);
    return line;
}

void OwnMetricDialog::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 16);
    column->setSpacing(10);
    auto* form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_title = addLine("ownMetricTitle", tr("Name"), tr("What the metric is called in lists, plots and tables."));
    m_title->setPlaceholderText(tr("Rate"));
    form->addRow(tr("Name"), m_title);
    m_expression =
        addLine("ownMetricExpression", tr("Expression"),
                tr("Metrics by their names, of a training batch without train/ (kl, validation/elbo); numbers among "
                   "the settings (latent.size); + - * / ^ ( ) and %1.")
                    .arg(Expression::functions().join(QStringLiteral(", "))));
    m_expression->setPlaceholderText(QStringLiteral("reconstruction + 4 * kl"));
    form->addRow(tr("Expression"), m_expression);
    m_unit = addLine("ownMetricUnit", tr("Unit"), tr("Stands beside the axis; empty for a pure number."));
    m_unit->setPlaceholderText(QStringLiteral("nats"));
    form->addRow(tr("Unit"), m_unit);
    m_better = new QComboBox(this);
    m_better->setObjectName(QStringLiteral("ownMetricBetter"));
    m_better->addItem(tr("Neither is better"), static_cast<int>(Better::Neither));
    m_better->addItem(tr("Lower is better"), static_cast<int>(Better::Lower));
    m_better->addItem(tr("Higher is better"), static_cast<int>(Better::Higher));
    m_better->setAccessibleName(tr("Direction"));
    m_better->setToolTip(tr("Decides which value is the best one: for stars, tables and comparisons."));
    m_better->setWhatsThis(m_better->toolTip());
    form->addRow(tr("Direction"), m_better);
    column->addLayout(form);
    m_said = new QLabel(this);
    m_said->setObjectName(QStringLiteral("ownMetricProblem"));
    m_said->setWordWrap(true);
    m_said->setTextFormat(Qt::PlainText);
    m_said->setFont(m_parts.theme.font(widgets::TextSize::Small));
    m_said->setMinimumHeight(2 * m_said->fontMetrics().lineSpacing()); // the dialog keeps its size as one types
    m_said->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    column->addWidget(m_said);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("ownMetricCancel"));
    cancel->setToolTip(tr("Changes nothing (Escape)."));
    cancel->setWhatsThis(cancel->toolTip());
    cancel->setAutoDefault(false);
    m_save = new QPushButton(m_before.isEmpty() ? tr("Make") : tr("Change"), this);
    m_save->setObjectName(QStringLiteral("ownMetricSave"));
    m_save->setProperty("primary", true);
    m_save->setDefault(true);
    m_save->setToolTip(tr("The metric then stands wherever metrics do; nothing is written into the runs."));
    m_save->setWhatsThis(m_save->toolTip());
    row->addWidget(cancel);
    row->addWidget(m_save);
    column->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, [this] {
        emit made(metric());
        accept();
    });
}

void OwnMetricDialog::readNames()
{
    m_parts.store.ask(
        this,
        [](StoreReader& reader) {
            return reader.store() ? experiments::expressionNames(*reader.store()) : ExpressionNames();
        },
        [this](const ExpressionNames& names) {
            m_names = names;
            m_hasNames = true;
            check();
        });
}

OwnMetric OwnMetricDialog::metric() const
{
    return {m_title->text().simplified(), m_expression->text().trimmed(), m_unit->text().simplified(),
            static_cast<Better>(m_better->currentData().toInt())};
}

QString OwnMetricDialog::problem() const
{
    const OwnMetric wanted = metric();
    if (!wanted.expression.isEmpty()) { // said before what is still to be typed
        const auto expression = Expression::parse(m_expression->text(), m_hasNames ? &m_names : nullptr);
        if (!expression) {
            QString text = QCoreApplication::translate("Expression", expression.error().pattern);
            for (const QString& word : expression.error().words)
                text = text.arg(word);
            return tr("At character %1: %2", "place, what is wrong").arg(expression.error().position + 1).arg(text);
        }
    }
    if (const char* naming = experiments::namingProblem(wanted); naming && !wanted.title.isEmpty())
        return QCoreApplication::translate("OwnMetric", naming);
    if (!m_parts.desk.isTitleFree(wanted.title, m_before))
        return tr("There is a metric %1 already; choose another name.").arg(wanted.title);
    return {};
}

void OwnMetricDialog::check()
{
    const OwnMetric wanted = metric();
    const bool isComplete = !wanted.title.isEmpty() && !wanted.expression.isEmpty();
    const QString wrong = problem();
    m_said->setProperty("muted", wrong.isEmpty());
    m_said->setProperty("problem", !wrong.isEmpty());
    m_said->style()->unpolish(m_said);
    m_said->style()->polish(m_said);
    m_said->setText(
        !wrong.isEmpty() ? wrong
        : isComplete ? tr("It has a value at each step at which all its metrics have one; a division by zero is a gap.")
                     : tr("For example: reconstruction + 4 * kl, or validation/kl / latent.size."));
    m_save->setEnabled(isComplete && wrong.isEmpty());
}

} // namespace lb::gui
