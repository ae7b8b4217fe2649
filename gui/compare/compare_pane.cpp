#include "gui/compare/compare_pane.h"

#include "gui/compare/curves_sheet.h"
#include "gui/compare/diff_sheet.h"
#include "gui/compare/images_sheet.h"
#include "gui/compare/paired_sheet.h"
#include "gui/compare/parallel_sheet.h"
#include "gui/compare/plane_sheet.h"
#include "gui/compare/statistics_sheet.h"
#include "widgets/logs/elided_label.h"
#include "widgets/logs/empty_state.h"
#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace lb::gui {

using widgets::TextSize;

namespace {

struct ViewWords {
    const char* name;
    const char* icon;
    const char* title;
};

// In the order of ComparePane::View; translated where they are shown.
constexpr ViewWords kViews[ComparePane::kViewCount] = {
    {"Curves", "chart", QT_TRANSLATE_NOOP("ComparePane", "Curves")},
    {"Paired", "minus", QT_TRANSLATE_NOOP("ComparePane", "Paired differences")},
    {"Parallel", "parallel", QT_TRANSLATE_NOOP("ComparePane", "Parallel coordinates")},
    {"Plane", "scatter", QT_TRANSLATE_NOOP("ComparePane", "Rate–distortion")},
    {"Images", "image", QT_TRANSLATE_NOOP("ComparePane", "Samples")},
    {"Diff", "diff", QT_TRANSLATE_NOOP("ComparePane", "Settings")},
    {"Statistics", "stats", QT_TRANSLATE_NOOP("ComparePane", "Statistics")},
};

QString titleOf(ComparePane::View view)
{
    return QCoreApplication::translate("ComparePane", kViews[static_cast<int>(view)].title);
}

} // namespace

ComparePane::ComparePane(const Parts& parts, const QString& name, QWidget* parent)
    : QFrame(parent)
    , m_theme(parts.theme)
    , m_store(parts.store)
    , m_time(parts.time)
    , m_name(name)
{
    setObjectName(name + QStringLiteral("Pane"));
    setProperty("panel", true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    m_body = new QStackedWidget(this);
    m_empty = new widgets::EmptyState(m_theme, QStringLiteral("chart"), {}, {}, m_body);
    m_empty->setObjectName(name + QStringLiteral("Empty"));
    m_body->addWidget(m_empty);
    column->addWidget(m_body, 1);
}

QWidget* ComparePane::makeHeader()
{
    auto* header = new QFrame(this);
    header->setProperty("panelHeader", true);
    header->setFixedHeight(32);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(6, 0, 6, 0);
    row->setSpacing(0);
    m_switch = new QButtonGroup(this);
    for (int i = 0; i < kViewCount; ++i) {
        auto* button = new QToolButton(header);
        button->setObjectName(m_name + QLatin1String(kViews[i].name));
        button->setIcon(m_theme.icon(QLatin1String(kViews[i].icon)));
        button->setToolTip(titleOf(static_cast<View>(i)));
        button->setWhatsThis(button->toolTip());
        button->setAccessibleName(button->toolTip());
        button->setCheckable(true);
        button->setFixedSize(28, 24);
        m_switch->addButton(button, i);
        row->addWidget(button);
    }
    row->addSpacing(10);
    m_title = new QLabel(header);
    m_title->setFont(m_theme.font(TextSize::Small, true));
    row->addWidget(m_title);
    row->addSpacing(8);
    m_detail = new widgets::ElidedLabel(header);
    m_detail->setObjectName(m_name + QStringLiteral("Detail"));
    m_detail->setProperty("muted", true);
    m_detail->setFont(m_theme.font(TextSize::Small));
    m_detail->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_detail, 1);
    m_controls = new QStackedWidget(header);
    m_controls->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_controls->addWidget(new QWidget(m_controls));
    row->addWidget(m_controls);
    auto* send = new QToolButton(header);
    send->setObjectName(m_name + QStringLiteral("Report"));
    send->setIcon(m_theme.icon(QStringLiteral("pages")));
    send->setToolTip(tr("Send to report: puts this view at the end of the report (Ctrl+6)."));
    send->setWhatsThis(send->toolTip());
    send->setAccessibleName(tr("Send to report"));
    send->setFixedSize(28, 24);
    row->addWidget(send);
    connect(send, &QToolButton::clicked, this, &ComparePane::sendToReport);
    m_send = send;
    connect(m_switch, &QButtonGroup::idClicked, this, [this](int id) {
        setView(static_cast<View>(id));
        emit viewChosen();
    });
    return header;
}

