#pragma once

#include "experiments/records/result.h"

#include <QString>

namespace lb::gui {

/// An error in the user's words: what happened, why or what is safe, what to do.
struct PresentedError {
    enum class Remedy { None, ChooseProject, Continue, ForkHalved, ForkChanged, Doctor };
    QString what;   ///< bold first sentence
    QString advice; ///< second sentence
    Remedy remedy = Remedy::None;
    QString remedyLabel;          ///< of the button; empty: none
    QString detail;               ///< English, for Details and for reports
    bool offersLastSteps = false; ///< its flight recorder says more
};

/// `subject`: what it happened to ("BN-VAE"); empty: the project.
PresentedError present(const experiments::Error& error, const QString& subject = {});

/// The error in a failed run's stateReason ("out-of-memory: ..."), Internal where it names no kind.
experiments::Error errorFromReason(const QString& reason);

/// Why a text model wrote nothing, in one sentence or two. `model`: the run's name; empty: unknown.
QString writingSentence(const experiments::Error& error, const QString& model);
/// Why a conversation is not kept.
QString notKeptSentence(const experiments::Error& error);

/// Text for a report: program version, error kind, detail, run.
QString diagnosticsOf(const experiments::Error& error, const QString& subject);

} // namespace lb::gui
