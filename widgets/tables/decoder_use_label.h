#pragma once

#include "widgets/plots/plot_types.h"

#include <QWidget>

#include <optional>

namespace lb::widgets {

class Theme;

/// "Decoder use, nats:" and a swatch with a number per run. A use below 0.05 nats is bold in the warning colour: such a
/// decoder ignores its code.
class DecoderUseLabel : public QWidget {
    Q_OBJECT
public:
    static constexpr double kIgnoresCode = 0.05;

    struct Use {
        PlotRun run;
        std::optional<double> nats;
    };

    explicit DecoderUseLabel(const Theme& theme, QWidget* parent = nullptr);
    void setUses(const QList<Use>& uses);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString textOf(const Use& use) const;
    int widthOf(const Use& use) const;

    const Theme& m_theme;
    QList<Use> m_uses;
};

} // namespace lb::widgets
