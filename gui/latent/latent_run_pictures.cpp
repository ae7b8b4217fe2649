// The part of LatentRun about pictures that are no items of the data.
#include "gui/latent/latent_run.h"
#include "gui/samples/sample_grid.h"

namespace lb::gui {

int LatentRun::addPicture(const QString& file)
{
    m_pictures.append({.file = file, .image = {}, .note = {}, .code = {}});
    interactive();
    return -1 - static_cast<int>(m_pictures.size());
}

const OwnPicture* LatentRun::picture(int point) const
{
    const int at = -2 - point;
    return at >= 0 && at < m_pictures.size() && !m_pictures[at].isRefused ? &m_pictures[at] : nullptr;
}

QCborValue LatentRun::pointOf(int point) const
{
    const OwnPicture* own = picture(point);
    return own ? QCborValue(own->code) : QCborValue(point);
}

int LatentRun::pictureDue() const
{
    for (int i = 0; i < m_pictures.size(); ++i)
        if (m_pictures[i].code.isEmpty() && !m_pictures[i].isRefused)
            return i;
    return -1;
}

void LatentRun::takePicture(const QCborMap& answer)
{
    const int due = pictureDue();
    const QList<GivenItem> given = givenItemsOf(answer);
    if (due < 0)
        return;
    OwnPicture& picture = m_pictures[due];
    picture.isRefused = given.isEmpty(); // else it would be asked for without end
    if (picture.isRefused)
        return;
    picture.image = given.first().input;
    picture.note = given.first().note;
    picture.code = answer.value(QLatin1String("code")).toByteArray();
    picture.isRefused = picture.code.isEmpty();
    emit pictureEncoded(-2 - due);
}

} // namespace lb::gui
