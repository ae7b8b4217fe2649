#include "gui/pages/new_run_page.h"

#include "experiments/preview/schema.h"
#include "experiments/preview/train_command.h"
#include "gui/dialogs/questions.h"
#include "gui/run_actions.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QSaveFile>
#include <QSpinBox>
#include <QStyle>

namespace lb::gui {

using namespace experiments;

namespace {

constexpr qsizetype kLongestPaste = 1'000'000; // a spec has some kilobytes

QByteArray textOf(const RunSpec& spec)
{
    return QJsonDocument(spec.toJson()).toJson();
}

/// A spec out of pasted text: one sentence where it is none.
Result<RunSpec> specIn(const QString& text)
{
    if (text.trimmed().isEmpty())
        return fail(ErrorKind::InvalidArgument, NewRunPage::tr("There is no text on the clipboard to paste."));
    if (text.size() > kLongestPaste)
        return fail(ErrorKind::InvalidArgument, NewRunPage::tr("The text on the clipboard is too long for settings."));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8(), &error);
    if (error.error != QJsonParseError::NoError)
        return fail(ErrorKind::Corrupt, NewRunPage::tr("The clipboard holds no JSON: %1 at character %2.")
                                            .arg(error.errorString())
                                            .arg(error.offset));
    if (!document.isObject())
        return fail(ErrorKind::Corrupt, NewRunPage::tr("The clipboard's JSON is no object with settings."));
    const Result<RunSpec> spec = RunSpec::fromJson(document.object());
    if (!spec)
        return spec;
    const QList<FieldProblem> problems = spec->check(schemaFor(*spec));
    if (!problems.isEmpty())
        return fail(ErrorKind::InvalidArgument, problems.first().sentence);
    return spec->completed(schemaFor(*spec));
}

} // namespace

void NewRunPage::say(const QString& sentence, bool isProblem)
{
    m_message->setText(sentence.isEmpty() ? tr("Queued runs keep these values; later edits do not reach them.")
                                          : sentence);
    m_message->setProperty("problem", isProblem);
    m_message->setProperty("muted", !isProblem);
    m_message->style()->unpolish(m_message);
    m_message->style()->polish(m_message);
}

QString NewRunPage::command() const
{
    const RunGrid grid = m_draft.grid();
    return shellCommand(trainWords(grid, m_presetId,
                                   {.project = {},
                                    .name = m_name->text().trimmed(),
                                    .group = m_group->text().trimmed(),
                                    .tags = tagsFrom(m_tags->text()),
                                    .mostAtOnce = grid.isSweep() ? m_atOnce->value() : 0,
                                    .lockStep = m_leader.name}));
}

void NewRunPage::copyCommand()
{
    QGuiApplication::clipboard()->setText(command());
    say(tr("The command is on the clipboard."), false);
}

void NewRunPage::copyJson()
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(textOf(m_draft.spec())));
    say(m_draft.grid().isSweep() ? tr("The first run's settings are on the clipboard; JSON holds no grid.")
                                 : tr("The settings are on the clipboard as JSON."),
        false);
}

void NewRunPage::pasteJson()
{
    const Result<RunSpec> spec = specIn(QGuiApplication::clipboard()->text());
    if (!spec) {
        say(spec.error().detail, true);
        return;
    }
    m_draft.resetAll();
    m_draft.setText(QStringLiteral("model.family"), spec->text(QStringLiteral("model.family")));
    followFamily();
    m_draft.setSpec(*spec);
    takeDraft();
    say(tr("Pasted: %n change(s) from %1.", nullptr, static_cast<int>(m_draft.changed().size())).arg(m_baseTitle),
        false);
}

void NewRunPage::exportJson()
{
    m_parts.questions.askSaveFile(
        window(), tr("Export settings"), QStringLiteral("run.json"), {tr("JSON (*.json)")},
        [this, guard = QPointer<NewRunPage>(this), text = textOf(m_draft.spec())](const std::optional<QString>& path) {
            if (!guard || !path)
                return;
            QSaveFile file(*path);
            const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit();
            say(isWritten ? tr("Written to %1.").arg(*path)
                          : tr("%1 cannot be written: %2.").arg(*path, file.errorString()),
                !isWritten);
        });
}

} // namespace lb::gui
