#pragma once

class QAbstractItemModel;
class QTableView;
class QWidget;

namespace lb::gui {

/// A plain table of rows over `model`, which it does not own; the first column takes the room that is left.
QTableView* makeTableView(QWidget* parent, const char* name, QAbstractItemModel* model);

} // namespace lb::gui
