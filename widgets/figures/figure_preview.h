#pragma once

#include "widgets/figures/figure_data.h"
#include "widgets/figures/figure_spec.h"

#include <QImage>
#include <QWidget>

#include <memory>

namespace lb::widgets {

class Theme;

/// A figure on its paper in true size, with its caption as a page would set it; in colours, as a grey printer or as an
/// eye without green cones sees it. GUI thread only.
class FigurePreview : public QWidget {
    Q_OBJECT
public:
    enum class Sight { Color, Grey, ColorBlind };

    explicit FigurePreview(const Theme& theme, QWidget* parent = nullptr);

    /// Null points: an empty paper with `note` on it ("reading").
    void setFigure(const FigureSpec& spec, std::shared_ptr<const FigureData> points, const QString& caption,
                   const QString& note = {});
    /// 1: a millimetre is a millimetre, as far as the screen knows its size.
    void setZoom(double zoom);
    void setSight(Sight sight);
    Sight sight() const { return m_sight; }
    /// What is drawn now, without caption: for tests.
    const QImage& image() const { return m_image; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double pixelsPerInch() const;
    QSize figurePixels() const;
    int captionHeight(int width) const;
    void drawImage();

    const Theme& m_theme;
    FigureSpec m_spec;
    std::shared_ptr<const FigureData> m_data;
    QString m_caption;
    QString m_note;
    double m_zoom = 1;
    Sight m_sight = Sight::Color;
    QImage m_image;
    double m_imageRatio = 0; ///< device pixels of the image; 0: stale
};

/// As seen without green cones. Machado, Oliveira and Fernandes 2009, deuteranopia at full strength.
QImage withoutGreenCones(QImage image);

} // namespace lb::widgets
