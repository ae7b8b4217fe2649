#pragma once

#include <QList>
#include <QString>
#include <QWidget>

namespace lb::widgets {

class Theme;

/// A dimension of the aggregated posterior as a histogram, with the curve of the prior N(0, 1): where they part,
/// samples of the prior fall where no item's code is.
class PriorPlot : public QWidget {
    Q_OBJECT
public:
    explicit PriorPlot(const Theme& theme, QWidget* parent = nullptr);
    /// `densities`: of cells of one width over [-reach, reach]. `family`: whose colour. Without a prior, no curve.
    void setDimension(const QString& title, const QList<float>& densities, double reach, bool hasPrior);
    void setFamily(const QString& family);

    QSize sizeHint() const override { return {300, 180}; }
    QSize minimumSizeHint() const override { return {160, 110}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_title, m_family;
    QList<float> m_densities;
    double m_reach = 4;
    bool m_hasPrior = false;
};

} // namespace lb::widgets
