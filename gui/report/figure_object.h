#pragma once

#include "widgets/figures/figure_data.h"
#include "widgets/figures/figure_spec.h"

#include <QObject>
#include <QTextFormat>
#include <QTextObjectInterface>

class QTextDocument;

namespace lb::gui {

/// A figure as lines and letters inside a flow of text, which by itself knows only pixels. Both references must outlive
/// it.
class FigureObject : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)
public:
    /// `number`: of the figures of a document, from 0.
    FigureObject(int number, const widgets::FigureSpec& spec, const widgets::FigureData& data);

    /// The picture of this name in `document` becomes the figure.
    void plant(QTextDocument& document, const QString& imageName);

    QSizeF intrinsicSize(QTextDocument* document, int position, const QTextFormat& format) override;
    void drawObject(QPainter* painter, const QRectF& rect, QTextDocument* document, int position,
                    const QTextFormat& format) override;

private:
    int m_type;
    const widgets::FigureSpec& m_spec;
    const widgets::FigureData& m_data;
};

} // namespace lb::gui
