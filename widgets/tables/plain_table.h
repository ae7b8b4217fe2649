#pragma once

class QAbstractItemModel;
class QTableView;
class QWidget;

namespace lb::widgets {

/// A plain table of rows over `model`, which it does not own: looked at, not edited; cells stand under their headers.
/// The first column takes the room that is left.
QTableView* makeTableView(QWidget* parent, const char* name, QAbstractItemModel* model);

} // namespace lb::widgets
