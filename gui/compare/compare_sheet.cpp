#include "gui/compare/compare_sheet.h"

#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <utility>

namespace lb::gui {

using widgets::TextSize;

namespace {
constexpr const char* kChosen = "chosenId";
}

CompareSheet::CompareSheet(const widgets::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_controls(new QWidget(this))
    , m_row(new QHBoxLayout(m_controls))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(4);
}

void CompareSheet::setScene(const CompareScene& scene)
{
    m_scene = scene;
    takeScene();
}

void CompareSheet::setDetail(const QString& detail)
{
    if (std::exchange(m_detail, detail) != detail)
        emit detailChanged();
}

QComboBox* CompareSheet::addChoice(const char* name, const QString& label, const QString& toolTip)
{
    if (!label.isEmpty()) {
        auto* words = new QLabel(label, m_controls);
        words->setProperty("muted", true);
        words->setFont(m_theme.font(TextSize::Small));
        m_row->addWidget(words);
    }
    auto* choice = new QComboBox(m_controls);
    choice->setObjectName(QLatin1String(name));
    choice->setProperty("compact", true);
    choice->setToolTip(toolTip);
    choice->setWhatsThis(toolTip);
    choice->setAccessibleName(toolTip);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice->setMinimumContentsLength(9);
    m_row->addWidget(choice);
    connect(choice, &QComboBox::activated, this, [choice] { choice->setProperty(kChosen, choice->currentData()); });
    return choice;
}

QToolButton* CompareSheet::addButton(const char* name, const QString& icon, const QString& toolTip)
{
    QToolButton* button = addTextButton(name, {}, toolTip);
    button->setIcon(m_theme.icon(icon));
    button->setAccessibleName(toolTip);
    button->setFixedWidth(24);
    return button;
}

QToolButton* CompareSheet::addTextButton(const char* name, const QString& text, const QString& toolTip)
{
    auto* button = new QToolButton(m_controls);
    button->setObjectName(QLatin1String(name));
    button->setText(text);
    button->setFont(m_theme.font(TextSize::Small));
    button->setToolTip(toolTip);
    button->setWhatsThis(toolTip);
    button->setFixedHeight(24);
    m_row->addWidget(button);
    return button;
}

void CompareSheet::fillMetrics(QComboBox* choice, const QStringList& preferred, bool withParameters) const
{
    const QStringList metrics = m_scene.metrics;
    QList<std::pair<QString, QString>> items;
    for (const QString& metric : metrics)
        items.append({metricShortTitle(metric), metric});
    if (withParameters)
        for (const QString& key : m_scene.differing)
            items.append({parameterTitle(m_scene.data, key), key});
    QStringList known;
    for (int i = 0; i < choice->count(); ++i)
        known.append(choice->itemData(i).toString());
    QStringList wanted;
    for (const auto& item : items)
        wanted.append(item.second);
    if (known == wanted)
        return;
    // What the user chose stays; what was only there first, while runs are still being read, does not.
    const QString before = choice->property(kChosen).toString();
    const QSignalBlocker quiet(choice);
    choice->clear();
    for (const auto& [title, id] : items)
        choice->addItem(title, id);
    QStringList candidates = preferred;
    candidates.prepend(before);
    for (const QString& candidate : std::as_const(candidates))
        if (const int place = choice->findData(candidate); place >= 0) {
            choice->setCurrentIndex(place);
            break;
        }
}

QString CompareSheet::chosen(const QComboBox* choice)
{
    return choice->currentData().toString();
}

} // namespace lb::gui
