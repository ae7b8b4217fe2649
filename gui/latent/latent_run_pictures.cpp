// The part of LatentRun about items of the data, and pictures that are none.
#include "gui/latent/latent_run.h"
#include "gui/samples/sample_grid.h"

#include <algorithm>

namespace lb::gui {

void LatentRun::askForItems()
{
    m_areItemsDue = false;
    const auto known = static_cast<std::size_t>(m_items.count());
    const std::size_t count = std::min<std::size_t>(kItemsAtOnce, m_rows.items.size() - known);
    QCborMap request = requestFor("items");
    request.insert(QStringLiteral("items"), QByteArray(reinterpret_cast<const char*>(m_rows.items.data() + known),
                                                       static_cast<qsizetype>(count * sizeof(quint32))));
    ask(Job::Items, request);
}

void LatentRun::takeItems(const QCborMap& answer)
{
    const LatentDecoded part = latentDecodedOf(answer);
    m_items.images += part.images;
    m_items.sentences += part.sentences;
    m_areItemsDue = part.count() > 0 && m_items.count() < m_rows.count();
    emit itemsChanged();
}

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

bool LatentRun::areCoded(const QList<int>& points, qsizetype count) const
{
    return points.size() == count && std::all_of(points.cbegin(), points.cend(), [this](int point) {
               const OwnPicture* own = picture(point);
               return !isPicture(point) || (own && !own->code.isEmpty());
           });
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
