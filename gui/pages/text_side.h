#pragma once

#include "experiments/records/console_records.h"

#include <QFrame>

class QListView;
class QStandardItemModel;
class QVBoxLayout;

namespace lb::widgets {
class ParameterPanel;
class Theme;
class TokenPanel;
} // namespace lb::widgets

namespace lb::gui {

/// The right side of the Text page: parameters, the token that is pointed at, the project's conversations.
class TextSide : public QFrame {
    Q_OBJECT
public:
    TextSide(const widgets::Theme& theme, QWidget* parent);

    widgets::ParameterPanel& parameters() { return *m_parameters; }
    widgets::TokenPanel& token() { return *m_token; }
    void setConversations(const QList<experiments::Conversation>& conversations, qint64 shown);

signals:
    void conversationChosen(qint64 conversation);

private:
    QWidget* addTitle(QVBoxLayout* column, const QString& title);
    void addConversations(QVBoxLayout* column);

    const widgets::Theme& m_theme;
    widgets::ParameterPanel* m_parameters = nullptr;
    widgets::TokenPanel* m_token = nullptr;
    QListView* m_list = nullptr;
    QStandardItemModel* m_model = nullptr;
};

} // namespace lb::gui
