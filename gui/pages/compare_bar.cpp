#include "gui/pages/compare_bar.h"

#include "gui/compare/baseline_model.h"
#include "widgets/logs/elided_label.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>

#include <array>

namespace lb::gui {

using experiments::ValueChoice;
using widgets::TextSize;

namespace {

constexpr int kLastStep = 2'000'000'000;

std::array<ValueChoice, 5> plainChoices()
{
    using Kind = ValueChoice::Kind;
    return {ValueChoice{Kind::BestStep, 0}, ValueChoice{Kind::Last, 0}, ValueChoice{Kind::Best, 0},
            ValueChoice{Kind::Least, 0}, ValueChoice{Kind::Most, 0}};
}

} // namespace

CompareBar::CompareBar(const widgets::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("compareBar"));
    m_grid = new QGridLayout(this);
    m_grid->setContentsMargins(0, 6, 0, 6);
    m_grid->setHorizontalSpacing(14);
    m_grid->setVerticalSpacing(4);
    m_grid->setSizeConstraint(QLayout::SetNoConstraint); // one line gives way to two
    const auto begin = [this] {
        auto* part = new QWidget(this);
        m_row = new QHBoxLayout(part);
        m_row->setContentsMargins(0, 0, 0, 0);
        m_row->setSpacing(6);
        return part;
    };
    m_finding = begin();
    addFilter();
    m_choosing = begin();
    addValue();
    addChecks();
    m_row->addStretch(1);
    m_menus = begin();
    addMenus();
    arrange();
    set(m_settings);
}

/// In one line where there is room for it, else in two: in one they would take the docks' room.
void CompareBar::arrange()
{
    const int wide = m_finding->sizeHint().width() + m_choosing->sizeHint().width() + m_menus->sizeHint().width() +
                     2 * m_grid->horizontalSpacing();
    const bool isOneLine = width() >= wide;
    if (m_grid->count() > 0 && isOneLine == m_isOneLine)
        return;
    m_isOneLine = isOneLine;
    for (QWidget* part : {m_finding, m_choosing, m_menus})
        m_grid->removeWidget(part);
    m_grid->addWidget(m_finding, 0, 0);
    m_grid->addWidget(m_menus, 0, 2, Qt::AlignRight);
    if (isOneLine)
        m_grid->addWidget(m_choosing, 0, 1);
    else
        m_grid->addWidget(m_choosing, 1, 0, 1, 3);
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, isOneLine ? 1 : 0);
    updateGeometry();
}

bool CompareBar::event(QEvent* event)
{
    const bool isTaken = QWidget::event(event);
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest) // a field came, or a word grew
        arrange();
    return isTaken;
}

QSize CompareBar::minimumSizeHint() const
{
    const int narrow = std::max(m_finding->minimumSizeHint().width() + m_menus->minimumSizeHint().width() +
                                    m_grid->horizontalSpacing(),
                                m_choosing->minimumSizeHint().width());
    return {narrow, m_grid->sizeHint().height()};
}

QLabel* CompareBar::addLabel(const QString& text)
{
    auto* label = new QLabel(text, this);
    label->setProperty("muted", true);
    label->setFont(m_theme.font(TextSize::Small));
    m_row->addWidget(label);
    return label;
}

void CompareBar::addFilter()
{
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(QStringLiteral("compareFilter"));
    m_filter->setProperty("compact", true);
    m_filter->setPlaceholderText(tr("Filter: data:word tag:paper kl>2"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(m_theme.icon(QStringLiteral("filter"), widgets::ColorRole::Muted), QLineEdit::LeadingPosition);
    m_filter->setAccessibleName(tr("Filter the runs to compare"));
    m_filter->setToolTip(
        tr("Words that must all hold: a part of the name, model:bn, state:failed, tag:paper, data:word, "
           "seed:2, kl>2, au<=4 (Ctrl+F)."));
    m_filter->setWhatsThis(m_filter->toolTip());
    m_filter->setMinimumWidth(170);
    m_filter->setMaximumWidth(250);
    m_filter->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_row->addWidget(m_filter, 4);
    m_count = new widgets::ElidedLabel(this); // gives way where the window is narrow
    m_count->setProperty("muted", true);
    m_count->setFont(m_theme.font(TextSize::Small));
    m_count->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    m_row->addWidget(m_count);
    m_count->setObjectName(QStringLiteral("compareCount"));
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_settings.filter = text;
        change();
    });
}

