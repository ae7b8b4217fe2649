#pragma once

#include "experiments/records/metric_records.h"
#include "gui/remedies.h"

#include <QFrame>

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

class RunBoard;

/// Why one run's KL has vanished: its three numbers beside the limits of the rule, what it gives back for different
/// inputs, one paragraph, and the remedies. Follows the run while it trains.
class VanishingPanel : public QFrame {
    Q_OBJECT
public:
    /// Of the rule that decides, models/metrics/vanishing_detector.h: nats.
    static constexpr double kIgnoredBelow = 0.1;
    static constexpr double kRecoveredFrom = 0.3;
    static constexpr double kInformativeKl = 1.0;
    static constexpr int kMostItems = 10;

    VanishingPanel(const widgets::Theme& theme, RunBoard& board, QWidget* parent);

    void showRun(const QString& uid);
    QString run() const { return m_uid; }

signals:
    void remedyRequested(const QString& uid, lb::gui::Remedy remedy);
    void readingRequested();

private:
    void buildHeader(QVBoxLayout& column);
    void buildBody(QVBoxLayout& column);
    void addNumber(int row, const QString& what, const char* name, const QString& limit);
    void takeRun();
    void takeItems();
    QWidget* itemView(const experiments::ItemStrip& strip, bool isInput, int item);
    void leave();

    const widgets::Theme& m_theme;
    RunBoard& m_board;
    QString m_uid;
    qint64 m_itemStep = -1; ///< of the items that are shown
    QLabel* m_title = nullptr;
    QLabel* m_since = nullptr;
    QGridLayout* m_numbers = nullptr;
    QList<QLabel*> m_values; ///< KL, active units, decoder use
    QLabel* m_alike = nullptr;
    QWidget* m_items = nullptr;
    QVBoxLayout* m_body = nullptr;
    QVBoxLayout* m_remedies = nullptr;
};

/// How much outputs differ among themselves, beside how much their inputs do: "8 inputs, 1 reconstruction", or for
/// pictures the share of the inputs' spread around their mean that the outputs have. Empty without two items.
QString alikeWords(const experiments::ItemStrip& strip);

} // namespace lb::gui
