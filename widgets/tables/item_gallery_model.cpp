#include "widgets/tables/item_gallery_model.h"

#include "widgets/theme/number_text.h"

#include <algorithm>

namespace lb::widgets {

namespace {

constexpr int kSoonMs = 30;
constexpr qsizetype kMostWanted = 200; // more than a screen: a fast scroll leaves the rest behind

} // namespace

ItemGalleryModel::ItemGalleryModel(QObject* parent)
    : QAbstractListModel(parent)
{
    m_wantedTimer.setSingleShot(true);
    m_wantedTimer.setInterval(kSoonMs);
    connect(&m_wantedTimer, &QTimer::timeout, this, [this] {
        QList<qint64> wanted = std::exchange(m_wanted, {});
        std::reverse(wanted.begin(), wanted.end());
        emit contentsWanted(wanted.mid(0, kMostWanted));
    });
}

void ItemGalleryModel::setEntries(const QList<Entry>& entries)
{
    if (entries == m_entries)
        return;
    beginResetModel(); // every row is another: there is nothing to keep
    m_entries = entries;
    m_rows.clear();
    for (qsizetype row = 0; row < entries.size(); ++row)
        m_rows.insert(entries[row].id, static_cast<int>(row));
    endResetModel();
}

void ItemGalleryModel::clear()
{
    m_contents.clear();
    m_wanted.clear();
    setEntries({});
}

void ItemGalleryModel::setContent(qint64 id, const Content& content)
{
    m_contents.insert(id, content);
    if (const auto row = m_rows.constFind(id); row != m_rows.cend())
        emit dataChanged(index(*row), index(*row));
}

const ItemGalleryModel::Content* ItemGalleryModel::content(qint64 id) const
{
    const auto found = m_contents.constFind(id);
    return found == m_contents.cend() ? nullptr : &*found;
}

int ItemGalleryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant ItemGalleryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_entries.size())
        return {};
    const Entry& entry = m_entries[index.row()];
    const Content* known = content(entry.id);
    const QString number = valueText(entry.number);
    switch (role) {
    case IdRole:
        return entry.id;
    case CaptionRole:
    case Qt::DisplayRole:
        return known && !known->label.isEmpty() ? tr("%1 %2").arg(known->label, number) : number;
    case Qt::ToolTipRole:
        return known && !known->inputText.isEmpty()
                   ? tr("Item %1: %2\n%3\n%4").arg(entry.id).arg(number, known->inputText, known->outputText)
                   : tr("Item %1: %2").arg(entry.id).arg(number);
    case InputRole:
    case InputTextRole:
        if (!known) {
            m_wanted.removeOne(entry.id);
            m_wanted.append(entry.id);
            if (!m_wantedTimer.isActive())
                m_wantedTimer.start();
            return {};
        }
        return role == InputRole ? QVariant(known->input) : QVariant(known->inputText);
    case OutputRole:
        return known ? QVariant(known->output) : QVariant();
    case OutputTextRole:
        return known ? QVariant(known->outputText) : QVariant();
    default:
        return {};
    }
}

} // namespace lb::widgets