void CompareBar::addValue()
{
    addLabel(tr("Value"));
    m_value = new QComboBox(this);
    m_value->setObjectName(QStringLiteral("compareValue"));
    for (const ValueChoice& choice : plainChoices())
        m_value->addItem(valueChoiceText(choice));
    m_value->addItem(tr("at step"));
    m_value->setToolTip(
        tr("Which of its values stands for a run: where the validation ELBO is best, the last, the best, "
           "smallest or largest of its metric, or the one at a step. A right click on a column's title "
           "chooses for that column alone."));
    m_value->setAccessibleName(tr("Value that stands for a run"));
    m_step = new QSpinBox(this);
    m_step->setObjectName(QStringLiteral("compareStep"));
    m_step->setRange(0, kLastStep);
    m_step->setSingleStep(100);
    m_step->setGroupSeparatorShown(true);
    m_step->setToolTip(tr("The newest value at or before this step."));
    m_step->setAccessibleName(tr("Step of the values"));
    m_baseline = new QComboBox(this);
    m_baselines = new BaselineModel(this);
    m_baseline->setObjectName(QStringLiteral("compareBaseline"));
    m_baseline->setModel(m_baselines);
    if (auto* list = qobject_cast<QListView*>(m_baseline->view()))
        list->setUniformItemSizes(true); // thousands are not measured one by one
    m_baseline->setToolTip(
        tr("All others are told by their difference from this run or group (B pins the current row)."));
    m_baseline->setAccessibleName(tr("Baseline"));
    m_baseline->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_baseline->setMinimumContentsLength(10);
    for (QWidget* field : {static_cast<QWidget*>(m_value), static_cast<QWidget*>(m_step)}) {
        field->setProperty("compact", true);
        field->setWhatsThis(field->toolTip());
        m_row->addWidget(field);
    }
    addLabel(tr("Baseline"));
    m_baseline->setProperty("compact", true);
    m_baseline->setWhatsThis(m_baseline->toolTip());
    m_row->addWidget(m_baseline);
    connect(m_value, &QComboBox::activated, this, &CompareBar::takeValue);
    connect(m_step, &QSpinBox::valueChanged, this, &CompareBar::takeValue);
    connect(m_baseline, &QComboBox::activated, this, [this] {
        m_settings.baseline = m_baseline->currentData().toString();
        change();
    });
}

QCheckBox* CompareBar::addCheck(const char* name, const QString& text, const QString& toolTip,
                                bool CompareSettings::*field)
{
    auto* check = new QCheckBox(text, this);
    check->setObjectName(QLatin1String(name));
    check->setFont(m_theme.font(TextSize::Small));
    check->setToolTip(toolTip);
    check->setWhatsThis(toolTip);
    m_row->addWidget(check);
    m_checks.insert(check, field);
    connect(check, &QCheckBox::toggled, this, [this, field](bool isOn) {
        m_settings.*field = isOn;
        change();
    });
    return check;
}

void CompareBar::addChecks()
{
    addCheck("groupSeeds", tr("Group seeds"), tr("Runs that differ in their seed alone are one row, their mean (G)."),
             &CompareSettings::groupsSeeds);
    addCheck("showDeltas", tr("Deltas"), tr("The difference from the baseline, else the spread of the seeds."),
             &CompareSettings::showsDeltas);
    addCheck("onlyDifferences", tr("Only what differs"),
             tr("Columns of settings: only those that not all groups share (F4 goes through what differs)."),
             &CompareSettings::showsOnlyDifferences);
}

