#include "gui/pages/data_import_bar.h"

#include "experiments/datasets/own_sets.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace lb::gui {

DataImportBar::DataImportBar(const widgets::Theme& theme, QWidget* parent)
    : QFrame(parent)
{
    setObjectName(QStringLiteral("dataImport"));
    setProperty("panel", true);
    build(theme);
    connect(m_import, &QPushButton::clicked, this, [this] {
        m_progress->setRange(0, 0);
        m_importer.start(order(), m_folder);
        showState();
    });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_importer.isAtWork())
            m_importer.cancel();
        else
            hide();
    });
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(importCommand(m_project, order())); });
    connect(&m_importer, &DataImporter::progressed, this, [this](int done, int total) {
        m_progress->setRange(0, std::max(total, 1));
        m_progress->setValue(done);
        m_progress->setFormat(tr("%1 of %2").arg(done).arg(total));
    });
    connect(&m_importer, &DataImporter::finished, this, [this](const DataImportReport& report) {
        hide();
        emit finished(report);
    });
    connect(&m_importer, &DataImporter::cancelled, this, &QWidget::hide);
    connect(&m_importer, &DataImporter::failed, this, [this](const experiments::Error& error) {
        showState();
        emit failed(error);
    });
    hide();
}

void DataImportBar::build(const widgets::Theme& theme)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(8);
    m_title = new QLabel(this);
    m_title->setFont(theme.font(widgets::TextSize::Body, true));
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_title->setWordWrap(true);
    column->addWidget(m_title);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    const auto add = [&](QWidget* field, const char* name, const QString& label, const QString& toolTip) {
        auto* words = new QLabel(label, this);
        words->setBuddy(field);
        words->setProperty("muted", true);
        field->setObjectName(QString::fromLatin1(name));
        field->setAccessibleName(QString(label).remove(QLatin1Char('&')));
        field->setToolTip(toolTip);
        field->setWhatsThis(toolTip);
        row->addWidget(words);
        row->addWidget(field);
    };
    m_name = new QLineEdit(this);
    m_name->setFixedWidth(180);
    add(m_name, "importName", tr("N&ame"), tr("What the data set is called. Runs name it own: and this name."));
    m_size = new QComboBox(this);
    m_size->addItem(tr("As fits"), 0);
    for (const int side : {28, 32, 48, 64, 96, 128})
        m_size->addItem(tr("%1 x %1").arg(side), side);
    add(m_size, "importSize", tr("Si&ze"),
        tr("Pictures are cut to a centred square and scaled to it. \"As fits\" keeps pictures of one small size as "
           "they "
           "are and makes others 32 x 32."));
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("importProgress"));
    m_progress->setAccessibleName(tr("Progress of the import"));
    row->addWidget(m_progress, 1);
    row->addStretch(1);
    m_copy = new QPushButton(tr("Copy as command"), this);
    m_copy->setObjectName(QStringLiteral("importCopy"));
    m_copy->setToolTip(tr("The same for the command line."));
    m_import = new QPushButton(tr("Import"), this);
    m_import->setObjectName(QStringLiteral("importStart"));
    m_import->setToolTip(tr("Makes a data set of this project; what cannot be read is counted and listed."));
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_cancel->setObjectName(QStringLiteral("importCancel"));
    m_cancel->setToolTip(tr("Nothing is kept of an import that is cancelled."));
    for (QPushButton* button : {m_copy, m_cancel, m_import}) {
        button->setWhatsThis(button->toolTip());
        row->addWidget(button);
    }
    column->addLayout(row);
}

void DataImportBar::offer(const QString& source, const QString& project, const QString& folder)
{
    if (m_importer.isAtWork())
        return;
    m_source = source;
    m_project = project;
    m_folder = folder;
    const QFileInfo file(source);
    m_title->setText(tr("Import %1").arg(QDir::toNativeSeparators(source)));
    m_name->setText(experiments::ownSetName(file.isDir() ? file.fileName() : file.completeBaseName()));
    m_size->setCurrentIndex(0);
    show();
    showState();
    m_import->setFocus();
}

DataImportOrder DataImportBar::order() const
{
    const qint64 side = m_size->currentData().toLongLong();
    return {.source = m_source, .name = m_name->text().trimmed(), .height = side, .width = side};
}

void DataImportBar::showState()
{
    const bool isAtWork = m_importer.isAtWork();
    for (QWidget* field :
         {static_cast<QWidget*>(m_name), static_cast<QWidget*>(m_size), static_cast<QWidget*>(m_import)})
        field->setEnabled(!isAtWork);
    m_progress->setVisible(isAtWork);
    if (isAtWork)
        m_cancel->setFocus();
}

} // namespace lb::gui
