#include "widgets/forms/spec_form.h"

#include "experiments/records/field_values.h"
#include "widgets/forms/field_cell.h"
#include "widgets/forms/field_words.h"
#include "widgets/theme/theme.h"

#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QSet>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lb::widgets {

using experiments::FieldSchema;
using experiments::RunDraft;

namespace {

constexpr int kTwoColumnsFrom = 708;

/// What a run is, from what it learns to how; the rest follows.
const QStringList& usualOrder()
{
    static const QStringList order{QStringLiteral("Data"),      QStringLiteral("Model"),    QStringLiteral("Latent"),
                                   QStringLiteral("Objective"), QStringLiteral("Training"), QStringLiteral("Run")};
    return order;
}

QString iconOf(const QString& section)
{
    static const QHash<QString, QString> icons{{QStringLiteral("Data"), QStringLiteral("data")},
                                               {QStringLiteral("Model"), QStringLiteral("model")},
                                               {QStringLiteral("Latent"), QStringLiteral("scatter")},
                                               {QStringLiteral("Objective"), QStringLiteral("chart")},
                                               {QStringLiteral("Training"), QStringLiteral("settings")},
                                               {QStringLiteral("Run"), QStringLiteral("device")}};
    return icons.value(section, QStringLiteral("settings"));
}

} // namespace

struct SpecForm::Section {
    QString title;
    QWidget* box = nullptr;
    QWidget* heading = nullptr;
    QToolButton* fold = nullptr;
    QGridLayout* grid = nullptr;
    QList<FieldCell*> cells;
    bool isUnfolded = false;
};

