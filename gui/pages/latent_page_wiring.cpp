// The part of LatentPage about what happens on it.
#include "gui/project/item_tag_desk.h"
#include "gui/pages/class_panel.h"
#include "gui/pages/decoded_panel.h"
#include "gui/pages/dimension_panel.h"
#include "gui/pages/latent_page.h"
#include "gui/pages/model_bar.h"
#include "gui/pages/model_states.h"
#include "gui/pages/time_strip.h"
#include "gui/run_board.h"
#include "gui/time_position.h"
#include "widgets/plots/scatter_map.h"
#include "widgets/tables/tile_strip.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QSplitter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lb::gui {

using widgets::ScatterMap;

namespace {

constexpr double kPathStep = 10; // pixels between two rings of the drag's path
constexpr int kLongestPath = 40;

} // namespace

void LatentPage::connectParts()
{
    connect(m_lab, &LatentLab::modelsChanged, this, &LatentPage::takeModels);
    connect(m_lab, &LatentLab::columnsChanged, this, &LatentPage::takeColumns);
    connect(m_lab, &LatentLab::selectionChanged, this, &LatentPage::takeSelection);
    connect(m_models, &ModelBar::columnsChosen, m_lab, &LatentLab::setColumns);
    connect(m_methods, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (checked)
            setMethod(static_cast<MapMethod>(id));
    });
    connect(m_tools, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        for (MapPanel* panel : std::as_const(m_panels))
            if (checked)
                panel->map().setTool(static_cast<ScatterMap::Tool>(id));
    });
    connect(m_colour, &QComboBox::currentIndexChanged, this, [this](int index) {
        for (MapPanel* panel : std::as_const(m_panels))
            panel->setColour(static_cast<MapColour>(index));
        updateLegend();
    });
    connect(m_classes, &ClassPanel::hiddenChanged, this, [this](const QList<int>& hidden) {
        for (MapPanel* panel : std::as_const(m_panels))
            panel->map().setHiddenClasses(hidden);
        updateLegend();
    });
    connect(m_classes, &ClassPanel::priorToggled, this, [this](bool shown) {
        for (MapPanel* panel : std::as_const(m_panels))
            panel->setPriorShown(shown);
    });
    connect(m_classes, &ClassPanel::densityToggled, this, [this](bool shown) {
        for (MapPanel* panel : std::as_const(m_panels))
            panel->map().setDensityShown(shown);
    });
    connect(m_classes, &ClassPanel::thumbnailsToggled, this, [this](bool shown) {
        for (MapPanel* panel : std::as_const(m_panels))
            panel->map().setThumbnailsShown(shown);
    });
    connect(m_classes, &ClassPanel::pathToggled, this, [this](bool shown) {
        m_isPathShown = shown;
        updatePath();
    });
    connect(m_decoded, &DecodedPanel::rowActivated, this, [this](int row) { showItem(m_current, row); });
    connect(m_decoded, &DecodedPanel::rowHovered, this, [this](int row) { linkItem(m_current, row); });
    connect(m_decoded, &DecodedPanel::rowDragged, this, &LatentPage::dragRow);
    connect(m_decoded, &DecodedPanel::exportClicked, this, &LatentPage::askExport);
    connect(m_decoded, &DecodedPanel::itemsExportClicked, this, &LatentPage::askItems);
    connect(m_decoded, &DecodedPanel::marksChanged, this, &LatentPage::showMarks);
    connect(m_decoded, &DecodedPanel::framesExportClicked, this, &LatentPage::askFrames);
    connect(m_decoded, &DecodedPanel::filmExportClicked, this, &LatentPage::askFilm);
    connect(m_decoded, &DecodedPanel::frameShown, this, &LatentPage::showFrame);
    connect(m_dimensions, &DimensionPanel::codeChosen, this, [this](const std::vector<float>& code) {
        m_decoded->setView(DecodedPanel::View::Cursor);
        m_lab->run(m_current).decodeCode(code);
    });
    connect(m_time, &TimeStrip::stepChosen, this, [this](qint64 step) { m_parts.board.time().setStep(step); });
    connect(m_models, &ModelBar::stepChosen, this,
            [this](qint64 step) { m_parts.board.time().setStep(step < 0 ? std::nullopt : std::optional(step)); });
    m_classes->setSize(m_lab->limit());
    connect(m_classes, &ClassPanel::sizeChosen, m_lab, &LatentLab::setLimit);
    connect(m_time, &TimeStrip::alignToggled, m_lab, &LatentLab::setAligned);
}

