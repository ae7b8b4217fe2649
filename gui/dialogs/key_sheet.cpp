#include "gui/dialogs/key_sheet.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace lb::gui {

namespace {

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(KeySheet)
};

QTreeWidgetItem* addGroup(QTreeWidget& tree, const QString& title)
{
    auto* group = new QTreeWidgetItem(&tree, {title});
    group->setFirstColumnSpanned(true);
    QFont font = tree.font();
    font.setWeight(QFont::DemiBold);
    group->setFont(0, font);
    return group;
}

void addKey(QTreeWidgetItem* group, const QString& keys, const QString& what)
{
    new QTreeWidgetItem(group, {keys, what});
}

/// Every action of a menu that has keys, submenus included.
void addMenuKeys(QTreeWidgetItem* group, const QMenu& menu)
{
    for (const QAction* action : menu.actions()) {
        if (action->menu())
            addMenuKeys(group, *action->menu());
        else if (!action->shortcut().isEmpty())
            addKey(group, QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText),
                   QString(action->text()).remove(QLatin1Char('&')));
    }
}

struct Key {
    const char* keys;
    const char* what;
};

/// Keys that widgets take while they have the focus.
void addKeys(QTreeWidget& tree, const QString& title, std::initializer_list<Key> keys)
{
    QTreeWidgetItem* group = addGroup(tree, title);
    for (const Key& key : keys)
        addKey(group, Words::tr(key.keys), Words::tr(key.what));
}

void addFocusKeys(QTreeWidget& tree)
{
    addKeys(
        tree, Words::tr("In plots"),
        {{QT_TRANSLATE_NOOP("KeySheet", "Space"), QT_TRANSLATE_NOOP("KeySheet", "Pause or continue the runs")},
         {QT_TRANSLATE_NOOP("KeySheet", "Left, Right"),
          QT_TRANSLATE_NOOP("KeySheet", "Move the cursor; with Ctrl ten times as far")},
         {QT_TRANSLATE_NOOP("KeySheet", "+, -"), QT_TRANSLATE_NOOP("KeySheet", "Zoom in and out; the wheel as well")},
         {QT_TRANSLATE_NOOP("KeySheet", "Shift and drag"), QT_TRANSLATE_NOOP("KeySheet", "Zoom into a box")},
         {QT_TRANSLATE_NOOP("KeySheet", "Backspace"), QT_TRANSLATE_NOOP("KeySheet", "The range before")},
         {QT_TRANSLATE_NOOP("KeySheet", "L, Shift+L"),
          QT_TRANSLATE_NOOP("KeySheet", "The y axis linear, log, symlog; the x axis")},
         {QT_TRANSLATE_NOOP("KeySheet", "S"), QT_TRANSLATE_NOOP("KeySheet", "Smoothing on and off")},
         {QT_TRANSLATE_NOOP("KeySheet", "G"), QT_TRANSLATE_NOOP("KeySheet", "Group seeds")},
         {QT_TRANSLATE_NOOP("KeySheet", "[, ]"),
          QT_TRANSLATE_NOOP("KeySheet", "The step before, after of which the items below were kept")},
         {QT_TRANSLATE_NOOP("KeySheet", "Click, Escape"),
          QT_TRANSLATE_NOOP("KeySheet", "Leave cursor B there, and take it away")}});
    addKeys(
        tree, Words::tr("In the comparison"),
        {{QT_TRANSLATE_NOOP("KeySheet", "Space"), QT_TRANSLATE_NOOP("KeySheet", "Check the row")},
         {QT_TRANSLATE_NOOP("KeySheet", "B"), QT_TRANSLATE_NOOP("KeySheet", "Pin the row as the baseline")},
         {QT_TRANSLATE_NOOP("KeySheet", "G"), QT_TRANSLATE_NOOP("KeySheet", "Group seeds")},
         {QT_TRANSLATE_NOOP("KeySheet", "F4, Shift+F4"), QT_TRANSLATE_NOOP("KeySheet", "Next, previous difference")},
         {QT_TRANSLATE_NOOP("KeySheet", "I, L, Escape"),
          QT_TRANSLATE_NOOP("KeySheet", "Invert an axis, make it logarithmic, drop the brushes")},
         {QT_TRANSLATE_NOOP("KeySheet", "[, ]"), QT_TRANSLATE_NOOP("KeySheet", "Samples of the step before, after")},
         {QT_TRANSLATE_NOOP("KeySheet", "S, X, D"),
          QT_TRANSLATE_NOOP("KeySheet", "Samples of two runs under a divider, turned round, their difference")}});
    addKeys(
        tree, Words::tr("In latent maps"),
        {{QT_TRANSLATE_NOOP("KeySheet", "Arrows"),
          QT_TRANSLATE_NOOP("KeySheet", "Move what is decoded; with Shift farther")},
         {QT_TRANSLATE_NOOP("KeySheet", "+, -, Home"), QT_TRANSLATE_NOOP("KeySheet", "Zoom, and show everything")},
         {QT_TRANSLATE_NOOP("KeySheet", "Return"), QT_TRANSLATE_NOOP("KeySheet", "Choose the item under the cursor")},
         {QT_TRANSLATE_NOOP("KeySheet", "Escape"), QT_TRANSLATE_NOOP("KeySheet", "Drop the lasso")}});
    addKeys(
        tree, Words::tr("In lists and strips"),
        {{QT_TRANSLATE_NOOP("KeySheet", "Space"), QT_TRANSLATE_NOOP("KeySheet", "Show or hide a run's curves")},
         {QT_TRANSLATE_NOOP("KeySheet", "Right, Left"),
          QT_TRANSLATE_NOOP("KeySheet", "Open or close a row that stands for several seeds")},
         {QT_TRANSLATE_NOOP("KeySheet", "Return"), QT_TRANSLATE_NOOP("KeySheet", "Open the run, choose the picture")},
         {QT_TRANSLATE_NOOP("KeySheet", "Alt+Up, Alt+Down"),
          QT_TRANSLATE_NOOP("KeySheet", "Move a waiting run in the queue")}});
}

