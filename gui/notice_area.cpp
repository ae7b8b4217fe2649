#include "gui/notice_area.h"

#include "widgets/logs/message_bar.h"
#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTimer>
#include <QVBoxLayout>

#include <chrono>

namespace lb::gui {

using widgets::MessageBar;

namespace {

using namespace std::chrono_literals;

constexpr qsizetype kMostBars = 4;
constexpr auto kUndoStaysFor = 20s; // Ctrl+Z works for ever

const QString kRemedy = QStringLiteral("remedy");
const QString kLastSteps = QStringLiteral("lastSteps");
const QString kDetails = QStringLiteral("details");
const QString kCopy = QStringLiteral("copyDiagnostics");

} // namespace

NoticeArea::NoticeArea(const widgets::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("noticeArea"));
    m_column->setContentsMargins(8, 0, 8, 0);
    m_column->setSpacing(4);
}

MessageBar* NoticeArea::barFor(const QString& key)
{
    dismiss(key);
    if (m_bars.size() >= kMostBars)
        dismiss(m_bars.key(qobject_cast<MessageBar*>(m_column->itemAt(m_column->count() - 1)->widget())));
    auto* bar = new MessageBar(m_theme, this);
    bar->setObjectName(QStringLiteral("notice:") + key);
    m_bars.insert(key, bar);
    m_column->insertWidget(0, bar);
    connect(bar, &MessageBar::closed, this, [this, key] { dismiss(key); });
    return bar;
}

void NoticeArea::dismiss(const QString& key)
{
    if (MessageBar* bar = m_bars.take(key)) {
        bar->hide();
        m_column->removeWidget(bar);
        bar->deleteLater();
    }
}

void NoticeArea::showError(const QString& key, const PresentedError& error, const QString& diagnostics,
                           const std::function<void()>& remedy)
{
    MessageBar::Message message{.kind = MessageBar::Kind::Error, .title = error.what, .text = error.advice};
    if (!error.remedyLabel.isEmpty())
        message.buttons.append({kRemedy, error.remedyLabel, {}});
    if (error.offersLastSteps)
        message.buttons.append({kLastSteps, tr("Show last steps"), tr("The steps before, and where it began.")});
    if (!error.detail.isEmpty()) {
        message.buttons.append({kDetails, tr("Details"), error.detail});
        message.buttons.append({kCopy, tr("Copy diagnostics"), tr("Copies program, system and error, for a report.")});
    }
    MessageBar* bar = barFor(key);
    bar->showMessage(message);
    connect(bar, &MessageBar::buttonClicked, this, [=, this](const QString& id) {
        if (id == kCopy) {
            QGuiApplication::clipboard()->setText(diagnostics);
        } else if (id == kDetails) {
            MessageBar::Message detailed = bar->message();
            detailed.text = error.advice + QLatin1Char('\n') + error.detail;
            detailed.buttons.removeIf([](const MessageBar::Button& button) { return button.id == kDetails; });
            bar->showMessage(detailed);
        } else if (id == kLastSteps) {
            emit lastStepsRequested(key);
        } else if (id == kRemedy) {
            dismiss(key);
            remedy();
        }
    });
}

void NoticeArea::showUndo(const QString& key, const QString& text, const QString& explanation,
                          const std::function<void()>& undo)
{
    MessageBar* bar = barFor(key);
    bar->showMessage({.kind = MessageBar::Kind::Info,
                      .title = text,
                      .text = explanation,
                      .buttons = {{QStringLiteral("undoRemoval"), tr("Undo"), tr("Brings it back (Ctrl+Z).")}},
                      .icon = QStringLiteral("trash")});
    connect(bar, &MessageBar::buttonClicked, this, [this, key, undo] {
        dismiss(key);
        undo();
    });
    QTimer::singleShot(kUndoStaysFor, bar, [this, key] { dismiss(key); });
}

void NoticeArea::showDone(const QString& key, const QString& text, const QString& explanation)
{
    barFor(key)->showMessage({.kind = MessageBar::Kind::Success, .title = text, .text = explanation});
}

void NoticeArea::showOffer(const QString& key, const QString& text, const QString& explanation, const QString& label,
                           const std::function<void()>& accept)
{
    MessageBar* bar = barFor(key);
    MessageBar::Message message{
        .kind = MessageBar::Kind::Info, .title = text, .text = explanation, .buttons = {}, .icon = {}};
    if (!label.isEmpty())
        message.buttons = {{QStringLiteral("acceptOffer"), label, {}}};
    bar->showMessage(message);
    connect(bar, &MessageBar::buttonClicked, this, [this, key, accept] {
        dismiss(key);
        accept();
    });
}

bool NoticeArea::changeOffer(const QString& key, const QString& text)
{
    MessageBar* bar = m_bars.value(key);
    if (!bar || bar->message().buttons.isEmpty())
        return false;
    MessageBar::Message message = bar->message();
    message.title = text;
    bar->showMessage(message);
    return true;
}

} // namespace lb::gui
