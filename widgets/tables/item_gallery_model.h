#pragma once

#include <QAbstractListModel>
#include <QHash>
#include <QImage>
#include <QTimer>

namespace lb::widgets {

/// Items in an order of their own, each with a number; their pictures or texts come when a view asks for them.
class ItemGalleryModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        InputRole = Qt::UserRole + 70, ///< QImage, grey, 0 is black; null until it is there
        OutputRole,
        InputTextRole,
        OutputTextRole,
        CaptionRole, ///< "124.3", or "Shirt 124.3"
        IdRole,
    };
    struct Entry {
        qint64 id = 0;
        double number = 0;
        bool operator==(const Entry&) const = default;
    };
    struct Content {
        QString label;
        QImage input, output;
        QString inputText, outputText;
    };

    explicit ItemGalleryModel(QObject* parent = nullptr);
    /// Another order of the same items keeps what is known of them.
    void setEntries(const QList<Entry>& entries);
    /// Forgets the contents.
    void clear();
    void setContent(qint64 id, const Content& content);
    const Content* content(qint64 id) const;
    qint64 id(int row) const { return m_entries.value(row).id; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override
    {
        const Qt::ItemFlags plain = QAbstractListModel::flags(index);
        return index.isValid() ? plain | Qt::ItemIsDragEnabled : plain;
    }

signals:
    /// Views looked at items whose contents are not there; those looked at last come first.
    void contentsWanted(const QList<qint64>& ids) const;

private:
    QList<Entry> m_entries;
    QHash<qint64, int> m_rows;
    QHash<qint64, Content> m_contents;
    mutable QList<qint64> m_wanted; ///< what views have asked for since the last signal
    mutable QTimer m_wantedTimer;
};

} // namespace lb::widgets
