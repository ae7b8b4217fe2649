#include "gui/figures/file_choices.h"

#include "gui/dialogs/questions.h"
#include "gui/figures/form_rows.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QGridLayout>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <optional>

namespace lb::gui {

using widgets::FigureFormat;

namespace {

struct FormatWords {
    FigureFormat format;
    const char* word;
    const char* help;
};

constexpr FormatWords kFormats[] = {
    {FigureFormat::Pdf, "PDF",
     QT_TRANSLATE_NOOP("FileChoices", "For LaTeX and print: lines stay lines, fonts are embedded.")},
    {FigureFormat::Svg, "SVG", QT_TRANSLATE_NOOP("FileChoices", "For drawing programs and the web: text stays text.")},
    {FigureFormat::Png, "PNG", QT_TRANSLATE_NOOP("FileChoices", "Pixels, as many as its resolution says.")},
    {FigureFormat::Pgfplots, "pgfplots",
     QT_TRANSLATE_NOOP("FileChoices", "A .tex file that pdflatex compiles alone, in the fonts of LaTeX.")},
    {FigureFormat::Csv, "CSV", QT_TRANSLATE_NOOP("FileChoices", "Every stored point in the shown range.")},
    {FigureFormat::Json, "JSON", QT_TRANSLATE_NOOP("FileChoices", "The points with the description of the figure.")},
};

QString translated(const char* text)
{
    return QCoreApplication::translate("FileChoices", text);
}

} // namespace

FileChoices::FileChoices(const widgets::Theme& theme, Questions& questions, QWidget* parent)
    : QWidget(parent)
    , m_questions(questions)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 0, 16, 12);
    column->setSpacing(6);
    FormRows rows(theme, this, column);
    rows.section(tr("Files"));
    auto* box = new QWidget(this);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(4);
    for (const FormatWords& words : kFormats) {
        auto* check = new QCheckBox(QString::fromLatin1(words.word), box);
        FormRows::describe(check, "", check->text(), translated(words.help));
        check->setObjectName(QStringLiteral("format") + check->text());
        const int index = static_cast<int>(m_formats.size());
        grid->addWidget(check, index / 3, index % 3);
        m_formats.append(check);
        connect(check, &QCheckBox::toggled, this, [this] {
            m_dpi->setEnabled(formats().contains(FigureFormat::Png));
            emit changed();
        });
    }
    rows.row(tr("Formats"), box);
    m_dpi = new QSpinBox(this);
    FormRows::describe(m_dpi, "figureDpi", tr("Resolution of PNG"),
                       tr("Pixels in an inch; journals want 300 or more."));
    m_dpi->setRange(36, 2400);
    m_dpi->setSuffix(tr(" dpi"));
    m_dpi->setEnabled(false);
    rows.row(tr("PNG"), m_dpi);
    m_name = new QLineEdit(this);
    FormRows::describe(m_name, "figureName", tr("Name of the files"),
                       tr("{project}, {metric}, {runs} and {date} are filled in."));
    rows.row(tr("Name"), m_name);
    m_folder = new QLineEdit(this);
    FormRows::describe(m_folder, "figureFolder", tr("Folder of the files"),
                       tr("A folder; without a leading / inside the project. It is made when it is not there."));
    auto* choose = new QPushButton(tr("Choose…"), this);
    FormRows::describe(choose, "figureChooseFolder", tr("Choose a folder"), tr("Choose a folder."));
    choose->setAutoDefault(false);
    rows.row(tr("Folder"), m_folder, choose);
    m_remember = new QCheckBox(tr("Remember for this project"), this);
    FormRows::describe(m_remember, "figureRemember", m_remember->text(),
                       tr("The next figure of this project begins with this size, style and folder."));
    m_remember->setChecked(true);
    rows.row({}, m_remember);
    connect(m_dpi, &QSpinBox::valueChanged, this, &FileChoices::changed);
    connect(m_name, &QLineEdit::textChanged, this, &FileChoices::changed);
    connect(m_folder, &QLineEdit::textChanged, this, &FileChoices::changed);
    connect(choose, &QPushButton::clicked, this, &FileChoices::askFolder);
}

QList<FigureFormat> FileChoices::formats() const
{
    QList<FigureFormat> chosen;
    for (qsizetype i = 0; i < m_formats.size(); ++i)
        if (m_formats[i]->isChecked())
            chosen.append(kFormats[i].format);
    return chosen;
}

void FileChoices::setFormats(const QList<FigureFormat>& formats)
{
    for (qsizetype i = 0; i < m_formats.size(); ++i)
        m_formats[i]->setChecked(formats.contains(kFormats[i].format));
}

int FileChoices::dpi() const
{
    return m_dpi->value();
}

void FileChoices::setDpi(int dpi)
{
    m_dpi->setValue(dpi);
}

QString FileChoices::nameTemplate() const
{
    return m_name->text();
}

void FileChoices::setNameTemplate(const QString& nameTemplate)
{
    m_name->setText(nameTemplate);
}

QString FileChoices::folder() const
{
    return m_folder->text();
}

void FileChoices::setFolder(const QString& folder)
{
    m_folder->setText(folder);
}

bool FileChoices::remembers() const
{
    return m_remember->isChecked();
}

void FileChoices::askFolder()
{
    m_questions.askFolder(this, tr("Folder for figures"), m_folder->text(),
                          [this, guard = QPointer<FileChoices>(this)](const std::optional<QString>& folder) {
                              if (guard && folder)
                                  m_folder->setText(*folder);
                          });
}

} // namespace lb::gui