SpecForm::SpecForm(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_column(new QVBoxLayout(this))
    , m_nothing(new QLabel(tr("No field has these words."), this))
{
    setObjectName(QStringLiteral("specForm"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(14);
    m_nothing->setObjectName(QStringLiteral("noFieldFound"));
    m_nothing->setProperty("muted", true);
    m_column->addWidget(m_nothing);
    m_column->addStretch(1);
}

SpecForm::~SpecForm() = default;

SpecForm::Section& SpecForm::sectionOf(const QString& title)
{
    for (const auto& section : m_sections)
        if (section->title == title)
            return *section;
    auto made = std::make_unique<Section>();
    Section* section = made.get();
    section->title = title;
    section->box = new QWidget(this);
    auto* column = new QVBoxLayout(section->box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* line = new QFrame(section->box);
    line->setProperty("panelHeader", true);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 4);
    auto* icon = new QToolButton(line); // follows a theme switch, which a pixmap does not
    icon->setIcon(m_theme.icon(iconOf(title)));
    icon->setObjectName(QStringLiteral("sectionIcon:") + title);
    icon->setToolTip(fieldWords(title));
    icon->setAccessibleName(icon->toolTip());
    icon->setFocusPolicy(Qt::NoFocus);
    icon->setAttribute(Qt::WA_TransparentForMouseEvents);
    icon->setProperty("iconOnly", true);
    auto* words = new QLabel(fieldWords(title), line);
    words->setFont(m_theme.font(TextSize::Body, true));
    section->fold = new QToolButton(line);
    section->fold->setObjectName(QStringLiteral("fold:") + title);
    section->fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    section->fold->setIconSize({12, 12});
    section->fold->setProperty("menuText", true);
    section->fold->setToolTip(tr("Shows or hides the fields that are rarely changed."));
    connect(section->fold, &QToolButton::clicked, this, [this, section] {
        section->isUnfolded = !section->isUnfolded;
        arrange();
    });
    row->addWidget(icon);
    row->addWidget(words);
    row->addStretch(1);
    row->addWidget(section->fold);
    section->heading = line;
    column->addWidget(line);
    section->grid = new QGridLayout;
    section->grid->setHorizontalSpacing(8);
    section->grid->setVerticalSpacing(6);
    column->addLayout(section->grid);
    const auto rank = [](const QString& of) {
        const qsizetype place = usualOrder().indexOf(of);
        return place < 0 ? usualOrder().size() : place;
    };
    const auto before = std::find_if(m_sections.begin(), m_sections.end(),
                                     [&](const auto& other) { return rank(other->title) > rank(title); });
    m_column->insertWidget(static_cast<int>(before - m_sections.begin()), section->box);
    m_sections.insert(before, std::move(made));
    return *section;
}

void SpecForm::addCell(const FieldSchema& field)
{
    Section& section = sectionOf(field.section);
    auto* cell = new FieldCell(m_theme, field, section.box);
    connect(cell, &FieldCell::edited, this, &SpecForm::edited);
    connect(cell, &FieldCell::resetRequested, this, &SpecForm::resetRequested);
    section.cells.append(cell);
    m_cells.insert(field.key, cell);
}

/// Other fields: those that stay keep their widgets, and the keyboard with them.
void SpecForm::rebuild()
{
    QStringList keys;
    for (const FieldSchema& field : m_draft.schema())
        keys.append(field.key);
    if (keys == m_builtKeys)
        return;
    m_builtKeys = keys;
    const QHash<QString, FieldCell*> before = std::exchange(m_cells, {});
    for (const auto& section : m_sections)
        section->cells.clear();
    for (const FieldSchema& field : m_draft.schema()) {
        FieldCell* cell = before.value(field.key);
        const bool isSame = cell && cell->field().kind == field.kind && cell->field().choices == field.choices &&
                            cell->field().label == field.label && cell->field().section == field.section &&
                            cell->field().help == field.help && cell->field().dependsOnValues == field.dependsOnValues;
        if (isSame) {
            sectionOf(field.section).cells.append(cell);
            m_cells.insert(field.key, cell);
        } else {
            addCell(field);
        }
    }
    for (FieldCell* cell : before)
        if (m_cells.value(cell->field().key) != cell) {
            cell->hide();
            cell->deleteLater();
        }
}

void SpecForm::setDraft(const RunDraft& draft, const QHash<QString, QString>& problems)
{
    m_draft = draft;
    m_spec = draft.spec();
    m_problems = problems;
    rebuild();
    for (auto it = m_cells.begin(); it != m_cells.end(); ++it) {
        FieldCell* cell = *it;
        cell->setText(m_draft.text(it.key()));
        cell->setChanged(m_draft.isChanged(it.key()), experiments::fieldValueText(m_draft.base().value(it.key())));
        cell->setProblem(m_draft.problem(it.key()).value_or(m_problems.value(it.key())));
    }
    arrange();
}

void SpecForm::setNotes(const QHash<QString, QString>& notes)
{
    for (auto it = m_cells.begin(); it != m_cells.end(); ++it)
        (*it)->setNote(notes.value(it.key()));
}

void SpecForm::setFilter(const QString& words)
{
    m_filter = words;
    arrange();
}

bool SpecForm::isShown(const FieldCell& cell, const Section& section) const
{
    const FieldSchema& field = cell.field();
    if (!experiments::isFieldUsed(field, m_spec, m_draft.schema()))
        return false;
    if (!m_filter.trimmed().isEmpty())
        return cell.matches(m_filter);
    return section.isUnfolded || !experiments::isAdvancedField(field) || m_draft.isChanged(field.key) ||
           m_draft.problem(field.key) || m_problems.contains(field.key);
}

int SpecForm::columns() const
{
    return width() >= kTwoColumnsFrom ? 2 : 1;
}

/// Lays the cells that are shown into the grids, in the order of the fields.
void SpecForm::arrange()
{
    setUpdatesEnabled(false);
    m_arrangedColumns = columns();
    m_shownFields = 0;
    QWidget* last = nullptr;
    for (const auto& section : m_sections) {
        int place = 0;
        int folded = 0;
        for (FieldCell* cell : section->cells) {
            section->grid->removeWidget(cell);
            const bool shown = isShown(*cell, *section);
            if (shown) {
                section->grid->addWidget(cell, place / m_arrangedColumns, place % m_arrangedColumns, Qt::AlignTop);
                ++place;
                if (last)
                    setTabOrder(last, cell->editor()); // as they are read
                last = cell->editor();
            } else if (experiments::isFieldUsed(cell->field(), m_spec, m_draft.schema())) {
                ++folded;
            }
            cell->setVisible(shown);
        }
        section->grid->setColumnStretch(m_arrangedColumns - 1, 1);
        section->fold->setText(section->isUnfolded ? tr("Fewer") : tr("%1 more").arg(folded));
        section->fold->setIcon(
            m_theme.icon(section->isUnfolded ? QStringLiteral("down") : QStringLiteral("right"), ColorRole::Muted));
        section->fold->setVisible(m_filter.trimmed().isEmpty() && (section->isUnfolded || folded > 0));
        section->box->setVisible(place > 0 || (folded > 0 && m_filter.trimmed().isEmpty()));
        m_shownFields += place;
    }
    m_nothing->setVisible(m_shownFields == 0);
    setUpdatesEnabled(true);
    emit sectionsChanged();
}

QStringList SpecForm::sections() const
{
    QStringList titles;
    for (const auto& section : m_sections)
        if (!section->box->isHidden())
            titles.append(section->title);
    return titles;
}

int SpecForm::changedIn(const QString& title) const
{
    const QStringList changed = m_draft.changed();
    return static_cast<int>(std::count_if(changed.begin(), changed.end(), [&](const QString& key) {
        const FieldSchema* field = experiments::findField(m_draft.schema(), key);
        return field && field->section == title;
    }));
}

QWidget* SpecForm::heading(const QString& title) const
{
    for (const auto& section : m_sections)
        if (section->title == title)
            return section->heading;
    return nullptr;
}

void SpecForm::focusField(const QString& key)
{
    FieldCell* cell = m_cells.value(key);
    if (!cell)
        return;
    if (cell->isHidden()) {
        sectionOf(cell->field().section).isUnfolded = true;
        arrange();
    }
    cell->editor()->setFocus(Qt::OtherFocusReason);
}

void SpecForm::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (columns() != m_arrangedColumns)
        arrange();
}

} // namespace lb::widgets
