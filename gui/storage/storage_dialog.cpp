#include "gui/storage/storage_dialog.h"

#include "gui/storage/storage_panel.h"
#include "gui/storage/trash_panel.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace lb::gui {

StorageDialog::StorageDialog(const Parts& parts, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("storageDialog"));
    setWindowTitle(tr("Storage and trash"));
    resize(940, 680);
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("storageTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false); // a line beside the tabs
    m_storage = new StoragePanel({parts.theme, parts.board, parts.store, parts.questions}, m_tabs);
    m_trash = new TrashPanel({parts.board, parts.runs, parts.store, parts.questions}, m_tabs);
    m_tabs->addTab(m_storage, tr("Storage"));
    m_tabs->addTab(m_trash, tr("Trash"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* close = buttons->button(QDialogButtonBox::Close);
    close->setObjectName(QStringLiteral("storageClose"));
    close->setToolTip(tr("Closes this window (Esc)."));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 12);
    column->addWidget(m_tabs, 1);
    column->addWidget(buttons);
    buttons->setContentsMargins(12, 0, 12, 0);
    connect(m_tabs, &QTabWidget::currentChanged, this, &StorageDialog::refresh);
    connect(m_storage, &StoragePanel::pruned, this, &StorageDialog::pruned);
    connect(m_storage, &StoragePanel::failed, this, &StorageDialog::failed);
}

void StorageDialog::showTab(Tab tab)
{
    show();
    raise();
    activateWindow();
    if (m_tabs->currentIndex() == static_cast<int>(tab))
        refresh();
    else
        m_tabs->setCurrentIndex(static_cast<int>(tab));
}

void StorageDialog::refresh()
{
    if (m_tabs->currentWidget() == m_storage)
        m_storage->refresh();
    else
        m_trash->refresh();
}

} // namespace lb::gui
