#pragma once

#include "gui/search/search_entry.h"

#include <QAbstractListModel>
#include <QList>
#include <QStringList>

namespace lb::gui {

/// The entries that fit what was typed, best first; among equals those chosen lately, then as they were given. At most
/// kMost: more are found by typing more.
class FoundModel : public QAbstractListModel {
    Q_OBJECT
public:
    static constexpr int kMost = 12;
    enum Role { KindRole = Qt::UserRole + 1, DetailRole, KeysRole, IconRole };

    using QAbstractListModel::QAbstractListModel;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    /// `recent`: ids, the newest first.
    void find(const QString& typed, const QList<SearchEntry>& entries, const QStringList& recent);
    const SearchEntry& entry(int row) const { return m_found.at(row); }
    /// How many fit, of which the first kMost are here.
    qsizetype fitting() const { return m_fitting; }

private:
    QList<SearchEntry> m_found;
    qsizetype m_fitting = 0;
};

} // namespace lb::gui
