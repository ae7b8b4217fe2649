#include "gui/compare/images_sheet.h"

#include "experiments/store/metric_reader.h"
#include "gui/project/store_thread.h"
#include "widgets/tables/item_strip_view.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QLabel>
#include <QShortcut>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>
#include <set>

namespace lb::gui {

using namespace std::chrono_literals;
using experiments::ItemStrip;
using experiments::MetricReader;

ImagesSheet::ImagesSheet(const widgets::Theme& theme, StoreThread& store, QWidget* parent)
    : CompareSheet(theme, parent)
    , m_store(store)
    , m_strips(new widgets::ItemStripView(theme, this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_step(new QLabel(this))
    , m_empty(new QLabel(
          tr("None of the shown runs has written samples yet. The first come with the first validation."), this))
{
    setObjectName(QStringLiteral("imagesSheet"));
    m_strips->setObjectName(QStringLiteral("compareStrips"));
    m_strips->setSteps(false, false);
    m_empty->setObjectName(QStringLiteral("noStrips"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setProperty("muted", true);
    m_slider->setObjectName(QStringLiteral("stripSlider"));
    m_slider->setToolTip(tr("The step of all runs ([ and ] go one back and on)."));
    m_slider->setWhatsThis(m_slider->toolTip());
    m_slider->setAccessibleName(tr("Step of the samples"));
    m_step->setObjectName(QStringLiteral("stripStep"));
    m_step->setFont(theme.font(widgets::TextSize::Small));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(10, 4, 10, 6);
    row->setSpacing(10);
    row->addWidget(m_slider, 1);
    row->addWidget(m_step);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_empty, 1);
    column->addWidget(m_strips, 1);
    column->addLayout(row);
    m_askTimer.setSingleShot(true);
    m_askTimer.setInterval(40ms);
    connect(&m_askTimer, &QTimer::timeout, this, &ImagesSheet::askStrips);
    connect(m_slider, &QSlider::valueChanged, this, [this] {
        updateWords();
        m_askTimer.start();
    });
    const auto addKey = [this](int key, int direction) {
        auto* shortcut = new QShortcut(QKeySequence(key), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, direction] { go(direction); });
    };
    addKey(Qt::Key_BracketLeft, -1);
    addKey(Qt::Key_BracketRight, 1);
    updateWords();
}

void ImagesSheet::takeScene()
{
    QList<widgets::PlotRun> runs;
    QStringList uids;
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
            runs.append({.uid = run.uid, .name = run.name, .family = run.family, .seed = run.seed});
            uids.append(run.uid);
            newest.insert(run.uid, run.step);
        }
    const qsizetype all = scene().shown.size();
    setDetail(all > kMostRuns ? tr("the first %1 of %2 runs").arg(kMostRuns).arg(all) : QString());
    if (uids == m_uids && newest == m_newest)
        return;
    if (uids != m_uids)
        m_strips->setRuns(runs);
    m_uids = uids;
    m_newest = newest;
    askSteps();
}

void ImagesSheet::askSteps()
{
    m_store.ask(
        this,
        [uids = m_uids](StoreReader& reader) {
            std::set<qint64> steps;
            for (const QString& uid : uids) {
                if (!reader.store())
                    break;
                auto file = MetricReader::open(reader.store()->folder(uid));
                if (!file)
                    continue; // has not been started
                if (const auto own = (*file)->stripSteps())
                    steps.insert(own->begin(), own->end());
            }
            return QList<qint64>(steps.begin(), steps.end());
        },
        [this, generation = ++m_generation](const QList<qint64>& steps) {
            if (generation == m_generation)
                takeSteps(steps);
        });
}

void ImagesSheet::takeSteps(const QList<qint64>& steps)
{
    const bool wasAtEnd = m_slider->value() == m_slider->maximum();
    const qint64 before = m_steps.value(m_slider->value(), -1);
    m_steps = steps;
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(0, std::max(0, static_cast<int>(steps.size()) - 1));
    const auto place = static_cast<int>(steps.indexOf(before));
    m_slider->setValue(wasAtEnd || place < 0 ? m_slider->maximum() : place);
    updateWords();
    askStrips();
}

void ImagesSheet::askStrips()
{
    if (m_steps.isEmpty())
        return;
    const qint64 step = m_steps.at(m_slider->value());
    m_store.ask(
        this,
        [uids = m_uids, step](StoreReader& reader) {
            QHash<QString, ItemStrip> strips;
            for (const QString& uid : uids) {
                if (!reader.store())
                    break;
                auto file = MetricReader::open(reader.store()->folder(uid));
                if (!file)
                    continue;
                if (auto strip = (*file)->strip(step)) // the newest until then: runs need not sample at the same steps
                    strips.insert(uid, std::move(*strip));
            }
            return strips;
        },
        [this, uids = m_uids](const QHash<QString, ItemStrip>& strips) {
            if (uids != m_uids)
                return;
            for (auto strip = strips.cbegin(); strip != strips.cend(); ++strip)
                m_strips->setStrip(strip.key(), *strip);
        });
}

void ImagesSheet::go(int direction)
{
    m_slider->setValue(m_slider->value() + direction);
}

void ImagesSheet::updateWords()
{
    const bool hasSteps = !m_steps.isEmpty();
    m_empty->setVisible(!hasSteps);
    m_strips->setVisible(hasSteps);
    m_slider->setEnabled(m_steps.size() > 1);
    m_step->setText(hasSteps ? tr("step %1, %2 of %3")
                                   .arg(widgets::countText(m_steps.at(m_slider->value())))
                                   .arg(m_slider->value() + 1)
                                   .arg(m_steps.size())
                             : QString());
}

} // namespace lb::gui
