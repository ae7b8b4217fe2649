#include "widgets/text/token_text.h"

#include "widgets/text/turn_view.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace lb::widgets {

using experiments::ConsoleToken;

namespace {

constexpr int kLineHeightPercent = 125;

/// Blanks at the beginning of a token stay unshaded, so that words stand apart; a token of nothing else is shaded.
qsizetype blanksBefore(const QString& text)
{
    qsizetype blanks = 0;
    while (blanks < text.size() && text[blanks] == QLatin1Char(' '))
        ++blanks;
    return blanks == text.size() ? 0 : blanks;
}

void insertToken(QTextCursor& cursor, const QString& text, const QTextCharFormat& format)
{
    const qsizetype blanks = blanksBefore(text);
    QTextCharFormat plain = format;
    plain.clearBackground();
    cursor.insertText(text.left(blanks), plain);
    cursor.insertText(text.mid(blanks), format);
}

} // namespace

QString showable(QString text)
{
    for (QChar& c : text)
        if (c == QLatin1Char('\r'))
            c = QLatin1Char(' ');
        else if (c == QLatin1Char('\0') || (c.unicode() >= 0xFDD0 && c.unicode() <= 0xFDEF) || c.unicode() == 0xFFFC)
            c = QChar(QChar::ReplacementCharacter);
    return text;
}

TokenText::TokenText(const Theme& theme, QWidget* parent)
    : QTextEdit(parent)
    , m_theme(theme)
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setUndoRedoEnabled(false);
    setFrameShape(NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setFont(theme.font(TextSize::Body));
    document()->setDocumentMargin(3);
    viewport()->setAutoFillBackground(false);
    viewport()->setMouseTracking(true);
    setToolTip(tr("Point at a word to see how likely it was; the arrow keys do the same."));
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &TokenText::fitHeight);
    connect(this, &QTextEdit::cursorPositionChanged, this, [this] {
        if (hasFocus())
            point(tokenAtPosition(textCursor().position()));
    });
    connect(&theme, &Theme::changed, this, &TokenText::restyle);
    fitHeight();
}

QTextCharFormat TokenText::formatOf(const ConsoleToken& token) const
{
    QTextCharFormat format;
    format.setForeground(m_theme.color(ColorRole::Text));
    if (!m_isShaded)
        return format;
    QColor shade = m_theme.color(ColorRole::Surprise);
    const double strength = std::clamp(-token.logProbability / kFullSurprisal, 0.0, 1.0);
    shade.setAlphaF(static_cast<float>(strongestShade(m_theme.mode()) * strength));
    format.setBackground(shade);
    return format;
}

void TokenText::setTokens(const QList<ConsoleToken>& tokens)
{
    m_tokens.clear();
    m_ends.clear();
    m_marks.clear();
    m_pointed = -1;
    clear();
    append(tokens);
}

void TokenText::append(const QList<ConsoleToken>& tokens)
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    if (m_tokens.isEmpty()) {
        QTextBlockFormat lines;
        lines.setLineHeight(kLineHeightPercent, QTextBlockFormat::ProportionalHeight);
        cursor.setBlockFormat(lines);
    }
    for (const ConsoleToken& token : tokens) {
        QString characters = showable(token.characters);
        if (m_ends.isEmpty() || m_ends.last() == 0) // the blank before the first word
            while (characters.startsWith(QLatin1Char(' ')))
                characters.remove(0, 1);
        insertToken(cursor, characters, formatOf(token));
        m_tokens.append(token);
        m_ends.append(cursor.position());
    }
    cursor.endEditBlock();
}

void TokenText::setShaded(bool shaded)
{
    if (shaded == m_isShaded)
        return;
    m_isShaded = shaded;
    restyle();
}

void TokenText::setMarks(const QList<experiments::WordMark>& marks)
{
    if (marks == m_marks)
        return;
    m_marks = marks;
    restyle();
}

QString TokenText::shownText() const
{
    return document()->toPlainText();
}

void TokenText::restyle()
{
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    const QString all = document()->toRawText();
    QTextCharFormat plain; // what marks have left on the blanks between tokens
    plain.setForeground(m_theme.color(ColorRole::Text));
    cursor.select(QTextCursor::Document);
    cursor.setCharFormat(plain);
    for (qsizetype i = 0; i < m_tokens.size(); ++i) {
        const int begin = i == 0 ? 0 : m_ends[i - 1];
        const QString text = all.mid(begin, m_ends[i] - begin);
        cursor.setPosition(begin + static_cast<int>(blanksBefore(text)));
        cursor.setPosition(m_ends[i], QTextCursor::KeepAnchor);
        cursor.setCharFormat(formatOf(m_tokens[i]));
    }
    QTextCharFormat marked;
    marked.setBackground(m_theme.color(ColorRole::WarningFill));
    marked.setFontUnderline(true); // not by colour alone
    marked.setUnderlineColor(m_theme.color(ColorRole::WarningText));
    for (const experiments::WordMark& mark : std::as_const(m_marks)) {
        cursor.setPosition(static_cast<int>(mark.start));
        cursor.setPosition(static_cast<int>(mark.start + mark.length), QTextCursor::KeepAnchor);
        cursor.mergeCharFormat(marked);
    }
    cursor.endEditBlock();
}

