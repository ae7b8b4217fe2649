#include "gui/docks/config_view.h"

#include "gui/monitor/metric_words.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QHeaderView>
#include <QStandardItemModel>

namespace lb::gui {

using experiments::FieldSchema;
using widgets::ColorRole;

namespace {

enum Column { Label, Value, Changed, ColumnCount };

constexpr int kRowHeight = 22;

double lastOf(const RunHistory& history, const experiments::RunRecord& record, const char* metric, bool& known)
{
    const QString name = QLatin1String(metric);
    known = history.last.contains(name) || record.last.contains(name);
    return history.last.value(name, record.last.value(name));
}

} // namespace

ConfigView::ConfigView(const widgets::Theme& theme, QWidget* parent)
    : QTreeView(parent)
    , m_theme(theme)
    , m_model(new QStandardItemModel(0, ColumnCount, this))
{
    setObjectName(QStringLiteral("configView"));
    setAccessibleName(tr("Settings of the current run"));
    setToolTip(tr("A dot marks what differs from the preset, or from the run this one was forked from."));
    setWhatsThis(toolTip());
    setModel(m_model);
    setHeaderHidden(true);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(NoSelection);
    setIndentation(10);
    setUniformRowHeights(true);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(Label, QHeaderView::Interactive);
    header()->setSectionResizeMode(Value, QHeaderView::Stretch);
    header()->setSectionResizeMode(Changed, QHeaderView::Fixed);
    header()->setMinimumSectionSize(16);
    header()->resizeSection(Label, 144);
    header()->resizeSection(Changed, 20);
}

QStandardItem* ConfigView::section(const QString& title)
{
    auto* item = new QStandardItem(title);
    item->setFont(m_theme.font(widgets::TextSize::Small, true));
    item->setBackground(palette().alternateBase());
    item->setSizeHint({0, kRowHeight});
    m_model->appendRow({item, new QStandardItem, new QStandardItem});
    return item;
}

void ConfigView::addRow(QStandardItem* section, const QString& label, const QString& value, const QString& toolTip)
{
    auto* name = new QStandardItem(label);
    auto* shown = new QStandardItem(value);
    for (QStandardItem* item : {name, shown})
        item->setToolTip(toolTip);
    name->setForeground(palette().placeholderText());
    name->setSizeHint({0, kRowHeight});
    section->appendRow({name, shown, new QStandardItem});
}

void ConfigView::setConfig(const RunConfig& config)
{
    clear();
    QHash<QString, QStandardItem*> sections;
    for (const FieldSchema& field : config.schema) {
        if (!isUsed(field, config.spec))
            continue;
        QStandardItem*& parent = sections[field.section];
        if (!parent)
            parent = section(fieldWords(field.section));
        const QString value = fieldDisplayText(field, config.spec.value(field.key));
        QString help = fieldWords(field.help) + QLatin1Char('\n') + field.key;
        const bool changed = config.changed.contains(field.key);
        if (changed)
            help += QLatin1Char('\n') + tr("Before: %1").arg(fieldDisplayText(field, config.baseSpec.value(field.key)));
        addRow(parent, fieldWords(field.label), value, help);
        if (!changed)
            continue;
        QStandardItem* dot = parent->child(parent->rowCount() - 1, Changed);
        dot->setText(QStringLiteral("●"));
        dot->setForeground(m_theme.color(ColorRole::Focus));
        dot->setToolTip(help);
        parent->child(parent->rowCount() - 1, Value)->setFont(m_theme.font(widgets::TextSize::Small, true));
    }
    expandAll();
    for (int row = 0; row < m_model->rowCount(); ++row)
        setFirstColumnSpanned(row, {}, true);
}

QList<ConfigView::FactRow> ConfigView::theoryRows(const experiments::RunRecord& record, const RunHistory& history)
{
    const auto nats = [](double value) { return tr("%1 nats").arg(widgets::numberText(value, 2)); };
    QList<FactRow> rows;
    bool known = false;
    if (const double floor = record.theory.value(QLatin1String("kl_floor")).toDouble(); floor > 0) {
        rows.append(
            {tr("KL floor γ²d/2"), nats(floor), tr("Batch norm on the mean with fixed scale γ keeps KL above this.")});
        if (const double kl = lastOf(history, record, "validation/kl", known); known)
            rows.append({tr("KL above floor"), tr("%1 nats").arg(widgets::deltaText(kl - floor)),
                         tr("Last KL on validation items less the floor.")});
    }
    if (const double ceiling = record.theory.value(QLatin1String("entropy_ceiling")).toDouble(); ceiling > 0) {
        rows.append({tr("Entropy ceiling d/2 ln(2πe)"), nats(ceiling),
                     tr("Entropy of N(0, I): no code of unit variance has more.")});
        if (const double gap = lastOf(history, record, "validation/entropy_gap", known); known)
            rows.append({tr("Entropy gap"), tr("%1 nats").arg(widgets::deltaText(gap)),
                         tr("Estimated entropy, less the estimator's bias, minus the ceiling.")});
    }
    if (const qint64 count = record.theory.value(QLatin1String("parameters")).toInteger(); count > 0)
        rows.append({tr("Parameters"), widgets::countText(count), tr("Numbers that training changes.")});
    return rows;
}

QList<ConfigView::FactRow> ConfigView::measuredRows(const experiments::RunRecord& record)
{
    QList<FactRow> rows;
    for (auto value = record.last.cbegin(); value != record.last.cend(); ++value) {
        if (!value.key().startsWith(QLatin1String("test/")) || MetricWords::isErrorAmong(value.key(), record.last))
            continue;
        const QString unit = MetricWords::unit(value.key());
        const QString text = MetricWords::value(value.key(), record.last);
        rows.append({MetricWords::title(value.key()),
                     unit.isEmpty() ? text : tr("%1 %2", "value, unit").arg(text, unit),
                     MetricWords::info(value.key())});
    }
    return rows;
}

void ConfigView::show(Facts& facts, const QString& title, const QList<FactRow>& rows)
{
    QString text;
    for (const FactRow& row : rows)
        text += row.label + row.value;
    if (text == facts.shown)
        return;
    facts.shown = text;
    if (!facts.section)
        facts.section = section(title);
    facts.section->setRowCount(0);
    for (const FactRow& row : rows)
        addRow(facts.section, row.label, row.value, row.help);
    setExpanded(facts.section->index(), true);
}

void ConfigView::setTheory(const experiments::RunRecord& record, const RunHistory& history)
{
    show(m_theory, tr("Theory"), theoryRows(record, history));
}

void ConfigView::setMeasured(const experiments::RunRecord& record)
{
    show(m_measured, tr("Measured on test items"), measuredRows(record));
}

void ConfigView::clear()
{
    m_theory = {};
    m_measured = {};
    m_model->setRowCount(0);
}

} // namespace lb::gui
