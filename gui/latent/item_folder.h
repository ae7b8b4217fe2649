#pragma once

#include "experiments/records/result.h"
#include "gui/samples/picture_file.h"

#include <QImage>
#include <QStringList>

namespace lb::gui {

/// Items of a map to be written into a folder of their own: a picture each, or one file of sentences, and a table.
struct ItemFolder {
    QString folder; ///< where theirs is made
    QString name;   ///< of it, as far as file names allow
    struct Item {
        QString name; ///< of its picture: "0042 Bag"
        QImage image; ///< grey, 0 is black
        QString sentence;
    };
    QList<Item> items;
    QByteArray table;   ///< codes.csv
    PictureFacts facts; ///< of every picture
};

/// The folder. One that is there is never written into: the new one has a number behind its name. Whole or not at all.
/// Not in the window's thread.
experiments::Result<QString> writeItemFolder(const ItemFolder& wanted);

} // namespace lb::gui
