#include "widgets/text/prompt_editor.h"

#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lb::widgets {

namespace {

constexpr int kEditorHeight = 64;
constexpr int kButtonWidth = 104;

} // namespace

PromptEditor::PromptEditor(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_editor(new QPlainTextEdit(this))
    , m_send(new QPushButton(tr("Send"), this))
    , m_stop(new QPushButton(tr("Stop"), this))
    , m_code(new QComboBox(this))
    , m_remark(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 6);
    column->setSpacing(4);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_editor->setObjectName(QStringLiteral("promptEditor"));
    m_editor->setAccessibleName(tr("Prompt"));
    m_editor->setToolTip(tr("What the text begins with. It may be empty: then the model begins from nothing."));
    m_editor->setWhatsThis(m_editor->toolTip());
    m_editor->setPlaceholderText(tr("The beginning of a text"));
    m_editor->setProperty("field", true);
    m_editor->setTabChangesFocus(true);
    m_editor->setMinimumHeight(kEditorHeight);
    m_editor->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    row->addWidget(m_editor, 1);
    auto* buttons = new QVBoxLayout;
    buttons->setSpacing(6);
    m_send->setObjectName(QStringLiteral("sendPrompt"));
    m_send->setIcon(theme.icon(QStringLiteral("send"), ColorRole::OnAccent));
    m_send->setProperty("primary", true);
    m_send->setToolTip(tr("Lets the chosen models write on behind the prompt (Ctrl+Return)."));
    m_stop->setObjectName(QStringLiteral("stopWriting"));
    m_stop->setIcon(theme.icon(QStringLiteral("stop")));
    m_stop->setToolTip(tr("Ends the writing at once; what is there stays (Esc)."));
    for (QPushButton* button : {m_send, m_stop}) {
        button->setWhatsThis(button->toolTip());
        button->setFixedWidth(kButtonWidth);
        buttons->addWidget(button);
    }
    addCodes();
    buttons->addWidget(m_code);
    row->addLayout(buttons);
    column->addLayout(row);
    auto* hints = new QHBoxLayout;
    auto* keys = new QLabel(tr("Ctrl+Return sends    Esc stops    Ctrl+R regenerates"), this);
    for (QLabel* label : {keys, m_remark}) {
        label->setFont(theme.font(TextSize::Tiny));
        label->setProperty("muted", true);
    }
    m_remark->setObjectName(QStringLiteral("promptRemark"));
    hints->addWidget(keys);
    hints->addStretch(1);
    hints->addWidget(m_remark);
    column->addLayout(hints);
    connect(m_send, &QPushButton::clicked, this, &PromptEditor::sendClicked);
    connect(m_stop, &QPushButton::clicked, this, &PromptEditor::stopClicked);
}

void PromptEditor::addCodes()
{
    const auto add = [this](const QString& title, const char* code, const QString& toolTip) {
        m_code->addItem(title, QString::fromLatin1(code));
        m_code->setItemData(m_code->count() - 1, toolTip, Qt::ToolTipRole);
    };
    add(tr("Continue"), "prior", tr("Draws a code from the prior; the text begins with the prompt, or with nothing."));
    add(tr("Encode"), "text", tr("Encodes the prompt and decodes a draw from q(z|x), another for each seed."));
    add(tr("Encode, mean"), "mean", tr("Encodes the prompt and decodes the mean of q(z|x)."));
    m_code->setObjectName(QStringLiteral("promptCode"));
    m_code->setAccessibleName(tr("What to do with the prompt"));
    m_code->setToolTip(tr("What text autoencoders do with the prompt: go on behind it with a code from the prior, or "
                          "encode it and write what its code says."));
    m_code->setWhatsThis(m_code->toolTip());
    m_code->setFixedWidth(kButtonWidth);
    m_code->hide();
    connect(m_code, &QComboBox::currentIndexChanged, this, [this] {
        const bool continues = code() == QStringLiteral("prior");
        m_editor->setPlaceholderText(continues ? tr("The beginning of a text") : tr("A sentence to encode and decode"));
        emit codeChosen();
    });
}

QString PromptEditor::code() const
{
    return m_code->isHidden() ? QStringLiteral("prior") : m_code->currentData().toString();
}

void PromptEditor::setCode(const QString& code)
{
    m_code->setCurrentIndex(std::max(0, m_code->findData(code)));
}

void PromptEditor::setCodesOffered(bool offered)
{
    m_code->setHidden(!offered);
    if (!offered)
        setCode(QStringLiteral("prior"));
}

QString PromptEditor::text() const
{
    return m_editor->toPlainText();
}

void PromptEditor::setText(const QString& text)
{
    m_editor->setPlainText(text);
    m_editor->moveCursor(QTextCursor::End);
}

void PromptEditor::focusEditor()
{
    m_editor->setFocus();
}

void PromptEditor::setState(bool canSend, bool canStop)
{
    m_send->setEnabled(canSend);
    m_stop->setEnabled(canStop);
}

void PromptEditor::setRemark(const QString& remark)
{
    m_remark->setText(remark);
}

} // namespace lb::widgets
