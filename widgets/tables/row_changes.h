#pragma once

#include <QList>

namespace lb::widgets {

/// Turns `rows` into `target` by single removals, insertions, moves and changes, so that a model can tell its views
/// exactly what happened and selections survive. `Notify` has beginRemove(row), endRemove(), beginInsert(row),
/// endInsert(), beginMove(from, to) with from > to, endMove(), changed(row). `key` names a row for its life; keys are
/// unique.
template <class Row, class Key, class Notify>
void applyRowChanges(QList<Row>& rows, const QList<Row>& target, Key key, Notify&& notify)
{
    const auto indexOf = [&key](const QList<Row>& list, const Row& row, qsizetype from) {
        for (qsizetype i = from; i < list.size(); ++i)
            if (key(list[i]) == key(row))
                return i;
        return qsizetype{-1};
    };
    for (qsizetype i = rows.size() - 1; i >= 0; --i) {
        if (indexOf(target, rows[i], 0) >= 0)
            continue;
        notify.beginRemove(static_cast<int>(i));
        rows.removeAt(i);
        notify.endRemove();
    }
    for (qsizetype i = 0; i < target.size(); ++i) {
        const qsizetype at = indexOf(rows, target[i], i);
        if (at < 0) {
            notify.beginInsert(static_cast<int>(i));
            rows.insert(i, target[i]);
            notify.endInsert();
            continue;
        }
        if (at != i) {
            notify.beginMove(static_cast<int>(at), static_cast<int>(i));
            rows.move(at, i);
            notify.endMove();
        }
        if (!(rows[i] == target[i])) {
            rows[i] = target[i];
            notify.changed(static_cast<int>(i));
        }
    }
}

} // namespace lb::widgets
