#pragma once

#include "widgets/plots/plot_types.h"

#include <QList>
#include <QWidget>

#include <optional>

namespace lb::widgets {

class Theme;

/// One run's answer to "does the decoder listen to z?": its name, a bar with the total gain, and the sentence's tokens,
/// each shaded by its own gain, which stands below it. Breaks into lines; as high as its text.
class ListeningRow : public QWidget {
    Q_OBJECT
public:
    /// Gain of a token at which its shade is full, in nats, and of a sentence at which the bar is.
    static constexpr double kFullTokenGain = 2;
    static constexpr double kFullGain = 10;
    /// Below this the decoder ignores z: the number stands in the warning colour.
    static constexpr double kIgnoresCode = 0.05;

    struct Token {
        QString text;
        double own = 0;   ///< ln p given the sentence's own code
        double other = 0; ///< ln p given other sentences' codes
        double gain() const { return own - other; }
        bool operator==(const Token&) const = default;
    };

    ListeningRow(const Theme& theme, QWidget* parent);

    void setRun(const PlotRun& run);
    void setTokens(double gain, const QList<Token>& tokens);
    /// The mean gain over the data: a tick across the bar, with its standard error in the tooltip.
    void setDataGain(std::optional<double> gain, double error);
    /// A sentence in place of the tokens.
    void setRemark(const QString& remark);
    QString toolTipAt(const QPoint& position) const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {400, heightForWidth(400)}; }
    QSize minimumSizeHint() const override { return {240, heightForWidth(240)}; }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Place {
        QRect word;
        QRect number;
    };
    QList<Place> placesFor(int width) const;
    void paintHead(QPainter& painter) const;
    void paintToken(QPainter& painter, const Token& token, const Place& place) const;
    void updateWords();
    static int tokensLeft(int width);
    static int tokensTop(int width);

    const Theme& m_theme;
    PlotRun m_run;
    std::optional<double> m_gain;
    std::optional<double> m_dataGain;
    double m_dataError = 0;
    QList<Token> m_tokens;
    QString m_remark;
};

} // namespace lb::widgets