int TokenText::tokenAtPosition(int position) const
{
    const auto found = std::upper_bound(m_ends.cbegin(), m_ends.cend(), position);
    return found == m_ends.cend() ? -1 : static_cast<int>(found - m_ends.cbegin());
}

int TokenText::tokenAt(const QPoint& viewportPosition) const
{
    // Exactly under the point: between lines and behind the end there is none.
    const int position = document()->documentLayout()->hitTest(viewportPosition, Qt::ExactHit);
    return position < 0 ? -1 : tokenAtPosition(position);
}

void TokenText::point(int index)
{
    if (index == m_pointed)
        return;
    m_pointed = index;
    viewport()->update();
    emit tokenPointed(index);
}

QString TokenText::describe(const ConsoleToken& token)
{
    QStringList lines{
        tr("Surprise %1 nats, probability %2 %")
            .arg(numberText(-token.logProbability, 2), numberText(100 * std::exp(token.logProbability), 1))};
    for (const experiments::TokenChance& chance : token.best)
        lines += tr("%1 %  %2").arg(numberText(100 * chance.probability, 1), chance.piece);
    return lines.join(QLatin1Char('\n'));
}

bool TokenText::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        // They move the text cursor here, whatever they do in the window.
        if (key >= Qt::Key_Home && key <= Qt::Key_PageDown) {
            event->accept();
            return true;
        }
    }
    return QTextEdit::event(event);
}

bool TokenText::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const int index = tokenAt(help->pos());
        if (index < 0)
            QToolTip::hideText();
        else // plain text: pieces may hold what looks like markup
            QToolTip::showText(help->globalPos(),
                               QStringLiteral("<pre>%1</pre>").arg(describe(m_tokens[index]).toHtmlEscaped()), this);
        return true;
    }
    return QTextEdit::viewportEvent(event);
}

void TokenText::mouseMoveEvent(QMouseEvent* event)
{
    QTextEdit::mouseMoveEvent(event);
    if (const int index = tokenAt(event->position().toPoint()); index >= 0)
        point(index);
}

void TokenText::paintEvent(QPaintEvent* event)
{
    QTextEdit::paintEvent(event);
    if (m_pointed < 0 || m_pointed >= m_ends.size())
        return;
    QTextCursor cursor(document());
    cursor.setPosition(m_pointed == 0 ? 0 : m_ends[m_pointed - 1]);
    const QString text = m_tokens[m_pointed].characters;
    const bool hasBlank = text.size() > 1 && text.startsWith(QLatin1Char(' ')) && cursor.position() > 0;
    if (hasBlank)
        cursor.movePosition(QTextCursor::Right);
    const QRect from = cursorRect(cursor);
    cursor.setPosition(m_ends[m_pointed]);
    const QRect to = cursorRect(cursor);
    if (from.top() != to.top() || to.left() <= from.left())
        return; // broken over two lines, or without width
    QPainter painter(viewport());
    painter.setPen(QPen(m_theme.color(ColorRole::Focus), 1));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawRoundedRect(QRectF(from.topLeft(), to.bottomRight()).adjusted(-1.5, 0.5, 0.5, -0.5), 3, 3);
}

void TokenText::resizeEvent(QResizeEvent* event)
{
    QTextEdit::resizeEvent(event);
    fitHeight();
}

void TokenText::fitHeight()
{
    const int height = std::max(fontMetrics().height() + 6, qCeil(document()->size().height()));
    if (height != minimumHeight())
        setFixedHeight(height);
}

QSize TokenText::sizeHint() const
{
    return {200, minimumHeight()};
}

QSize TokenText::minimumSizeHint() const
{
    return {60, minimumHeight()};
}

void TokenText::wheelEvent(QWheelEvent* event)
{
    event->ignore(); // the conversation scrolls
}

void TokenText::focusOutEvent(QFocusEvent* event)
{
    QTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::ActiveWindowFocusReason && event->reason() != Qt::PopupFocusReason) {
        QTextCursor none = textCursor();
        none.clearSelection();
        setTextCursor(none);
    }
}

} // namespace lb::widgets
