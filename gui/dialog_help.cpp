#include "gui/dialog_help.h"

#include "gui/pages/reading_page.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QDialog>
#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace lb::gui {

namespace {

constexpr QSize kSize(640, 560);

struct Topic {
    const char* dialog; ///< its object name
    const char* help;   ///< resources/help
};

constexpr Topic kTopics[] = {
    {"exportFigureDialog", "export"}, {"evaluateDialog", "evaluate"}, {"settingsDialog", "settings"},
    {"forkDialog", "fork"},           {"fieldDialog", "fork"},        {"exportRunsDialog", "runs"},
    {"storageDialog", "runs"},        {"closeDialog", "runs"},        {"flightDialog", "monitor"},
    {"ownMetricDialog", "monitor"},   {"scoreDialog", "text"},
};

} // namespace

DialogHelp::DialogHelp(const widgets::Theme& theme, QWidget* window)
    : QObject(window)
    , m_theme(theme)
    , m_window(window)
{
    QApplication::instance()->installEventFilter(this);
}

bool DialogHelp::isOurs(const QObject* dialog) const
{
    const QObject* above = dialog;
    while (above && above != m_window)
        above = above->parent();
    return above != nullptr;
}

bool DialogHelp::eventFilter(QObject* watched, QEvent* event)
{
    const bool isOverride = event->type() == QEvent::ShortcutOverride;
    if ((!isOverride && event->type() != QEvent::KeyPress) || !watched->isWidgetType())
        return false;
    const auto* key = static_cast<QKeyEvent*>(event);
    auto* dialog = qobject_cast<QDialog*>(static_cast<QWidget*>(watched)->window());
    if (key->key() != Qt::Key_F1 || key->modifiers() != Qt::NoModifier || !dialog || !isOurs(dialog))
        return false;
    const auto topic = std::find_if(std::begin(kTopics), std::end(kTopics), [dialog](const Topic& each) {
        return dialog->objectName() == QLatin1String(each.dialog);
    });
    if (topic == std::end(kTopics))
        return false;
    if (isOverride)
        event->accept(); // the window's F1 is for its pages
    else
        show(dialog, QLatin1String(topic->help));
    return true;
}

void DialogHelp::show(QWidget* dialog, const QString& name)
{
    auto* help = dialog->findChild<QDialog*>(QStringLiteral("helpDialog"), Qt::FindDirectChildrenOnly);
    if (!help) {
        help = new QDialog(dialog);
        help->setObjectName(QStringLiteral("helpDialog"));
        help->setWindowTitle(tr("Help"));
        help->resize(kSize);
        auto* column = new QVBoxLayout(help);
        column->setContentsMargins(0, 0, 0, 0);
        auto* page = new ReadingPage(m_theme, help);
        page->setObjectName(QStringLiteral("dialogHelp"));
        column->addWidget(page);
    }
    help->findChild<ReadingPage*>()->showHelp(name);
    help->show();
    help->raise();
    help->activateWindow();
}

} // namespace lb::gui