class KeySheet : public QDialog {
public:
    explicit KeySheet(QMainWindow& window)
        : QDialog(&window)
    {
        setObjectName(QStringLiteral("keySheet"));
        setWindowTitle(Words::tr("Keyboard shortcuts"));
        setAttribute(Qt::WA_DeleteOnClose);
        resize(560, 680);
        auto* tree = new QTreeWidget(this);
        tree->setObjectName(QStringLiteral("keyList"));
        tree->setAccessibleName(windowTitle());
        tree->setHeaderLabels({Words::tr("Keys"), Words::tr("What they do")});
        tree->setRootIsDecorated(false);
        tree->setSelectionMode(QAbstractItemView::SingleSelection);
        tree->header()->setSectionsMovable(false);
        for (const QAction* menu : window.menuBar()->actions())
            if (menu->menu()) {
                QTreeWidgetItem* group = addGroup(*tree, QString(menu->text()).remove(QLatin1Char('&')));
                addMenuKeys(group, *menu->menu());
                if (group->childCount() == 0)
                    delete group;
            }
        addFocusKeys(*tree);
        tree->expandAll();
        tree->setColumnWidth(0, 160);
        auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
        connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
        auto* column = new QVBoxLayout(this);
        column->addWidget(tree);
        column->addWidget(buttons);
    }
};

} // namespace

void showKeySheet(QMainWindow& window)
{
    auto* sheet = window.findChild<QDialog*>(QStringLiteral("keySheet"));
    if (!sheet)
        sheet = new KeySheet(window);
    sheet->show();
    sheet->raise();
    sheet->activateWindow();
}

} // namespace lb::gui