QToolButton* CompareBar::addMenuButton(const char* name, const QString& icon, const QString& text,
                                       const QString& toolTip)
{
    auto* button = new QToolButton(this);
    button->setObjectName(QLatin1String(name));
    button->setIcon(m_theme.icon(icon));
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setProperty("menuText", true);
    button->setFont(m_theme.font(TextSize::Small));
    button->setToolTip(toolTip);
    button->setWhatsThis(toolTip);
    button->setFixedHeight(24);
    m_row->addWidget(button);
    return button;
}

void CompareBar::addMenus()
{
    QToolButton* columns = addMenuButton("compareColumns", QStringLiteral("columns"), tr("Columns"),
                                         tr("Chooses the metrics and settings of the table."));
    m_columns = new QMenu(columns);
    m_columns->setObjectName(QStringLiteral("compareColumnsMenu"));
    columns->setMenu(m_columns);
    connect(m_columns, &QMenu::aboutToShow, this, &CompareBar::fillColumns);
    QToolButton* copy = addMenuButton("compareCopy", QStringLiteral("copy"), tr("Copy"),
                                      tr("Copies the table, or the command for it."));
    auto* menu = new QMenu(copy);
    copy->setMenu(menu);
    const auto add = [&](const char* name, const QString& icon, const QString& text, void (CompareBar::*signal)()) {
        QAction* action = menu->addAction(m_theme.icon(icon), text, this, signal);
        action->setObjectName(QLatin1String(name));
    };
    add("copyTsv", QStringLiteral("table"), tr("Table, separated by tabs"), &CompareBar::copyRequested);
    add("copyLatex", QStringLiteral("export"), tr("Table as LaTeX"), &CompareBar::latexRequested);
    add("copyCompareCommand", QStringLiteral("terminal"), tr("Command"), &CompareBar::commandRequested);
}

void CompareBar::fillColumns()
{
    m_columns->clear();
    const QStringList metrics = m_settings.metrics.isEmpty() ? m_scene.usual : m_settings.metrics;
    const auto add = [this](const QString& title, const QString& id, bool isOn, QStringList CompareSettings::*list,
                            const QStringList& now) {
        QAction* action = m_columns->addAction(title);
        action->setObjectName(QStringLiteral("column:") + id);
        action->setCheckable(true);
        action->setChecked(isOn);
        connect(action, &QAction::toggled, this, [this, id, list, now](bool isWanted) {
            QStringList next = now;
            isWanted ? next.append(id) : (void)next.removeAll(id);
            m_settings.*list = next;
            change();
        });
    };
    m_columns->addSection(tr("Metrics"));
    for (const QString& metric : m_scene.metrics)
        add(metricTitle(metric), metric, metrics.contains(metric), &CompareSettings::metrics, metrics);
    m_columns->addSection(tr("Settings"));
    const QStringList all = m_scene.parameters;
    const QStringList now = m_settings.parameters.isEmpty() ? all : m_settings.parameters;
    for (const QString& key : m_settings.showsOnlyDifferences ? m_scene.differing : all)
        add(parameterTitle(m_scene.data, key), key, now.contains(key), &CompareSettings::parameters, now);
    m_columns->addSection(tr("About the runs"));
    for (const auto& [id, title] : {std::pair{"n", tr("Number of runs")}, std::pair{"differs", tr("Differs in")},
                                    std::pair{"state", tr("State")}, std::pair{"time", tr("Training time")}}) {
        QAction* action = m_columns->addAction(title);
        action->setObjectName(QStringLiteral("column:") + QLatin1String(id));
        action->setCheckable(true);
        action->setChecked(!m_settings.hidden.contains(QLatin1String(id)));
        connect(action, &QAction::toggled, this, [this, id = QString::fromLatin1(id)](bool isWanted) {
            isWanted ? (void)m_settings.hidden.removeAll(id) : m_settings.hidden.append(id);
            change();
        });
    }
    m_columns->addSeparator();
    QAction* usual = m_columns->addAction(tr("Usual columns"), this, [this] {
        m_settings.metrics.clear();
        m_settings.parameters.clear();
        m_settings.hidden.clear();
        m_settings.ownValues.clear();
        change();
        emit usualColumnsRequested();
    });
    usual->setObjectName(QStringLiteral("usualColumns"));
}

