#pragma once

#include <QAbstractListModel>
#include <QStringList>

namespace lb::gui {

/// Choices of a baseline: names to read, and as user data the uid of a run. Thousands are set at once.
class BaselineModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    /// As many names as uids. Resets the model when something differs.
    void set(const QStringList& names, const QStringList& uids);
    /// Negative when there is no such run.
    int rowOf(const QString& uid) const { return static_cast<int>(m_uids.indexOf(uid)); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    QStringList m_names;
    QStringList m_uids;
};

} // namespace lb::gui
