#pragma once

#include <QColor>
#include <QList>
#include <QString>
#include <QWidget>

namespace lb::widgets {

class Theme;

/// Where a step's time goes: one bar in pieces, and below it a line for each with its milliseconds and share.
class TimeBar : public QWidget {
    Q_OBJECT
public:
    struct Piece {
        QString name;
        double ms = 0;
        bool operator==(const Piece&) const = default;
    };

    explicit TimeBar(const Theme& theme, QWidget* parent = nullptr);
    void setPieces(const QList<Piece>& pieces);
    const QList<Piece>& pieces() const { return m_pieces; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int lineHeight() const;
    const Theme& m_theme;
    QList<Piece> m_pieces;
};

} // namespace lb::widgets