CompareSheet* ComparePane::makeSheet(View view)
{
    CompareSheet* sheet = nullptr;
    switch (view) {
    case View::Curves:
        sheet = new CurvesSheet(m_theme, m_time, this);
        break;
    case View::Paired:
        sheet = new PairedSheet(m_theme, m_time, this);
        break;
    case View::Parallel:
        sheet = new ParallelSheet(m_theme, this);
        break;
    case View::Plane:
        sheet = new PlaneSheet(m_theme, this);
        break;
    case View::Images:
        sheet = new ImagesSheet({m_theme, m_store, m_time}, this);
        break;
    case View::Diff:
        sheet = new DiffSheet(m_theme, this);
        break;
    case View::Statistics:
        sheet = new StatisticsSheet(m_theme, this);
        break;
    }
    m_sheets.insert(static_cast<int>(view), sheet);
    m_body->addWidget(sheet);
    m_controls->addWidget(sheet->controls());
    connect(sheet, &CompareSheet::selectionRequested, this, &ComparePane::selectionRequested);
    connect(sheet, &CompareSheet::currentRequested, this, &ComparePane::currentRequested);
    connect(sheet, &CompareSheet::metricWanted, this, &ComparePane::metricWanted);
    connect(sheet, &CompareSheet::detailChanged, this, &ComparePane::updateWords);
    return sheet;
}

void ComparePane::setView(View view)
{
    m_view = view;
    m_switch->button(static_cast<int>(view))->setChecked(true);
    CompareSheet* chosen = sheet(view);
    if (!chosen)
        makeSheet(view);
    if (m_hasScene)
        setScene(m_scene);
}

void ComparePane::setScene(const CompareScene& scene)
{
    m_scene = scene;
    m_hasScene = true;
    const qsizetype shown = scene.shownGroups().size();
    const bool showsAll = m_view == View::Parallel; // all listed runs, shown or not
    const bool needsTwo = m_view == View::Diff || m_view == View::Paired;
    const bool isEmpty = showsAll ? scene.groups.isEmpty() : shown < (needsTwo ? 2 : 1);
    if (isEmpty)
        m_empty->setSentence(shown == 1
                                 ? tr("One group alone has nothing to differ from. Check a second one in the table.")
                                 : tr("What the checked runs have in common and where they differ appears here. "
                                      "None is checked in the table yet."));
    CompareSheet* front = sheet(m_view);
    m_body->setCurrentWidget(isEmpty ? static_cast<QWidget*>(m_empty) : front);
    m_controls->setCurrentWidget(isEmpty ? m_controls->widget(0) : front->controls());
    if (!isEmpty)
        front->setScene(scene);
    updateWords();
}

void ComparePane::sendToReport()
{
    ReportItem item{.title = titleOf(m_view), .caption = {}, .uids = {}};
    if (const QString detail = m_detail->text(); !detail.isEmpty())
        item.title = tr("%1: %2", "view, what it shows").arg(item.title, detail);
    const QList<CompareGroup> groups = m_view == View::Parallel ? m_scene.groups : m_scene.shownGroups();
    for (const CompareGroup& group : groups)
        item.uids += group.uids();
    emit reportRequested(sheet(m_view), item);
}

void ComparePane::updateWords()
{
    m_title->setText(titleOf(m_view));
    const bool isEmpty = m_body->currentWidget() == m_empty;
    m_send->setEnabled(!isEmpty);
    m_detail->setText(isEmpty ? QString() : sheet(m_view)->detail());
}

} // namespace lb::gui
