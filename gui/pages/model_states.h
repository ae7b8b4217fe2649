#pragma once

#include <QStackedLayout>
#include <QString>

namespace lb::widgets {
class EmptyState;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

class TextModels;

/// What a page about models shows, one at a time: nothing while nothing is known (not long enough for a word), that the
/// project has no such model, that none has a checkpoint yet, or the page's body. GUI thread.
class ModelStates : public QStackedLayout {
    Q_OBJECT
public:
    struct Words {
        QString name;    ///< "Samples": the objects are "emptySamples" and "waitingSamples"
        QString icon;    ///< of both
        QString none;    ///< why there is nothing to see
        QString demo;    ///< on the button that trains some models
        QString waiting; ///< "%1 has no checkpoint yet. ..."
    };
    /// `models` outlives it. The body is added by addWidget.
    ModelStates(const widgets::Theme& theme, const Words& words, const TextModels& models, QWidget* page);

    /// Shows what fits the models. `hasBody`: the body has something to show in any case.
    void settle(bool hasBody = false);
    bool isBody() const;

signals:
    void demoRequested();
    void checkpointRequested(const QString& uid);

private:
    const TextModels& m_models;
    QString m_waitingWords;
    widgets::EmptyState* m_waiting;
};

} // namespace lb::gui
