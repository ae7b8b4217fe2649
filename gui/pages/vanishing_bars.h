#pragma once

#include "gui/remedies.h"
#include "gui/run_board.h"

#include <QHash>
#include <QWidget>

#include <optional>

class QVBoxLayout;

namespace lb::widgets {
class MessageBar;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

/// What the run's detector said last, if the KL has vanished and not recovered since.
struct VanishingNews {
    qint64 step = 0;
    double kl = 0; ///< nats
    qint64 activeUnits = 0;
    double shuffleGap = 0; ///< nats
};
std::optional<VanishingNews> vanishingNews(const RunHistory& history);

/// Remedies that may help such a run; without its settings at hand.
QList<Remedy> offeredRemedies(const experiments::RunRecord& run);

/// A bar for each shown run whose KL has vanished: the numbers, Why?, and the remedies that would change something.
class VanishingBars : public QWidget {
    Q_OBJECT
public:
    VanishingBars(const widgets::Theme& theme, RunBoard& board, QWidget* parent);

signals:
    void whyRequested(const QString& uid);
    void remedyRequested(const QString& uid, lb::gui::Remedy remedy);

private:
    void takeRun(const QString& uid);
    void takeShown();
    void remove(const QString& uid);
    widgets::MessageBar* barFor(const QString& uid);

    const widgets::Theme& m_theme;
    RunBoard& m_board;
    QVBoxLayout* m_column = nullptr;
    QHash<QString, widgets::MessageBar*> m_bars;
    QHash<QString, qint64> m_closedAtStep; ///< closed by the user; a later vanishing speaks up again
};

} // namespace lb::gui
