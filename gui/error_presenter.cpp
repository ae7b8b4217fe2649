#include "gui/error_presenter.h"

#include "experiments/records/program_facts.h"

#include <QCoreApplication>
#include <QDir>
#include <QRegularExpression>

namespace lb::gui {

using experiments::Error;
using experiments::ErrorKind;
using Remedy = PresentedError::Remedy;

namespace {

struct Words {
    const char* what;
    const char* advice;
    Remedy remedy = Remedy::None;
    const char* remedyLabel = nullptr;
};

/// Errors of a run that trains. %1 is its name.
Words runWords(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::OutOfMemory:
        return {QT_TRANSLATE_NOOP("ErrorPresenter", "%1 ran out of memory."),
                QT_TRANSLATE_NOOP("ErrorPresenter",
                                  "Everything up to its last checkpoint is safe. Fork it with half the batch."),
                Remedy::ForkHalved, QT_TRANSLATE_NOOP("ErrorPresenter", "Fork with half the batch")};
    case ErrorKind::NonFinite:
        return {QT_TRANSLATE_NOOP("ErrorPresenter", "%1 stopped: the loss is not a number."),
                QT_TRANSLATE_NOOP("ErrorPresenter",
                                  "The last good checkpoint is kept. Fork it with a lower learning rate."),
                Remedy::ForkChanged, QT_TRANSLATE_NOOP("ErrorPresenter", "Fork with changes")};
    case ErrorKind::Io:
        return {QT_TRANSLATE_NOOP("ErrorPresenter", "%1 could not read or write its files."),
                QT_TRANSLATE_NOOP("ErrorPresenter",
                                  "Check that the disk has free space, then continue from the last checkpoint."),
                Remedy::Continue, QT_TRANSLATE_NOOP("ErrorPresenter", "Continue")};
    case ErrorKind::NotFound:
        return {
            QT_TRANSLATE_NOOP("ErrorPresenter", "%1 did not find something it needs."),
            QT_TRANSLATE_NOOP("ErrorPresenter", "The details name it and say how to get it. Then continue the run."),
            Remedy::Continue, QT_TRANSLATE_NOOP("ErrorPresenter", "Continue")};
    case ErrorKind::Corrupt:
        return {QT_TRANSLATE_NOOP("ErrorPresenter", "A file of %1 is damaged."),
                QT_TRANSLATE_NOOP("ErrorPresenter", "Curves stay readable; the details name the file.")};
    case ErrorKind::Newer:
        return {QT_TRANSLATE_NOOP("ErrorPresenter", "%1 comes from a newer version of Latentbench."),
                QT_TRANSLATE_NOOP("ErrorPresenter", "Update this program to open it. Nothing was changed.")};
    case ErrorKind::Busy:
        return {QT_TRANSLATE_NOOP("ErrorPresenter", "%1 is already at work in another process."),
                QT_TRANSLATE_NOOP("ErrorPresenter",
                                  "Its curves are shown here as they grow; stop it before you start it again.")};
    case ErrorKind::InvalidArgument:
    case ErrorKind::Unsupported:
        return {
            QT_TRANSLATE_NOOP("ErrorPresenter", "The settings of %1 do not fit together."),
            QT_TRANSLATE_NOOP("ErrorPresenter", "The details name the setting. Fork the run with that one changed."),
            Remedy::ForkChanged, QT_TRANSLATE_NOOP("ErrorPresenter", "Fork with changes")};
    case ErrorKind::ReadOnly:
        return {
            QT_TRANSLATE_NOOP("ErrorPresenter", "%1 cannot be changed: its folder is read-only."),
            QT_TRANSLATE_NOOP("ErrorPresenter", "Curves stay readable. Choose a project folder that you may write."),
            Remedy::ChooseProject, QT_TRANSLATE_NOOP("ErrorPresenter", "Choose another folder")};
    case ErrorKind::DeviceLost:
        return {QT_TRANSLATE_NOOP("ErrorPresenter", "%1 lost its GPU."),
                QT_TRANSLATE_NOOP("ErrorPresenter",
                                  "Everything up to its last checkpoint is safe. Continue it; if the GPU is "
                                  "lost again, fork it with another device."),
                Remedy::Continue, QT_TRANSLATE_NOOP("ErrorPresenter", "Continue")};
    case ErrorKind::Internal:
        break;
    }
    return {QT_TRANSLATE_NOOP("ErrorPresenter", "%1 ended unexpectedly."),
            QT_TRANSLATE_NOOP("ErrorPresenter",
                              "Everything up to its last checkpoint is safe. Continue it, or look at the details."),
            Remedy::Continue, QT_TRANSLATE_NOOP("ErrorPresenter", "Continue")};
}

Words projectWords(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::ReadOnly:
        return {QT_TRANSLATE_NOOP("ErrorPresenter", "This project cannot be written."),
                QT_TRANSLATE_NOOP("ErrorPresenter", "Runs stay readable; new ones need a folder that you may write."),
                Remedy::ChooseProject, QT_TRANSLATE_NOOP("ErrorPresenter", "Choose another folder")};
    case ErrorKind::Newer:
        return {QT_TRANSLATE_NOOP("ErrorPresenter", "This project comes from a newer version of Latentbench."),
                QT_TRANSLATE_NOOP("ErrorPresenter", "Update this program to open it. Nothing was changed."),
                Remedy::ChooseProject, QT_TRANSLATE_NOOP("ErrorPresenter", "Choose another folder")};
    case ErrorKind::Corrupt:
        return {
            QT_TRANSLATE_NOOP("ErrorPresenter", "The index of this project is damaged."),
            QT_TRANSLATE_NOOP("ErrorPresenter",
                              "The runs' own folders are not touched; “latentbench-cli reindex” rebuilds the index."),
            Remedy::ChooseProject, QT_TRANSLATE_NOOP("ErrorPresenter", "Choose another folder")};
    case ErrorKind::Io:
        return {QT_TRANSLATE_NOOP("ErrorPresenter", "The project could not be read or written."),
                QT_TRANSLATE_NOOP("ErrorPresenter",
                                  "Check that the disk is there and has free space. Nothing was changed."),
                Remedy::ChooseProject, QT_TRANSLATE_NOOP("ErrorPresenter", "Choose another folder")};
    default:
        break;
    }
    return {QT_TRANSLATE_NOOP("ErrorPresenter", "That could not be done."),
            QT_TRANSLATE_NOOP("ErrorPresenter", "Nothing was changed; the details say why.")};
}

