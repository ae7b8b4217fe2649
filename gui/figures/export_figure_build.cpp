// The widgets of ExportFigureDialog.
#include "gui/figures/export_figure_dialog.h"

#include "gui/figures/figure_form.h"
#include "gui/figures/file_choices.h"
#include "gui/figures/form_rows.h"
#include "widgets/figures/figure_preview.h"
#include "widgets/logs/message_bar.h"
#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

namespace lb::gui {

using widgets::FigurePreview;

namespace {

constexpr QSize kFirstSize(1244, 724);
constexpr int kFormWidth = 460;
constexpr int kCaptionHeight = 62;
constexpr int kZooms[] = {50, 75, 100, 150, 200, 400};
constexpr int kFirstZoom = 2;

} // namespace

void ExportFigureDialog::build()
{
    setObjectName(QStringLiteral("exportFigureDialog"));
    setWindowTitle(tr("Export figure"));
    resize(kFirstSize);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(buildLeft(), 1);
    row->addWidget(buildRight());
    column->addLayout(row, 1);
    column->addWidget(buildBottom());
}

QWidget* ExportFigureDialog::buildTop()
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 6, 12, 6);
    auto* title = new QLabel(tr("Preview at true size"), bar);
    title->setFont(m_parts.theme.font(widgets::TextSize::Body, true));
    row->addWidget(title);
    auto* zoom = new QComboBox(bar);
    FormRows::describe(zoom, "figureZoom", tr("Zoom of the preview"),
                       tr("100 %: a centimetre of the figure is one on the screen."));
    for (const int percent : kZooms)
        zoom->addItem(tr("%1 %").arg(percent), percent / 100.0);
    zoom->setCurrentIndex(kFirstZoom);
    connect(zoom, &QComboBox::currentIndexChanged, this,
            [this, zoom] { m_preview->setZoom(zoom->currentData().toDouble()); });
    row->addWidget(zoom);
    row->addStretch(1);
    auto* sights = new QButtonGroup(bar);
    auto* segments = new QHBoxLayout;
    segments->setSpacing(0);
    const auto add = [&](const char* name, const QString& text, const QString& help, FigurePreview::Sight sight) {
        auto* button = new QToolButton(bar);
        FormRows::describe(button, name, text, help);
        button->setText(text);
        button->setCheckable(true);
        button->setChecked(sight == FigurePreview::Sight::Color);
        sights->addButton(button);
        segments->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, sight] { m_preview->setSight(sight); });
    };
    add("sightColor", tr("Colour"), tr("Shows the figure as it is."), FigurePreview::Sight::Color);
    add("sightGrey", tr("Grey"), tr("Shows it as a printer without colours makes it."), FigurePreview::Sight::Grey);
    add("sightColorBlind", tr("Colour-blind"), tr("Shows it as eyes without green cones see it."),
        FigurePreview::Sight::ColorBlind);
    row->addLayout(segments);
    return bar;
}

QWidget* ExportFigureDialog::buildLeft()
{
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_preview = new FigurePreview(m_parts.theme, left);
    column->addWidget(buildTop());
    m_message = new widgets::MessageBar(m_parts.theme, left);
    m_message->setObjectName(QStringLiteral("figureMessage"));
    column->addWidget(m_message);
    auto* area = new QScrollArea(left);
    area->setObjectName(QStringLiteral("figureArea"));
    area->setFrameShape(QFrame::NoFrame);
    area->setAlignment(Qt::AlignCenter);
    area->setBackgroundRole(QPalette::Mid);
    area->setWidget(m_preview);
    column->addWidget(area, 1);
    column->addWidget(buildCaption());
    return left;
}

QWidget* ExportFigureDialog::buildCaption()
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 8, 12, 8);
    auto* label = new QLabel(tr("Caption"), bar);
    label->setProperty("muted", true);
    row->addWidget(label, 0, Qt::AlignTop);
    m_caption = new QPlainTextEdit(bar);
    FormRows::describe(
        m_caption, "figureCaption", tr("Caption"),
        tr("What a reader must know; it follows the choices until you change it. Empty it to have it back."));
    m_caption->setFixedHeight(kCaptionHeight);
    m_caption->setTabChangesFocus(true);
    row->addWidget(m_caption, 1);
    auto* copy = addButton(row, "copyCaption", tr("Copy caption"), QStringLiteral("copy"),
                           tr("Copies the caption with n, seeds, smoothing and the command that draws the figure."));
    row->setAlignment(copy, Qt::AlignTop);
    return bar;
}

QWidget* ExportFigureDialog::buildRight()
{
    auto* area = new QScrollArea(this);
    area->setObjectName(QStringLiteral("figureFormArea"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFixedWidth(kFormWidth);
    auto* content = new QWidget(area);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_form = new FigureForm(m_parts.theme, content);
    m_files = new FileChoices(m_parts.theme, m_parts.questions, content);
    column->addWidget(m_form);
    column->addWidget(m_files);
    column->addStretch(1);
    area->setWidget(content);
    return area;
}

QPushButton* ExportFigureDialog::addButton(QBoxLayout* row, const char* name, const QString& text, const QString& icon,
                                           const QString& help)
{
    auto* button = new QPushButton(text, this);
    FormRows::describe(button, name, text, help);
    if (!icon.isEmpty())
        button->setIcon(m_parts.theme.icon(icon));
    button->setAutoDefault(false);
    row->addWidget(button);
    return button;
}

QWidget* ExportFigureDialog::buildBottom()
{
    auto* bar = new QFrame(this);
    bar->setProperty("footer", true);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(16, 10, 16, 12);
    row->setSpacing(8);
    auto* command = addButton(row, "copyFigureCommand", tr("Copy as command"), QStringLiteral("terminal"),
                              tr("Copies the command line that draws exactly these files; it needs no display."));
    auto* picture = addButton(row, "copyFigure", tr("Copy to clipboard"), QStringLiteral("copy"),
                              tr("Copies the picture and its values."));
    m_names = new QLabel(bar);
    m_names->setObjectName(QStringLiteral("figureFileNames"));
    m_names->setProperty("muted", true);
    m_names->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_names->setTextFormat(Qt::PlainText);
    m_names->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_names, 1);
    m_close = addButton(row, "closeFigure", tr("Cancel"), {}, tr("Closes the dialog; files that are written stay."));
    m_export = addButton(row, "exportFigureButton", tr("Export"), {}, tr("Writes the files (Ctrl+Return)."));
    m_export->setProperty("primary", true);
    m_export->setIcon(m_parts.theme.icon(QStringLiteral("export"), widgets::ColorRole::OnAccent));
    m_export->setDefault(true);
    // Not the button's own: QAbstractButton forgets it with every new text.
    auto* keys = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this);
    connect(keys, &QShortcut::activated, m_export, &QPushButton::click);
    connect(command, &QPushButton::clicked, this, &ExportFigureDialog::copyCommand);
    connect(picture, &QPushButton::clicked, this, &ExportFigureDialog::copyToClipboard);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_export, &QPushButton::clicked, this, &ExportFigureDialog::exportFiles);
    return bar;
}

} // namespace lb::gui
