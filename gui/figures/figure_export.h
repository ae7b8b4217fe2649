#pragma once

#include "experiments/store/run_store.h"
#include "widgets/figures/figure_files.h"
#include "widgets/figures/figure_spec.h"

#include <QDate>

namespace lb::gui {

/// A figure on its way to files.
struct FigureOrder {
    widgets::FigureSpec spec;
    QString caption; ///< goes into the files that hold words
    QString folder;  ///< made when it is not there
    QString name;    ///< without ending
    QList<widgets::FigureFormat> formats;
};

/// `{project}`, `{metric}` ("kl-reconstruction"), `{runs}` and `{date}` of a file name's template filled in; what file
/// names cannot hold becomes '-'. Never empty.
QString figureFileName(const QString& nameTemplate, const widgets::FigureSpec& spec, const QString& project,
                       const QDate& date);

/// Written aside and renamed into place, so that a reader sees the old file or the new one. Io.
experiments::Result<void> writeWhole(const QString& file, const QByteArray& bytes);

/// Reads the points, draws and writes every format, and beside them NAME.figure.json, from which the command line draws
/// them again. For the store's thread. The files that were written.
experiments::Result<QStringList> writeFigure(experiments::RunStore& store, const FigureOrder& order);

/// "latentbench --project DIR --export-figure DESCRIPTION --out FILE ..." as a shell takes it.
QString figureCommand(const QString& projectFolder, const QString& description, const QStringList& files);

/// The description on one line: a word of a command that needs no file.
QString inlineDescription(const widgets::FigureSpec& spec);

/// Of a file, or JSON text itself. One sentence when it is neither.
experiments::Result<widgets::FigureSpec> readDescription(const QString& fileOrJson);

inline const QString kDescriptionEnding = QStringLiteral(".figure.json");

} // namespace lb::gui
