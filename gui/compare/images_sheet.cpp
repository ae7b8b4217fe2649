#include "gui/compare/images_sheet.h"

#include "gui/pages/theory.h"
#include "gui/project/kept_strips.h"
#include "gui/project/store_thread.h"
#include "gui/time_position.h"
#include "widgets/tables/image_swipe.h"
#include "widgets/tables/item_strip_view.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lb::gui {

using widgets::PictureRow;
using widgets::PictureRows;

namespace {

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(lb::gui::ImagesSheet)
};

QImage imageOf(const QByteArray& bytes, const experiments::ItemStrip& strip)
{
    if (strip.width <= 0 || strip.height <= 0 || bytes.size() != qsizetype{strip.width} * strip.height)
        return {};
    return QImage(reinterpret_cast<const uchar*>(bytes.constData()), strip.width, strip.height, strip.width,
                  QImage::Format_Grayscale8)
        .copy(); // the bytes belong to the record
}

/// What the run made of the same items, and of the same codes.
PictureRows swipeRows(const experiments::ItemStrip& strip)
{
    PictureRow items{.title = Words::tr("Items")};
    for (const experiments::ItemStrip::Item& item : strip.items)
        items.cells.append({.image = imageOf(item.outputImage, strip)});
    PictureRow samples{.title = Words::tr("Samples")};
    for (const QByteArray& sample : strip.samples)
        samples.cells.append({.image = imageOf(sample, strip)});
    return {.columns = {}, .rows = {items, samples}};
}

} // namespace