const TextModel* LatentPage::model(int column) const
{
    return column < m_lab->count() ? m_lab->models().find(m_lab->columns()[column].uid) : nullptr;
}

void LatentPage::takeModels()
{
    m_models->setModels(modelItems(m_lab->models()));
    m_models->setColumns(m_lab->columns());
    showCurrent();
    m_pages->settle();
}

void LatentPage::takeColumns()
{
    while (m_panels.size() > m_lab->count())
        delete m_panels.takeLast();
    while (m_panels.size() < m_lab->count())
        addPanel(static_cast<int>(m_panels.size()));
    const LatentRun* decoded = m_decoded->run();
    int stays = -1;
    for (int i = 0; i < m_lab->count(); ++i)
        if (&m_lab->run(i) == decoded)
            stays = i;
    if (stays < 0) { // a run that goes is not to be asked
        m_decoded->setRun(nullptr);
        m_dimensions->setRun(nullptr, {});
    }
    for (int i = 0; i < m_panels.size(); ++i) {
        const TextModel* shown = model(i);
        m_panels[i]->setNameShown(m_panels.size() > 1);
        m_panels[i]->setRun(&m_lab->run(i), shown ? shown->name : QString());
        LatentRun* run = &m_lab->run(i);
        disconnect(run, nullptr, this, nullptr);
        connect(run, &LatentRun::mapChanged, this, [this, i](MapMethod method) { takeMap(i, method); });
        connect(run, &LatentRun::cursorDecoded, this, [this, i] { takeCursor(i); });
        connect(run, &LatentRun::stateChanged, this, &LatentPage::tellTime);
    }
    m_models->setColumns(m_lab->columns());
    m_current = stays >= 0 ? stays : std::min(m_current, std::max(0, m_lab->count() - 1));
    showCurrent();
    takeSelection();
    showMarks();
    m_pages->settle();
}

void LatentPage::showMarks()
{
    for (int i = 0; i < m_panels.size(); ++i)
        m_panels[i]->map().setMarks(i == m_current ? m_decoded->marks() : QList<std::pair<int, QString>>());
    updatePath();
}

void LatentPage::addPanel(int column)
{
    auto* panel = new MapPanel(m_parts.theme, column, m_maps);
    m_panels.append(panel);
    panel->setMethod(m_method);
    panel->setColour(static_cast<MapColour>(m_colour->currentIndex()));
    panel->setPriorShown(m_classes->isPriorShown());
    ScatterMap& map = panel->map();
    map.setTool(static_cast<ScatterMap::Tool>(m_tools->checkedId()));
    map.setHiddenClasses(m_classes->hidden());
    map.setThumbnailsShown(m_classes->areThumbnailsShown());
    connect(panel, &MapPanel::reportClicked, this, [this, column] { sendToReport(column); });
    connect(panel, &MapPanel::retryClicked, this, [this, column] { m_lab->refresh(column); });
    connect(&map, &ScatterMap::cursorMoved, this, [this, column](QPointF place) { moveCursor(column, place); });
    connect(&map, &ScatterMap::cursorReleased, this, [this] { m_isDragBegun = false; });
    connect(&map, &ScatterMap::hovered, this, [this, column](int row) { hoverItem(column, row); });
    connect(&map, &ScatterMap::picked, this, [this, column](int row) { takePicked(column, row); });
    connect(&map, &ScatterMap::playRequested, m_decoded, &DecodedPanel::togglePlaying);
    connect(&map, &ScatterMap::lassoed, this, [this, column](const std::vector<int>& rows) {
        setCurrent(column);
        QSet<quint32> items;
        for (const int row : rows)
            items.insert(m_lab->run(column).rows().items[static_cast<std::size_t>(row)]);
        m_lab->setSelection(column, items);
        if (!items.isEmpty())
            m_decoded->setView(DecodedPanel::View::Selection);
    });
}

void LatentPage::setMethod(MapMethod method)
{
    m_method = method;
    m_methods->button(static_cast<int>(method))->setChecked(true);
    for (MapPanel* panel : std::as_const(m_panels)) {
        panel->map().setCursorImage({});
        panel->setMethod(method);
    }
    m_drag.clear();
    updatePath();
    updateLegend();
}

void LatentPage::showDimension(const QString& uid, int dimension)
{
    const QList<ModelChoice>& shown = m_lab->columns();
    const auto known =
        std::find_if(shown.cbegin(), shown.cend(), [&uid](const ModelChoice& choice) { return choice.uid == uid; });
    if (known != shown.cend())
        setCurrent(static_cast<int>(known - shown.cbegin()));
    else
        m_lab->setColumns({{.uid = uid}});
    m_dimensions->traverse(dimension);
}

