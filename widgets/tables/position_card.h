#pragma once

#include <QImage>
#include <QString>
#include <QWidget>

#include <vector>

class QPainter;

namespace lb::widgets {

class Theme;

/// What one run makes of a position on a path: the decoded image (enlarged by a whole number where there is room) or
/// sentence, facts about its code, the nearest training item, the code as bars.
class PositionCard : public QWidget {
    Q_OBJECT
public:
    struct Content {
        QString name; ///< of the run
        QString family;
        qint64 seed = 1;
        QImage image; ///< grey, 0 is black; null: the sentence
        QString sentence;
        QImage nearImage;
        QString nearText;        ///< of an item of text
        QStringList facts;       ///< a line each, beside the nearest item
        std::vector<float> code; ///< as bars
        double reach = 1;        ///< of the bars, to both sides of zero
        bool operator==(const Content&) const = default;
    };
    PositionCard(const Theme& theme, QWidget* parent);

    void setContent(const Content& content);
    const Content& content() const { return m_content; }

    QSize sizeHint() const override { return {190, 260}; }
    QSize minimumSizeHint() const override { return {120, 140}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintPicture(QPainter& painter, const QRect& room) const;
    void paintFacts(QPainter& painter, const QRect& room) const;
    void paintCode(QPainter& painter, const QRect& room) const;

    const Theme& m_theme;
    Content m_content;
};

} // namespace lb::widgets
