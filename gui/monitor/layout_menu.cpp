#include "gui/monitor/layout_menu.h"

#include "gui/dialogs/questions.h"
#include "gui/monitor/layout_desk.h"

#include <QActionGroup>
#include <QPointer>

namespace lb::gui {

namespace {

constexpr qsizetype kLongestName = 60;

} // namespace

LayoutMenu::LayoutMenu(LayoutDesk& desk, Questions& questions, QWidget* parent)
    : QMenu(tr("Plots"), parent)
    , m_desk(desk)
    , m_questions(questions)
{
    setObjectName(QStringLiteral("layoutMenu"));
    setToolTipsVisible(true);
    connect(&desk, &LayoutDesk::bookChanged, this, &LayoutMenu::rebuild);
    rebuild();
}

QString LayoutMenu::currentText() const
{
    const QString name = m_desk.book().current.isEmpty() ? tr("Standard") : m_desk.book().current;
    return m_desk.book().isChanged() ? name + QStringLiteral(" •") : name;
}

void LayoutMenu::rebuild()
{
    clear();
    const LayoutBook& book = m_desk.book();
    auto* group = new QActionGroup(this);
    const auto addLayout = [&](const QString& name, const QString& text) {
        QAction* action = addAction(text, this, [this, name] { m_desk.choose(name); });
        action->setObjectName(QStringLiteral("layout:") + name);
        action->setCheckable(true);
        action->setChecked(book.current == name);
        group->addAction(action);
    };
    addLayout({}, tr("Standard"));
    for (const QString& name : m_desk.names())
        addLayout(name, name);
    addSeparator();
    const auto add = [this](const char* name, const QString& text, const QString& toolTip, auto work) {
        QAction* action = addAction(text, this, work);
        action->setObjectName(QLatin1String(name));
        action->setToolTip(toolTip);
        return action;
    };
    const QString current = book.current;
    QAction* save = add("saveLayout", tr("Save"), tr("Stores the plots as they are under this layout's name."),
                        [this, current] { m_desk.saveAs(current); });
    save->setEnabled(!current.isEmpty() && book.isChanged());
    add("saveLayoutAs", tr("Save as…"), tr("Stores the plots, their metrics and axes under a name, in this project."),
        [this] { askSave(); });
    add("renameLayout", tr("Rename…"), tr("Gives the chosen layout another name."), [this] {
        askRename();
    })->setEnabled(!current.isEmpty());
    add("deleteLayout", tr("Delete"), tr("Forgets the chosen layout; the plots stay as they are. Undo brings it back."),
        [this, current] { m_desk.remove(current); })
        ->setEnabled(!current.isEmpty());
    addSeparator();
    add("addPlot", tr("Add plot"), tr("An empty plot behind the others, and the list of metrics to fill it."), [this] {
        PlotLayout layout = m_desk.shown();
        const QString id = layout.add({});
        m_desk.change(layout, tr("add a plot"));
        emit plotAdded(id);
    });
    emit renamed();
}

bool LayoutMenu::isFree(const QString& name)
{
    if (name.compare(tr("Standard"), Qt::CaseInsensitive) == 0)
        emit refused(tr("The layout Standard is always there; choose another name."));
    else if (name.size() > kLongestName)
        emit refused(tr("A layout's name has at most %1 letters.").arg(kLongestName));
    else
        return !name.isEmpty();
    return false;
}

void LayoutMenu::askSave()
{
    m_questions.askText(parentWidget()->window(), tr("Save layout"), tr("Name of the layout"), m_desk.book().current,
                        [this, guard = QPointer<LayoutMenu>(this)](const std::optional<QString>& name) {
                            if (guard && name && isFree(name->trimmed()))
                                m_desk.saveAs(name->trimmed());
                        });
}

void LayoutMenu::askRename()
{
    const QString current = m_desk.book().current;
    m_questions.askText(parentWidget()->window(), tr("Rename layout"), tr("Name of the layout"), current,
                        [this, current, guard = QPointer<LayoutMenu>(this)](const std::optional<QString>& name) {
                            if (!guard || !name || !isFree(name->trimmed()) || name->trimmed() == current)
                                return;
                            if (m_desk.names().contains(name->trimmed()))
                                emit refused(tr("There is a layout %1 already.").arg(name->trimmed()));
                            else
                                m_desk.rename(current, name->trimmed());
                        });
}

} // namespace lb::gui
