#include "gui/report/figure_object.h"

#include "widgets/figures/figure_layout.h"
#include "widgets/figures/figure_painter.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

namespace lb::gui {

namespace {

constexpr double kMmPerInch = 25.4;
constexpr double kScreenDpi = 96;

} // namespace

FigureObject::FigureObject(int number, const widgets::FigureSpec& spec, const widgets::FigureData& data)
    : m_type(QTextFormat::UserObject + 1 + number)
    , m_spec(spec)
    , m_data(data)
{
}

void FigureObject::plant(QTextDocument& document, const QString& imageName)
{
    document.documentLayout()->registerHandler(m_type, this);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            if (fragment.charFormat().toImageFormat().name() != imageName)
                continue;
            QTextCursor cursor(&document);
            cursor.setPosition(fragment.position());
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
            QTextCharFormat format;
            format.setObjectType(m_type);
            cursor.insertText(QString(QChar::ObjectReplacementCharacter), format);
            return;
        }
    }
}

QSizeF FigureObject::intrinsicSize(QTextDocument* document, int, const QTextFormat&)
{
    const QPaintDevice* device = document->documentLayout()->paintDevice();
    const double perMm = (device ? device->logicalDpiX() : kScreenDpi) / kMmPerInch;
    return {m_spec.widthMm * perMm, m_spec.heightMm * perMm};
}

void FigureObject::drawObject(QPainter* painter, const QRectF& rect, QTextDocument*, int, const QTextFormat&)
{
    const QSizeF size = widgets::figureSize(m_spec);
    painter->save();
    painter->translate(rect.topLeft());
    painter->scale(rect.width() / size.width(), rect.height() / size.height());
    widgets::paintFigure(*painter, m_spec, m_data);
    painter->restore();
}

} // namespace lb::gui
