#pragma once

#include "widgets/plots/plot_types.h"

#include <QHeaderView>

namespace lb::widgets {

class Theme;

/// A table header whose sections may be runs: by swatch and name, or by a name in the run's hue. Models answer these
/// roles in headerData; a section without a family is plain.
class RunHeader : public QHeaderView {
    Q_OBJECT
public:
    enum Role { FamilyRole = Qt::UserRole + 50, SeedRole };
    enum class Style { Swatch, ColoredName };

    /// A run's answer to a role, for headerData.
    static QVariant runData(const PlotRun& run, int role);

    RunHeader(const Theme& theme, Style style, QWidget* parent = nullptr);

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    QSize sectionSizeFromContents(int section) const override;

private:
    int padding() const { return m_style == Style::Swatch ? 8 : 6; } ///< as the cells below; narrow for a dock

    const Theme& m_theme;
    Style m_style;
};

} // namespace lb::widgets
