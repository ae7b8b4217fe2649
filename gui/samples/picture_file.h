#pragma once

#include "experiments/records/result.h"

#include <QImage>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace lb::gui {

class StoreReader;

using PictureFacts = QList<std::pair<QString, QString>>;

/// Writes a PNG that says what it shows (sample_settings.h, pictureFacts). Whole or not at all. Not in the window's
/// thread.
experiments::Result<void> writePicture(const QString& file, QImage picture, const PictureFacts& facts);

/// Notes in the project that the picture's checkpoint is one of a figure (experiments/store/figure_uses.h), by its
/// facts "Run" and "Step". In the store's thread, once the picture is written.
void noteFigure(StoreReader& reader, const PictureFacts& facts);

/// Where a picture came from, as it says itself.
struct PictureSource {
    QString uid; ///< of the run
    QString runName;
    qint64 step = -1;
};
/// nullopt for a file that is no PNG of ours, or no file. Reads the head of the file only. Not in the window's thread.
std::optional<PictureSource> readPictureSource(const QString& file);

/// Whether a file is named as one that can be used as a picture: PNG, JPEG.
bool isPictureName(const QString& file);
/// Why a file cannot be used as a picture, and what to do. In the user's language.
QString noPictureSentence(const QString& file);

} // namespace lb::gui
