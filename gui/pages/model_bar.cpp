#include "gui/pages/model_bar.h"

#include "gui/text/text_console.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

namespace lb::gui {

ModelBar::ModelBar(const widgets::Theme& theme, QWidget* parent)
    : ModelBar(theme,
               {.label = tr("Write with"),
                .adds = tr("Asks one more model, beside these, with the same prompt and seed."),
                .prefix = {},
                .most = TextConsole::kMostColumns},
               parent)
{
}

ModelBar::ModelBar(const widgets::Theme& theme, const Words& words, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_prefix(words.prefix)
    , m_most(words.most)
    , m_add(new QToolButton(this))
{
    setObjectName(m_prefix + QStringLiteral("modelBar"));
    setFixedHeight(40);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 4, 0, 4);
    row->setSpacing(10);
    auto* label = new QLabel(words.label, this);
    label->setProperty("muted", true);
    label->setFont(theme.font(widgets::TextSize::Small));
    row->addWidget(label);
    m_label = label;
    m_chooserRow = new QHBoxLayout;
    m_chooserRow->setSpacing(8);
    row->addLayout(m_chooserRow);
    m_add->setObjectName(m_prefix + QStringLiteral("addModel"));
    m_add->setIcon(theme.icon(QStringLiteral("plus")));
    m_add->setToolTip(words.adds);
    m_add->setWhatsThis(m_add->toolTip());
    m_add->setAccessibleName(m_add->toolTip());
    m_add->setFixedSize(28, 28);
    row->addWidget(m_add);
    row->addStretch(1);
    connect(m_add, &QToolButton::clicked, this, &ModelBar::addColumn);
}

void ModelBar::setModels(const QList<widgets::ModelItem>& models)
{
    m_models = models;
    rebuild();
}

void ModelBar::setColumns(const QList<ModelChoice>& columns)
{
    m_columns = columns;
    rebuild();
}

void ModelBar::rebuild()
{
    while (m_choosers.size() > m_columns.size()) {
        widgets::ModelChooser* gone = m_choosers.takeLast();
        gone->hide();
        gone->deleteLater(); // its own button may be what led here
    }
    while (m_choosers.size() < m_columns.size()) {
        const auto column = static_cast<int>(m_choosers.size());
        auto* chooser = new widgets::ModelChooser(m_theme, column, this);
        for (QWidget* part : chooser->findChildren<QWidget*>())
            part->setObjectName(m_prefix + part->objectName());
        m_chooserRow->addWidget(chooser);
        connect(chooser, &widgets::ModelChooser::chosen, this, [this, column](const QString& uid, qint64 step) {
            QList<ModelChoice> columns = m_columns;
            const bool goesWithTime = columns[column].step < 0;
            if (goesWithTime && uid == columns[column].uid)
                return emit stepChosen(step);
            columns[column] = {uid, step};
            emit columnsChosen(columns);
        });
        connect(chooser, &widgets::ModelChooser::removeClicked, this, [this, column] {
            QList<ModelChoice> columns = m_columns;
            columns.removeAt(column);
            emit columnsChosen(columns);
        });
        m_choosers.append(chooser);
    }
    for (qsizetype i = 0; i < m_choosers.size(); ++i) {
        m_choosers[i]->setModels(m_models);
        m_choosers[i]->setChoice(m_columns[i].uid, m_columns[i].checkpoint());
        m_choosers[i]->setRemovable(m_choosers.size() > 1);
    }
    m_label->setVisible(m_columns.size() < m_most); // the names need its room
    m_add->setEnabled(!m_models.isEmpty() && m_columns.size() < m_most);
}

void ModelBar::addColumn()
{
    // A model that is not asked yet; else an older checkpoint of the first one.
    ModelChoice next{m_columns.isEmpty() ? m_models.first().run.uid : m_columns.first().uid};
    const auto isAsked = [this](const ModelChoice& choice) {
        return std::any_of(m_columns.cbegin(), m_columns.cend(), [&](const ModelChoice& one) {
            return one.uid == choice.uid && (one.step == choice.step || one.checkpoint() == choice.step);
        });
    };
    for (const widgets::ModelItem& model : std::as_const(m_models))
        if (isAsked(next) && std::none_of(m_columns.cbegin(), m_columns.cend(),
                                          [&](const ModelChoice& one) { return one.uid == model.run.uid; }))
            next = {model.run.uid};
    for (const widgets::ModelItem& model : std::as_const(m_models))
        for (auto step = model.steps.crbegin(); step != model.steps.crend() && isAsked(next); ++step)
            next = {model.run.uid, *step};
    emit columnsChosen(m_columns + QList<ModelChoice>{next});
}

} // namespace lb::gui
