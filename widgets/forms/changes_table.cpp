#include "widgets/forms/changes_table.h"

#include "experiments/records/field_values.h"
#include "widgets/forms/field_words.h"
#include "widgets/theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QToolButton>

namespace lb::widgets {

using experiments::RunDraft;

ChangesTable::ChangesTable(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_grid(new QGridLayout(this))
{
    setObjectName(QStringLiteral("changesTable"));
    m_grid->setContentsMargins(8, 4, 4, 6);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnStretch(0, 4);
    m_grid->setColumnStretch(1, 3);
    m_grid->setColumnStretch(2, 4);
}

void ChangesTable::addHeader(const QString& text, int column)
{
    auto* label = new QLabel(text, this);
    label->setFont(m_theme.font(TextSize::Small));
    label->setProperty("muted", true);
    label->setFixedHeight(24);
    m_grid->addWidget(label, 0, column);
}

void ChangesTable::addRow(const RunDraft& draft, const QString& key, int row)
{
    const experiments::FieldSchema* field = experiments::findField(draft.schema(), key);
    auto* name = new QToolButton(this);
    name->setObjectName(QStringLiteral("changed:") + key);
    name->setText(fieldWords(field->label));
    name->setFont(m_theme.font(TextSize::Small));
    name->setToolTip(tr("Goes to the field %1.").arg(key));
    name->setFixedHeight(24);
    connect(name, &QToolButton::clicked, this, [this, key] { emit fieldRequested(key); });
    const QString before = experiments::fieldValueText(draft.base().value(key));
    auto* old = new QLabel(before, this);
    auto* own = new QLabel(draft.text(key), this);
    old->setFont(m_theme.font(TextSize::Small));
    old->setProperty("muted", true);
    own->setFont(m_theme.font(TextSize::Small, true));
    for (QLabel* value : {old, own}) {
        value->setTextFormat(Qt::PlainText);
        value->setMinimumWidth(20);
        value->setToolTip(value->text());
    }
    own->setObjectName(QStringLiteral("newValue:") + key);
    auto* reset = new QToolButton(this);
    reset->setObjectName(QStringLiteral("undo:") + key);
    reset->setIcon(m_theme.icon(QStringLiteral("reset")));
    reset->setIconSize({14, 14});
    reset->setFixedSize(22, 22);
    reset->setProperty("iconOnly", true);
    reset->setToolTip(tr("Back to %1").arg(before));
    reset->setAccessibleName(tr("%1: back to %2").arg(fieldWords(field->label), before));
    connect(reset, &QToolButton::clicked, this, [this, key] { emit resetRequested(key); });
    m_grid->addWidget(name, row, 0, Qt::AlignLeft);
    m_grid->addWidget(old, row, 1);
    m_grid->addWidget(own, row, 2);
    m_grid->addWidget(reset, row, 3);
}

void ChangesTable::setDraft(const RunDraft& draft, const QString& baseTitle)
{
    const QStringList changed = draft.changed();
    QString shown = baseTitle;
    for (const QString& key : changed)
        shown += QLatin1Char('\n') + key + QLatin1Char('=') + draft.text(key) + QLatin1Char('<') +
                 experiments::fieldValueText(draft.base().value(key));
    if (shown == m_shown)
        return;
    m_shown = shown;
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        item->widget()->setObjectName({}); // its successor has the name
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be what was clicked
        delete item;
    }
    if (changed.isEmpty()) {
        addHeader(tr("Every field is as in the base."), 0);
        return;
    }
    addHeader(tr("Field"), 0);
    addHeader(baseTitle, 1);
    addHeader(tr("This run"), 2);
    for (qsizetype i = 0; i < changed.size(); ++i)
        addRow(draft, changed[i], static_cast<int>(i) + 1);
}

} // namespace lb::widgets
