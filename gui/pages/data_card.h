#pragma once

#include "experiments/datasets/dataset_catalogue.h"

#include <QFrame>
#include <QImage>

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// A data set on the start page: title, what it is, and a taste of it (sentences or thumbnails); or what is missing and
/// the command that installs it. A click, or Return, goes to the set.
class DataCard : public QFrame {
    Q_OBJECT
public:
    DataCard(const widgets::Theme& theme, const experiments::DatasetEntry& entry, QWidget* parent = nullptr);
    void setPreview(const experiments::DatasetPreview& preview);
    /// The preview could not be read.
    void setProblem(const QString& problem);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, 150}; }

signals:
    void chosen(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void paintSentences(QPainter& painter, const QRect& area) const;
    void paintThumbnails(QPainter& painter, const QRect& area) const;
    void describe();

    const widgets::Theme& m_theme;
    experiments::DatasetEntry m_entry;
    experiments::DatasetPreview m_preview;
    QList<QImage> m_thumbnails; ///< white is zero, as ink on paper
    QString m_problem;
};

} // namespace lb::gui
