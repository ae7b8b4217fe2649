#pragma once

#include "widgets/plots/spread_kind.h"

#include <QToolButton>

class QActionGroup;

namespace lb::gui {

/// Whether the Monitor draws seeds as their mean, and in its menu with which band.
class SeedButton : public QToolButton {
    Q_OBJECT
public:
    explicit SeedButton(QWidget* parent);

    widgets::SpreadKind band() const;

signals:
    /// By a click or the menu; a band that is chosen turns it on.
    void chosen(bool grouped, lb::widgets::SpreadKind band);

private:
    QActionGroup* m_bands = nullptr;
};

} // namespace lb::gui
