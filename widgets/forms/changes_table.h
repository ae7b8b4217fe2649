#pragma once

#include "experiments/records/run_draft.h"

#include <QWidget>

class QGridLayout;

namespace lb::widgets {

class Theme;

/// What a draft changes: field, the base's value, its own, and the way back. A click on a field asks for it.
class ChangesTable : public QWidget {
    Q_OBJECT
public:
    ChangesTable(const Theme& theme, QWidget* parent);
    /// `baseTitle`: over the base's values: "Preset", "VAE".
    void setDraft(const experiments::RunDraft& draft, const QString& baseTitle);

signals:
    void resetRequested(const QString& key);
    void fieldRequested(const QString& key);

private:
    void addHeader(const QString& text, int column);
    void addRow(const experiments::RunDraft& draft, const QString& key, int row);

    const Theme& m_theme;
    QGridLayout* m_grid;
    QString m_shown;
};

} // namespace lb::widgets
