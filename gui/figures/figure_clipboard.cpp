#include "gui/figures/figure_clipboard.h"

#include "widgets/figures/figure_files.h"
#include "widgets/figures/figure_painter.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

namespace lb::gui {

void copyFigure(const widgets::FigureSpec& spec, const widgets::FigureData& data)
{
    const QByteArray csv = widgets::figureCsv(spec, data);
    auto* content = new QMimeData;
    content->setImageData(widgets::figureImage(spec, data, spec.dpi));
    content->setData(QStringLiteral("text/csv"), csv);
    content->setText(QString::fromUtf8(csv));
    QGuiApplication::clipboard()->setMimeData(content); // owns it
}

} // namespace lb::gui
