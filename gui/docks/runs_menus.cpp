#include "gui/docks/runs_menus.h"

#include "experiments/records/metric_names.h"
#include "experiments/records/own_metric.h"
#include "gui/dialogs/questions.h"
#include "gui/docks/run_list_settings.h"
#include "gui/run_board.h"
#include "widgets/tables/run_fold.h"

#include <QCoreApplication>
#include <QMenu>
#include <QPointer>
#include <QSet>

namespace lb::gui {

namespace {

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(lb::gui::RunsMenus)
};

/// A name in a menu is no place for a mnemonic.
QString plain(QString name)
{
    return name.replace(QLatin1Char('&'), QLatin1String("&&"));
}

void askName(RunListSettings& settings, Questions& questions, QWidget* window, const QString& from, const QString& text)
{
    const QString title = from.isEmpty() ? Words::tr("Save this search") : Words::tr("Rename this search");
    questions.askText(window, title, Words::tr("Name of the search"), from.isEmpty() ? text : from,
                      [guard = QPointer<RunListSettings>(&settings), from, text](const std::optional<QString>& name) {
                          if (!guard || !name)
                              return;
                          from.isEmpty() ? guard->save(*name, text) : guard->rename(from, *name);
                      });
}

QAction* addChoice(QMenu& menu, const QString& text, bool isChecked)
{
    QAction* action = menu.addAction(plain(text));
    action->setCheckable(true);
    action->setChecked(isChecked);
    return action;
}

/// A submenu with each saved search, on which `work` is done.
void addForEach(QMenu& menu, const QString& title, const char* name, const RunListSettings& settings,
                const std::function<void(const QString&)>& work)
{
    QMenu* sub = menu.addMenu(title);
    sub->setObjectName(QLatin1String(name));
    sub->setToolTipsVisible(true);
    for (const SavedSearch& search : settings.searches()) {
        QAction* action = sub->addAction(plain(search.name));
        action->setToolTip(search.text);
        QObject::connect(action, &QAction::triggered, sub, [work, one = search.name] { work(one); });
    }
}

/// Those that some run has and that have one value, the known ones in their order.
QStringList metricsOf(const RunBoard& board)
{
    QSet<QString> present;
    for (const experiments::RunRecord& run : board.runs())
        for (auto metric = run.last.keyBegin(); metric != run.last.keyEnd(); ++metric)
            present.insert(*metric);
    QStringList metrics;
    for (const experiments::MetricInfo& info : experiments::knownMetrics())
        for (const QString& name :
             {info.name, QString(info.name).replace(QLatin1String("validation/"), QLatin1String("test/"))})
            if (!info.isVector && present.remove(name) &&
                (name.startsWith(QLatin1String("validation/")) || name.startsWith(QLatin1String("test/")) ||
                 name == QLatin1String("train/loss")))
                metrics.append(name);
    QStringList own;
    for (const QString& name : present)
        if (experiments::ownMetricInfo(name))
            own.append(name);
    own.sort();
    return metrics + own;
}

QString titleOf(const QString& metric)
{
    const QString title = widgets::metricTitleWithUnit(metric);
    return metric.startsWith(QLatin1String("test/"))    ? Words::tr("%1, test").arg(title)
           : metric.startsWith(QLatin1String("train/")) ? Words::tr("%1, training").arg(title)
                                                        : title;
}

} // namespace

void fillSearchMenu(QMenu& menu, RunListSettings& settings, Questions& questions, const SearchField& field)
{
    qDeleteAll(menu.findChildren<QMenu*>(Qt::FindDirectChildrenOnly)); // clear() leaves submenus
    menu.clear();
    const QString text = field.text().trimmed();
    QWidget* window = menu.parentWidget();
    for (const SavedSearch& search : settings.searches()) {
        QAction* action = addChoice(menu, search.name, search.text == text);
        action->setToolTip(search.text);
        QObject::connect(action, &QAction::triggered, &menu, [field, search] { field.setText(search.text); });
    }
    if (settings.searches().isEmpty())
        menu.addAction(Words::tr("No saved searches yet"))->setEnabled(false);
    menu.addSeparator();
    QAction* save = menu.addAction(Words::tr("&Save this search…"));
    save->setObjectName(QStringLiteral("saveSearch"));
    save->setToolTip(text.isEmpty() ? Words::tr("Type a search first.") : text);
    save->setEnabled(!text.isEmpty());
    QObject::connect(save, &QAction::triggered, &settings,
                     [&settings, &questions, window, text] { askName(settings, questions, window, {}, text); });
    if (settings.searches().isEmpty())
        return;
    addForEach(menu, Words::tr("&Rename"), "renameSearch", settings,
               [&settings, &questions, window](const QString& one) { askName(settings, questions, window, one, {}); });
    addForEach(menu, Words::tr("&Delete"), "deleteSearch", settings,
               [&settings](const QString& one) { settings.remove(one); });
}

void fillValueMenu(QMenu& menu, RunListSettings& settings, const RunBoard& board)
{
    menu.clear();
    const auto add = [&](const QString& title, const QString& metric) {
        QAction* action = addChoice(menu, title, settings.valueMetric() == metric);
        QObject::connect(action, &QAction::triggered, &settings,
                         [&settings, metric] { settings.setValueMetric(metric); });
    };
    add(Words::tr("Trend"), {});
    for (const QString& metric : metricsOf(board))
        add(titleOf(metric), metric);
}

} // namespace lb::gui
