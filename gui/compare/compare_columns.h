#pragma once

#include "gui/compare/compare_settings.h"
#include "widgets/compare/compare_view.h"

#include <QObject>
#include <QTimer>

namespace lb::gui {

class StoreThread;

/// The columns of the Compare table as text: which, in which order, how wide. What is missing or broken is as at first.
QString columnsText(const CompareSettings& settings, const widgets::CompareColumnLayout& layout);
void readColumns(const QString& text, CompareSettings& settings, widgets::CompareColumnLayout& layout);

/// Keeps that text with the project (its setting "compare/columns"). GUI thread.
class CompareColumnMemory : public QObject {
    Q_OBJECT
public:
    CompareColumnMemory(StoreThread& store, QObject* parent);

    /// Written a moment later, once for several changes; not in a project that is read only.
    void keep(const QString& text);

signals:
    /// Of the project that was just opened; empty: nothing was kept.
    void recalled(const QString& text);
    void failed(const lb::experiments::Error& error);

private:
    void write();

    StoreThread& m_store;
    QString m_text;  ///< still to be written, when the timer runs
    QString m_known; ///< as it stands in the project
    QTimer m_timer;
};

} // namespace lb::gui