QString translated(const char* text)
{
    return text ? QCoreApplication::translate("ErrorPresenter", text) : QString();
}

} // namespace

PresentedError present(const Error& error, const QString& subject)
{
    const Words words = subject.isEmpty() ? projectWords(error.kind) : runWords(error.kind);
    const QString what = translated(words.what);
    return {subject.isEmpty() ? what : what.arg(subject),
            translated(words.advice),
            words.remedy,
            translated(words.remedyLabel),
            error.detail,
            !subject.isEmpty() && error.kind == ErrorKind::NonFinite};
}

Error errorFromReason(const QString& reason)
{
    const qsizetype colon = reason.indexOf(QLatin1Char(':'));
    if (colon > 0) {
        const QString word = reason.left(colon).trimmed();
        const ErrorKind kind = experiments::errorKindFromName(word);
        if (experiments::errorKindName(kind) == word)
            return {kind, reason.mid(colon + 1).trimmed()};
    }
    return {ErrorKind::Internal, reason};
}

QString writingSentence(const Error& error, const QString& model)
{
    const QString name = model.isEmpty() ? QCoreApplication::translate("ErrorPresenter", "The model") : model;
    const auto words = [&](const char* text) { return QCoreApplication::translate("ErrorPresenter", text).arg(name); };
    switch (error.kind) {
    case ErrorKind::OutOfMemory:
        return words(QT_TRANSLATE_NOOP("ErrorPresenter",
                                       "%1 does not fit into memory. Ask fewer models at once, or choose bf16."));
    case ErrorKind::NotFound:
        return words(QT_TRANSLATE_NOOP("ErrorPresenter", "%1, its checkpoint or the worker program is no longer there. "
                                                         "Choose another checkpoint; the tooltip says more."));
    case ErrorKind::Corrupt:
        return words(
            QT_TRANSLATE_NOOP("ErrorPresenter", "The checkpoint of %1 cannot be read. Choose another checkpoint."));
    case ErrorKind::Newer:
        return words(QT_TRANSLATE_NOOP("ErrorPresenter", "%1 comes from a newer version of Latentbench. Update this "
                                                         "program, or choose another model."));
    case ErrorKind::InvalidArgument:
    case ErrorKind::Unsupported:
        return error.detail; // says which parameter and what it may be
    default:
        break;
    }
    return words(
        QT_TRANSLATE_NOOP("ErrorPresenter", "The worker of %1 ended unexpectedly. Send again: a new one is started."));
}

QString notKeptSentence(const Error& error)
{
    if (error.kind == ErrorKind::ReadOnly)
        return QCoreApplication::translate(
            "ErrorPresenter", "This project cannot be written, so this text is not kept. Export saves it.");
    return QCoreApplication::translate("ErrorPresenter", "The last text could not be stored (%1). Export saves it.")
        .arg(error.detail);
}

QString diagnosticsOf(const Error& error, const QString& subject)
{
    QString text = QStringLiteral("%1\n%2: %3\n%4\n")
                       .arg(experiments::programText(experiments::programFacts()),
                            experiments::errorKindName(error.kind), error.detail, subject);
    // Who reports need not say who he is.
    static const QRegularExpression home(QRegularExpression::escape(QDir::homePath()) + QStringLiteral("(?![\\w-])"));
    return text.replace(home, QStringLiteral("~"));
}

} // namespace lb::gui
