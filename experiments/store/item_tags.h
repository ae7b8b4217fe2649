#pragma once

#include "experiments/store/run_store.h"

#include <QMap>
#include <QSet>

namespace lb::experiments {

/// Items of a data set that the user has tagged ("mislabelled"), by tag. Items are numbered as in the data set, so a
/// tag holds for every split, seed and model of it.
using ItemTags = QMap<QString, QSet<quint32>>;

/// item_tags.json of the project: {data set: {tag: [items]}}. A file, for the index can be lost and built anew.
QString itemTagsFile(const QString& projectFolder);
/// Those of a data set; none where there is no file. Corrupt for one that cannot be read.
Result<ItemTags> readItemTags(const QString& projectFolder, const QString& dataset);
/// Puts a tag on items, or takes it off; a tag without items is gone. InvalidArgument for what is no tag, ReadOnly or
/// Io where the project cannot be written.
Result<void> tagItems(const RunStore& store, const QString& dataset, const QString& tag, const QSet<quint32>& items,
                      bool isTagged);
/// Those of another project besides the own ones; they stay where that one's cannot be read.
Result<void> uniteItemTags(const RunStore& store, const QString& otherFolder);

/// What is wrong with a tag, in a sentence to be translated in the context "ItemTag"; null: nothing.
const char* itemTagProblem(const QString& tag);

/// The tags of an item, in order of their letters.
QStringList tagsOf(const ItemTags& tags, quint32 item);

} // namespace lb::experiments