ImagesSheet::ImagesSheet(const Parts& parts, QWidget* parent)
    : CompareSheet(parts.theme, parent)
    , m_store(parts.store)
    , m_time(parts.time)
    , m_strips(new widgets::ItemStripView(parts.theme, this))
    , m_swipe(new widgets::ImageSwipe(parts.theme, this))
    , m_body(new QStackedWidget(this))
    , m_swipeButton(addTextButton("swipe", tr("Swipe"),
                                  tr("Lays two runs on top of each other under a divider that can be dragged (S).")))
    , m_differenceButton(addTextButton("swipeDifference", tr("Difference"),
                                       tr("What is more, and what is less, in the first than in the second (D).")))
    , m_left(addChoice("swipeLeft", {}, tr("Run to the left of the divider")))
    , m_right(addChoice("swipeRight", {}, tr("Run to the right of the divider")))
    , m_missing(new QLabel(this))
    , m_empty(new QLabel(
          tr("None of the shown runs has written samples yet. The first come with the first validation."), this))
{
    setObjectName(QStringLiteral("imagesSheet"));
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Samples of the shown runs"));
    setToolTip(
        tr("[ and ] go to the step before and after, S lays two runs on top of each other; the wheel, + and - zoom "
           "all runs together."));
    setWhatsThis(toolTip());
    m_strips->setObjectName(QStringLiteral("compareStrips"));
    m_strips->setSteps(false, false);
    m_empty->setObjectName(QStringLiteral("noStrips"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_missing->setObjectName(QStringLiteral("missingStrips"));
    m_missing->setContentsMargins(10, 4, 10, 4);
    for (QLabel* label : {m_empty, m_missing}) {
        label->setWordWrap(true);
        label->setProperty("muted", true);
        label->hide();
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_missing);
    column->addWidget(m_empty, 1);
    m_body->addWidget(m_strips);
    m_body->addWidget(m_swipe);
    column->addWidget(m_body, 1);
    addSwipe();
    connect(&m_time, &TimePosition::rested, this, [this] {
        m_isLate = !isVisible();
        if (!m_isLate)
            askStrips();
    });
    const auto addKey = [this](int key, int direction) {
        auto* shortcut = new QShortcut(QKeySequence(key), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, direction] { m_time.goAlong(m_steps, direction); });
    };
    addKey(Qt::Key_BracketLeft, -1);
    addKey(Qt::Key_BracketRight, 1);
}

void ImagesSheet::takeScene()
{
    QList<widgets::PlotRun> runs;
    QStringList uids;
    m_names.clear();
    QHash<QString, qint64> newest;
    const QList<CompareGroup> groups = scene().shownGroups();
    qsizetype most = 0;
    for (const CompareGroup& group : groups)
        most = std::max(most, group.runs.size());
    for (qsizetype seed = 0; seed < most; ++seed) // one of each group before more of one
        for (const CompareGroup& group : groups) {
            if (runs.size() == kMostRuns || seed >= group.runs.size())
                continue;
            const experiments::RunRecord& run = group.runs[seed];
            runs.append(plottedRun(run));
            uids.append(run.uid);
            m_names.insert(run.uid, run.name);
            newest.insert(run.uid, run.step);
        }
    const qsizetype all = scene().shown.size();
    setDetail(all > kMostRuns ? tr("the first %1 of %2 runs").arg(kMostRuns).arg(all) : QString());
    if (std::exchange(m_isLate, false) && uids == m_uids && newest == m_newest)
        return askStrips();
    if (uids == m_uids && newest == m_newest)
        return;
    if (uids != m_uids)
        m_strips->setRuns(runs);
    m_uids = uids;
    m_runs = runs;
    fillSides();
    m_newest = newest;
    askSteps();
}

void ImagesSheet::askSteps()
{
    m_store.ask(
        this, [uids = m_uids](StoreReader& reader) { return readStripSteps(reader, uids); },
        [this, generation = ++m_generation](const QList<qint64>& steps) {
            if (generation != m_generation)
                return;
            m_steps = steps;
            m_empty->setVisible(steps.isEmpty());
            showBody();
            askStrips();
        });
}

void ImagesSheet::askStrips()
{
    const std::optional<qint64> step = m_time.step();
    m_store.ask(
        this, [uids = m_uids, step](StoreReader& reader) { return readStrips(reader, uids, step); },
        [this, uids = m_uids, step](const QHash<QString, KeptStrip>& strips) {
            if (uids == m_uids && step == m_time.step())
                takeStrips(strips);
        });
}

void ImagesSheet::takeStrips(const QHash<QString, KeptStrip>& strips)
{
    m_shown.clear();
    for (auto kept = strips.cbegin(); kept != strips.cend(); ++kept) {
        if (kept->strip) {
            m_strips->setStrip(kept.key(), *kept->strip);
            m_shown.insert(kept.key(), *kept->strip);
        } else {
            m_strips->clearStrip(kept.key());
        }
    }
    m_missing->setText(missingStripWords(strips, m_names, m_time.step().value_or(0)));
    m_missing->setVisible(m_time.step() && !m_missing->text().isEmpty());
    showBody();
}

void ImagesSheet::addSwipe()
{
    for (QToolButton* button : {m_swipeButton, m_differenceButton}) {
        button->setCheckable(true);
        connect(button, &QToolButton::toggled, this, &ImagesSheet::showBody);
    }
    for (QComboBox* side : {m_left, m_right}) {
        side->setMinimumContentsLength(8);
        connect(side, &QComboBox::activated, this, &ImagesSheet::showBody);
    }
    const auto addKey = [this](int key, QToolButton* button) {
        auto* shortcut = new QShortcut(QKeySequence(key), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [button] {
            if (button->isEnabled())
                button->toggle();
        });
    };
    addKey(Qt::Key_S, m_swipeButton);
    addKey(Qt::Key_D, m_differenceButton);
    auto* turn = new QShortcut(QKeySequence(Qt::Key_X), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(turn, &QShortcut::activated, this, &ImagesSheet::turnRound);
}

/// What was chosen stays; else the first two.
void ImagesSheet::fillSides()
{
    int place = 0;
    for (QComboBox* side : {m_left, m_right}) {
        const QString before = side->currentData().toString();
        side->clear();
        for (const widgets::PlotRun& run : std::as_const(m_runs))
            side->addItem(run.name, run.uid);
        const int known = side->findData(before);
        side->setCurrentIndex(known >= 0 ? known : std::min(place, side->count() - 1));
        ++place;
    }
}

void ImagesSheet::turnRound()
{
    const int left = m_left->currentIndex();
    m_left->setCurrentIndex(m_right->currentIndex());
    m_right->setCurrentIndex(left);
    showBody();
}

void ImagesSheet::showBody()
{
    const QStringList sides{m_left->currentData().toString(), m_right->currentData().toString()};
    const bool areImages =
        std::any_of(m_shown.cbegin(), m_shown.cend(), [](const auto& strip) { return strip.width > 0; });
    m_swipeButton->setEnabled(areImages && m_runs.size() > 1);
    const bool swipes = m_swipeButton->isChecked() && m_swipeButton->isEnabled();
    for (QWidget* part :
         {static_cast<QWidget*>(m_left), static_cast<QWidget*>(m_right), static_cast<QWidget*>(m_differenceButton)})
        part->setVisible(swipes);
    m_body->setVisible(!m_steps.isEmpty());
    m_body->setCurrentWidget(swipes ? static_cast<QWidget*>(m_swipe) : m_strips);
    if (!swipes)
        return;
    const auto side = [this](const QString& uid) {
        widgets::ImageSwipe::Side result;
        for (const widgets::PlotRun& run : std::as_const(m_runs))
            if (run.uid == uid)
                result.run = run;
        const auto strip = m_shown.constFind(uid);
        result.note = strip == m_shown.cend() ? tr("nothing kept until this step")
                                              : tr("step %1").arg(widgets::countText(strip->step));
        if (strip != m_shown.cend())
            result.rows = swipeRows(*strip);
        return result;
    };
    m_swipe->setDifferenceShown(m_differenceButton->isChecked());
    m_swipe->setSides(side(sides[0]), side(sides[1]));
}

} // namespace lb::gui
