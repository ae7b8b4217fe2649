#pragma once

#include "experiments/records/result.h"
#include "gui/samples/picture_file.h"

#include <QDir>
#include <QImage>
#include <QStringList>

namespace lb::gui {

/// A path to be written as a series of pictures.
struct PathFrames {
    QString folder;        ///< where the series' own folder is made
    QString name;          ///< of that folder and of the pictures, as far as file names allow
    QList<QImage> images;  ///< grey, 0 is black; enlarged by a whole number, on paper
    QStringList sentences; ///< where there are no images
    QList<double> norms;
    PictureFacts facts; ///< of every picture; position and norm are added
    qsizetype count() const { return images.isEmpty() ? sentences.size() : images.size(); }
};

/// A name without what file names do not allow.
QString fileName(QString name);
/// A new folder of this name, or of the next that is free: "paths", "paths 2".
experiments::Result<QString> newFolder(const QDir& parent, const QString& name);
/// A place of it on paper: the image enlarged, or the sentence.
QImage pathPicture(const PathFrames& frames, qsizetype place);

/// The folder, with the pictures numbered in their order. A folder that is there is never written into: the new one has
/// a number behind its name. Whole or not at all. Not in the window's thread.
experiments::Result<QString> writePathFrames(const PathFrames& frames);

} // namespace lb::gui