void CompareBar::showValueMenu(const QString& metric, const QPoint& globalPosition)
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("columnValueMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString& text, const std::optional<ValueChoice>& choice) {
        QAction* action = menu->addAction(text);
        const auto own = m_settings.ownValues.constFind(metric);
        action->setCheckable(true);
        action->setChecked(choice ? own != m_settings.ownValues.cend() && *own == *choice
                                  : own == m_settings.ownValues.cend());
        connect(action, &QAction::triggered, this, [this, metric, choice] {
            choice ? (void)m_settings.ownValues.insert(metric, *choice) : (void)m_settings.ownValues.remove(metric);
            change();
        });
    };
    add(tr("As all columns: %1").arg(valueChoiceText(m_settings.value)), {});
    menu->addSeparator();
    for (const ValueChoice& choice : plainChoices())
        add(valueChoiceText(choice), choice);
    const ValueChoice atStep{ValueChoice::Kind::AtStep, m_step->value()};
    add(valueChoiceText(atStep), atStep);
    menu->addSeparator();
    menu->addAction(tr("Hide this column"), this, [this, metric] {
        m_settings.metrics = m_settings.metrics.isEmpty() ? m_scene.usual : m_settings.metrics;
        m_settings.metrics.removeAll(metric);
        change();
    });
    menu->popup(globalPosition);
}

void CompareBar::takeValue()
{
    const auto choices = plainChoices();
    const auto index = static_cast<std::size_t>(m_value->currentIndex());
    const bool isAtStep = index >= choices.size();
    m_step->setVisible(isAtStep);
    m_settings.value = isAtStep ? ValueChoice{ValueChoice::Kind::AtStep, m_step->value()} : choices[index];
    change();
}

void CompareBar::set(const CompareSettings& settings)
{
    m_settings = settings;
    const auto choices = plainChoices();
    const auto known = std::find(choices.begin(), choices.end(), settings.value);
    const QSignalBlocker quietStep(m_step);
    const QSignalBlocker quietFilter(m_filter);
    m_value->setCurrentIndex(static_cast<int>(known - choices.begin()));
    m_step->setVisible(known == choices.end());
    if (known == choices.end())
        m_step->setValue(static_cast<int>(settings.value.step));
    m_filter->setText(settings.filter);
    for (auto check = m_checks.cbegin(); check != m_checks.cend(); ++check) {
        const QSignalBlocker quiet(check.key());
        check.key()->setChecked(settings.*check.value());
    }
}

void CompareBar::setScene(const CompareScene& scene)
{
    m_scene = scene;
    QString count = tr("%1, %2 of %n runs", nullptr, static_cast<int>(scene.allRuns))
                        .arg(tr("%n groups", nullptr, static_cast<int>(scene.groups.size())))
                        .arg(scene.runCount());
    if (scene.data.waiting > 0)
        count += tr(", reading %n more", nullptr, static_cast<int>(scene.data.waiting));
    m_count->setText(count);
    const QSignalBlocker quiet(m_baseline);
    QStringList keys{QString()};
    QStringList names{tr("none")};
    for (const CompareGroup& group : scene.groups) {
        keys.append(group.runs.first().uid);
        names.append(group.name);
    }
    m_baselines->set(names, keys);
    const CompareGroup* base = scene.baseline();
    m_baseline->setCurrentIndex(base ? std::max(0, m_baselines->rowOf(base->runs.first().uid)) : 0);
}

void CompareBar::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void CompareBar::change()
{
    emit settingsChanged();
}

} // namespace lb::gui
