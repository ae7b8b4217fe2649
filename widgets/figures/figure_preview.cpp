#include "widgets/figures/figure_preview.h"

#include "widgets/figures/figure_painter.h"
#include "widgets/theme/theme.h"

#include <QHash>
#include <QPainter>
#include <QScreen>
#include <QTextDocument>

#include <algorithm>
#include <array>
#include <cmath>

namespace lb::widgets {

namespace {

constexpr int kMargin = 18;      // of the paper around the figure
constexpr double kLeastDpi = 60; // a screen that says otherwise does not know itself
constexpr double kMostDpi = 300;
constexpr double kMmPerInch = 25.4;
constexpr double kMostPixels = 6e7; // of a preview, however far it is zoomed

double linearOf(int channel)
{
    const double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

int channelOf(double linear)
{
    const double share = linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1 / 2.4) - 0.055;
    return static_cast<int>(std::lround(255 * std::clamp(share, 0.0, 1.0)));
}

} // namespace

QImage withoutGreenCones(QImage image)
{
    constexpr std::array<std::array<double, 3>, 3> kMatrix{
        {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
    image.convertTo(QImage::Format_RGB32);
    QHash<QRgb, QRgb> known; // a figure has few colours
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const QRgb seen = line[x];
            auto found = known.constFind(seen);
            if (found == known.cend()) {
                const std::array<double, 3> in{linearOf(qRed(seen)), linearOf(qGreen(seen)), linearOf(qBlue(seen))};
                std::array<int, 3> out{};
                for (std::size_t i = 0; i < 3; ++i)
                    out[i] = channelOf(kMatrix[i][0] * in[0] + kMatrix[i][1] * in[1] + kMatrix[i][2] * in[2]);
                found = known.insert(seen, qRgb(out[0], out[1], out[2]));
            }
            line[x] = *found;
        }
    }
    return image;
}

FigurePreview::FigurePreview(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("figurePreview"));
    setAccessibleName(tr("Preview of the figure"));
    setToolTip(tr("The figure as it is printed, on white paper whatever the window's theme."));
    setWhatsThis(toolTip());
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void FigurePreview::setFigure(const FigureSpec& spec, std::shared_ptr<const FigureData> points, const QString& caption,
                              const QString& note)
{
    m_spec = spec;
    m_data = std::move(points);
    m_caption = caption;
    m_note = note;
    m_imageRatio = 0;
    setAccessibleDescription(caption);
    updateGeometry();
    resize(sizeHint());
    update();
}

void FigurePreview::setZoom(double zoom)
{
    m_zoom = zoom;
    m_imageRatio = 0;
    updateGeometry();
    resize(sizeHint());
    update();
}

void FigurePreview::setSight(Sight sight)
{
    m_sight = sight;
    m_imageRatio = 0;
    update();
}

double FigurePreview::pixelsPerInch() const
{
    const double physical = screen() ? screen()->physicalDotsPerInch() : 0;
    const double known = physical >= kLeastDpi && physical <= kMostDpi ? physical : logicalDpiX();
    const double inches = m_spec.widthMm * m_spec.heightMm / kMmPerInch / kMmPerInch;
    return std::min(known * m_zoom, std::sqrt(kMostPixels / std::max(0.1, inches)));
}

QSize FigurePreview::figurePixels() const
{
    const double scale = pixelsPerInch() / kMmPerInch;
    return {std::max(1, qRound(m_spec.widthMm * scale)), std::max(1, qRound(m_spec.heightMm * scale))};
}

namespace {

void fillCaption(QTextDocument& document, const QString& caption, const QString& start, double pixels, int width)
{
    QFont font(QStringLiteral("Noto Serif"));
    font.setStyleHint(QFont::Serif);
    font.setPixelSize(std::max(4, qRound(pixels)));
    document.setDefaultFont(font);
    document.setDocumentMargin(0);
    document.setTextWidth(width);
    document.setHtml(QStringLiteral("<p style=\"color:#1F2328\"><b>%1</b> %2</p>").arg(start, caption.toHtmlEscaped()));
}

} // namespace

int FigurePreview::captionHeight(int width) const
{
    if (m_caption.isEmpty())
        return 0;
    QTextDocument document;
    fillCaption(document, m_caption, tr("Figure 1."), m_spec.fontPt * 1.05 * pixelsPerInch() / 72, width);
    return static_cast<int>(std::ceil(document.size().height())) + 8;
}

QSize FigurePreview::sizeHint() const
{
    const QSize figure = figurePixels();
    return figure + QSize(2 * kMargin, 2 * kMargin + captionHeight(figure.width()));
}

void FigurePreview::drawImage()
{
    const double ratio = devicePixelRatioF();
    if (m_imageRatio == ratio || !m_data)
        return;
    QImage image = figureImage(m_spec, *m_data, pixelsPerInch() * ratio);
    if (m_sight == Sight::Grey)
        image = image.convertToFormat(QImage::Format_Grayscale8);
    else if (m_sight == Sight::ColorBlind)
        image = withoutGreenCones(image);
    image.setDevicePixelRatio(ratio);
    m_image = image;
    m_imageRatio = ratio;
}

void FigurePreview::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(m_theme.color(ColorRole::ButtonBorder));
    painter.setBrush(Qt::white);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    const QRect figure(QPoint(kMargin, kMargin), figurePixels());
    if (!m_data) {
        painter.setPen(roleColor(ColorRole::Muted, ThemeMode::Light));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, m_note);
        return;
    }
    drawImage();
    painter.drawImage(figure, m_image);
    if (m_caption.isEmpty())
        return;
    QTextDocument document;
    fillCaption(document, m_caption, tr("Figure 1."), m_spec.fontPt * 1.05 * pixelsPerInch() / 72, figure.width());
    painter.translate(figure.left(), figure.bottom() + 8);
    document.drawContents(&painter);
}

} // namespace lb::widgets