void LatentPage::setCurrent(int column)
{
    if (column != std::exchange(m_current, column))
        showCurrent();
}

void LatentPage::showCurrent()
{
    const int column = m_current;
    const TextModel* shown = model(column);
    if (!shown)
        return;
    m_decoded->setRun(&m_lab->run(column));
    m_tags->setDataset(m_lab->dataset(column));
    const experiments::RunRecord* record = m_parts.board.run(shown->uid);
    m_dimensions->setRun(&m_lab->run(column), record ? experiments::hueOf(*record) : shown->family);
    QList<qint64> steps = shown->steps;
    std::reverse(steps.begin(), steps.end());
    m_time->setSteps(shown->uid, steps, m_lab->columns()[column].checkpoint());
    tellTime();
    updateLegend();
}

void LatentPage::takeMap(int column, MapMethod method)
{
    const LatentRows& rows = m_lab->run(column).rows();
    if (rows.step < 0) { // what was there could not stay
        m_panels[column]->map().setCursorImage({});
        m_panels[column]->map().setPath({});
    } else if (column == m_current && method == MapMethod::Pca) {
        m_time->setMap(rows.step, m_lab->run(column).map(method).positions, {rows.labels.begin(), rows.labels.end()});
    }
    takeSelection();
    updateLegend();
}

void LatentPage::updateLegend()
{
    if (m_current >= m_panels.size())
        return;
    const LatentRows& rows = m_lab->run(m_current).rows();
    const ScatterMap& map = m_panels[m_current]->map();
    if (m_colour->currentIndex() == 0 || map.valueRange().second <= map.valueRange().first) {
        QList<int> counts(rows.classes.size());
        for (const qint32 label : rows.labels)
            if (label >= 0 && label < counts.size())
                ++counts[label];
        m_classes->setClasses(rows.classes, counts);
    } else {
        m_classes->setScale(m_colour->currentText() + tr(" (nats)"), map.valueRange().first, map.valueRange().second);
    }
    m_classes->setPriorPossible(rows.hasPrior && canDecode());
    const int hidden = rows.count() - map.visibleCount();
    QString note = rows.count() == 0 ? QString()
                   : rows.classes.isEmpty()
                       ? tr("%1 of %2 codes.").arg(widgets::countText(rows.count()), widgets::countText(rows.total))
                       : tr("%1 of %2 codes, drawn from each class in proportion.")
                             .arg(widgets::countText(rows.count()), widgets::countText(rows.total));
    if (hidden > 0 && !map.positions().empty())
        note += QLatin1Char(' ') + tr("%1 hidden.").arg(widgets::countText(hidden));
    m_classes->setNote(note);
}

void LatentPage::takeSelection()
{
    for (int i = 0; i < m_panels.size(); ++i)
        m_panels[i]->map().setSelected(m_lab->selectedRows(i));
    if (m_current < m_panels.size())
        m_decoded->setSelection(m_lab->selectedRows(m_current), m_lab->selection());
}

void LatentPage::moveCursor(int column, QPointF place)
{
    setCurrent(column);
    m_decoded->setView(DecodedPanel::View::Cursor);
    ScatterMap& map = m_panels[column]->map();
    if (!canDecode()) { // no way back to codes
        const std::vector<QRgb> all(map.positions().size() / 2, 0xFFFFFFFF);
        const int row = widgets::pointAt(map.frame(), map.positions(), all, map.frame().toPixel(place), 1e9);
        showItem(column, row);
        return;
    }
    if (!m_isDragBegun) {
        m_drag.clear();
        m_decoded->beginDrag();
        m_isDragBegun = true;
    }
    const auto away = [&] {
        const QPointF step = map.frame().toPixel(place) - map.frame().toPixel(m_drag.last());
        return std::hypot(step.x(), step.y());
    };
    if (m_drag.isEmpty() || away() > kPathStep)
        m_drag.append(place);
    while (m_drag.size() > kLongestPath)
        m_drag.removeFirst();
    updatePath();
    m_lab->run(column).decodeAt(place);
}

void LatentPage::tellTime()
{
    if (!isVisible())
        return;
    PageTime time{.stops = m_lab->models().stops(m_lab->columns())};
    for (int column = 0; column < m_lab->count(); ++column)
        time.isBusy = time.isBusy || m_lab->run(column).isOpening();
    m_parts.board.time().setPage(this, time);
}

void LatentPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_lab->setActive(true);
    tellTime();
}

void LatentPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_lab->setActive(false);
    m_parts.board.time().leave(this);
}

} // namespace lb::gui
