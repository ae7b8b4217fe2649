// The part of LatentPage about tags on items.
#include "gui/dialogs/questions.h"
#include "gui/pages/decoded_panel.h"
#include "gui/pages/latent_page.h"
#include "gui/project/item_tag_desk.h"
#include "widgets/logs/message_bar.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>
#include <QMenu>
#include <QPointer>

#include <algorithm>

namespace lb::gui {

namespace {

/// A tag in a menu is no place for a mnemonic.
QString plain(QString tag)
{
    return tag.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

} // namespace

void LatentPage::connectTags()
{
    connect(m_tags, &ItemTagDesk::changed, this, [this] {
        m_decoded->setTags(m_tags->tags());
        takeSelection();
    });
    connect(m_tags, &ItemTagDesk::failed, this, &LatentPage::failed);
    connect(m_decoded->tagMenu(), &QMenu::aboutToShow, this, &LatentPage::fillTagMenu);
}

QSet<quint32> LatentPage::selectedItems() const
{
    QSet<quint32> items;
    const LatentRows& rows = m_lab->run(m_current).rows();
    for (const int row : m_lab->selectedRows(m_current))
        items.insert(rows.items[static_cast<std::size_t>(row)]);
    return items;
}

void LatentPage::fillTagMenu()
{
    QMenu& menu = *m_decoded->tagMenu();
    qDeleteAll(menu.findChildren<QMenu*>(Qt::FindDirectChildrenOnly)); // clear() leaves submenus
    menu.clear();
    if (m_current >= m_lab->count())
        return;
    const QSet<quint32> selected = selectedItems();
    const experiments::ItemTags& tags = m_tags->tags();
    for (auto tag = tags.begin(); tag != tags.end(); ++tag) {
        const auto having =
            std::count_if(selected.cbegin(), selected.cend(), [&tag](quint32 item) { return tag->contains(item); });
        QAction* action = menu.addAction(
            having == 0 || having == selected.size()
                ? plain(tag.key())
                : tr("%1 (%2 of %3)", "tag, how many of the selected items have it")
                      .arg(plain(tag.key()), widgets::countText(having), widgets::countText(selected.size())));
        action->setCheckable(true);
        action->setChecked(having > 0 && having == selected.size());
        action->setEnabled(!selected.isEmpty());
        connect(action, &QAction::toggled, this,
                [this, name = tag.key(), selected](bool on) { m_tags->setTagged(name, selected, on); });
    }
    QAction* fresh = menu.addAction(tr("New tag…"), this, [this, selected] { askTag(selected); });
    fresh->setObjectName(QStringLiteral("newItemTag"));
    fresh->setEnabled(!selected.isEmpty());
    menu.addSeparator();
    QMenu* select = menu.addMenu(tr("Select all with"));
    select->setObjectName(QStringLiteral("selectTagged"));
    select->setEnabled(!tags.isEmpty());
    const std::vector<quint32>& shown = m_lab->run(m_current).rows().items;
    for (auto tag = tags.begin(); tag != tags.end(); ++tag) {
        QSet<quint32> items;
        for (const quint32 item : shown)
            if (tag->contains(item))
                items.insert(item);
        QAction* action =
            select->addAction(tr("%1 (%2 on this map)", "tag").arg(plain(tag.key()), widgets::countText(items.size())),
                              this, [this, items] { m_lab->setSelection(m_current, items); });
        action->setEnabled(!items.isEmpty());
    }
}

void LatentPage::askTag(const QSet<quint32>& items)
{
    m_parts.questions.askText(this, tr("Tag %n item(s)", nullptr, static_cast<int>(items.size())), tr("Tag"), {},
                              [this, items, guard = QPointer<LatentPage>(this)](const std::optional<QString>& typed) {
                                  if (!guard || !typed)
                                      return;
                                  const QString tag = typed->simplified();
                                  if (const char* problem = experiments::itemTagProblem(tag))
                                      m_message->showMessage({.kind = widgets::MessageBar::Kind::Warning,
                                                              .title = tr("No item was tagged."),
                                                              .text = QCoreApplication::translate("ItemTag", problem)});
                                  else
                                      m_tags->setTagged(tag, items, true);
                              });
}

QString LatentPage::itemWords(int column, int row) const
{
    const LatentRun& run = m_lab->run(column);
    const auto at = static_cast<std::size_t>(std::max(0, row));
    if (row < 0 || at >= run.rows().items.size())
        return run.items().sentences.value(row);
    QStringList words{at < run.rows().labels.size() ? run.rows().classes.value(run.rows().labels[at])
                                                    : run.items().sentences.value(row)};
    words.removeAll(QString());
    const QStringList tags = m_tags->tagsOf(m_lab->dataset(column), run.rows().items[at]);
    if (!tags.isEmpty())
        words.append(QLatin1Char('#') + tags.join(QStringLiteral(" #")));
    return words.join(QStringLiteral(" · "));
}

} // namespace lb::gui
