#pragma once

#include "gui/latent/latent_data.h"
#include "gui/text/serve_thread.h"
#include "gui/text/text_order.h"

#include <QHash>
#include <QObject>

#include <array>
#include <optional>

namespace lb::gui {

/// A picture that is no item of the data, with its code.
struct OwnPicture {
    QString file;
    QImage image;    ///< as the model takes it; 0 is black
    QString note;    ///< what had to be done to it, one sentence; empty: nothing
    QByteArray code; ///< floats; empty: not there yet
    bool isRefused = false;
};

/// One run of the latent page at work: the plane of its codes, other maps, what places and codes become. All on the
/// checkpoint that it was opened with. GUI thread; nothing here waits.
class LatentRun : public QObject {
    Q_OBJECT
public:
    static constexpr int kTraversalSteps = 7;
    static constexpr int kNearest = 6;
    static constexpr int kItemsAtOnce = 5000; ///< what is asked for by hand gets its turn between

    explicit LatentRun(QObject* parent = nullptr);

    /// Asks for codes, plane and items. `target`: run and checkpoint (text_order.h). `reference`: positions that the
    /// plane is turned to; empty: none. What is there stays until the answer; of a target that
    /// cannot be opened nothing stays.
    void open(const ModelRequest& target, const std::vector<float>& reference = {});
    void refuse(const QString& sentence);
    /// Makes another map, unless it is there or being made.
    void embed(MapMethod method);
    /// What there is of the map stays.
    void cancelEmbedding();

    void decodeAt(QPointF place);
    void decodeCode(const std::vector<float>& code);
    /// The code of a picture of the user's. Gives at once what stands for it where rows of the map do: a number below
    /// -1. Encoded again when another checkpoint is opened.
    int addPicture(const QString& file);
    const OwnPicture* picture(int point) const;
    /// Whether these are so many points, and each has a code.
    bool areCoded(const QList<int>& points, qsizetype count) const;
    static bool isPicture(int point) { return point < -1; }
    struct PathOrder {
        int from = 0; ///< row of the map, or a picture
        int to = 0;
        bool isSpherical = false;
        int steps = 2; ///< both ends included
        bool operator==(const PathOrder&) const = default;
    };
    void pathBetween(const PathOrder& order);
    /// The same way in finer steps, for playing it. Waits for what is asked for by hand.
    void filmBetween(const PathOrder& order);
    void arithmetic(int a, int b, int c);
    /// Strips of dimensions, in this order; those that are there are left out.
    void traverse(const QList<int>& dimensions);

    const LatentRows& rows() const { return m_rows; }
    const LatentMap& map(MapMethod method) const { return m_maps[static_cast<std::size_t>(method)]; }
    /// Items of the rows: images or sentences; those of the first rows come first.
    const LatentDecoded& items() const { return m_items; }
    const LatentDecoded& atCursor() const { return m_cursor; }
    const LatentDecoded& path() const { return m_path; }
    const LatentDecoded& film() const { return m_film; }
    const LatentDecoded& sum() const { return m_sum; }
    const LatentDecoded* strip(int dimension) const;
    /// Sentences in place of images.
    bool isText() const { return m_items.images.isEmpty() && !m_items.sentences.isEmpty(); }

    bool isOpening() const { return m_isOpening; }
    bool isEmbedding() const { return m_embedServe.isAsking(); }
    /// What is being made, in words, and how far it is in percent; below 0: not known.
    const QString& phase() const { return m_phase; }
    int percent() const { return m_percent; }
    /// One sentence or two; empty: none.
    const QString& failure() const { return m_failure; }
    const QString& failureDetail() const { return m_failureDetail; }

signals:
    void stateChanged();
    /// Other items of the same run are on the map: the row that each row before has now; -1: none. Before
    /// `rowsChanged`.
    void rowsMoved(const QList<int>& rows);
    void rowsChanged();
    void mapChanged(lb::gui::MapMethod method);
    void itemsChanged();
    void cursorDecoded();
    void pathDecoded();
    void filmDecoded();
    /// The code of a picture is there.
    void pictureEncoded(int point);
    /// It has none; what stood for it is nothing any more. `sentence`: why, and what to do.
    void pictureRefused(int point, const QString& sentence);
    void sumDecoded();
    void stripDecoded(int dimension);

private:
    enum class Job { None, Open, Items, Picture, Cursor, Path, Sum, Film, Traverse };
    QCborValue pointOf(int point) const;
    void takePicture(const QCborMap& answer);
    int pictureDue() const;
    QCborMap requestFor(const char* what) const;
    QCborMap pathRequest(const PathOrder& order) const;
    void next();
    void ask(Job job, const QCborMap& request);
    void askForItems();
    void takeItems(const QCborMap& answer);
    void interactive();
    void takeAnswer(const QCborMap& answer);
    void takeEmbedding(const QCborMap& answer);
    void takePart(const QCborMap& part);
    void takeRows(const QCborMap& answer);
    void fail(const experiments::Error& error);
    void setPhase(const QString& phase, int percent = -1);
    void forgetCodes();

    ModelRequest m_target;
    std::vector<float> m_reference;
    LatentRows m_rows;
    QCborValue m_rowsRun; ///< whose rows they are, as requests name it
    std::array<LatentMap, kMapMethods> m_maps;
    LatentDecoded m_items, m_cursor, m_path, m_sum, m_film;
    QHash<int, LatentDecoded> m_strips;
    Job m_job = Job::None;
    bool m_isOpening = false;
    bool m_isOpenDue = false;
    bool m_areItemsDue = false;
    std::optional<QCborMap> m_cursorDue, m_pathDue, m_sumDue, m_filmDue;
    QList<OwnPicture> m_pictures;
    QList<int> m_stripsDue;
    MapMethod m_embedding = MapMethod::Tsne;
    std::optional<MapMethod> m_embeddingDue;
    QString m_phase, m_failure, m_failureDetail;
    int m_percent = -1;
    bool m_isEmbeddingStale = false; ///< what comes is of codes that are no longer shown
    ServeThread m_serve;             ///< last two: their threads end before what they write to
    ServeThread m_embedServe;
};

} // namespace lb::gui
