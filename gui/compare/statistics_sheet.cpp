#include "gui/compare/statistics_sheet.h"

#include "experiments/records/claim.h"
#include "experiments/records/metric_names.h"
#include "gui/compare/compare_table.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>

namespace lb::gui {

using experiments::Claim;
using experiments::Interval;
using experiments::kFewestForStatistics;
using widgets::deltaText;
using widgets::kNoValue;
using widgets::numberText;
using widgets::valueText;

namespace {

QString intervalText(const Interval& interval)
{
    return QStringLiteral("%1 … %2").arg(valueText(interval.low), valueText(interval.high));
}

/// Takes the texts of a row; items that stay the same are left alone, so that a live run does not disturb the reader.
void setRow(QStandardItemModel& model, int row, const QStringList& texts)
{
    for (int column = 0; column < texts.size(); ++column) {
        QStandardItem* item = model.item(row, column);
        if (!item) {
            item = new QStandardItem;
            item->setEditable(false);
            item->setTextAlignment(Qt::AlignVCenter | (column == 0 ? Qt::AlignLeft : Qt::AlignRight));
            model.setItem(row, column, item);
        }
        if (item->text() != texts[column])
            item->setText(texts[column]);
    }
}

void setHeader(QStandardItemModel& model, const QStringList& titles)
{
    model.setColumnCount(static_cast<int>(titles.size()));
    for (int i = 0; i < titles.size(); ++i)
        if (model.headerData(i, Qt::Horizontal).toString() != titles[i])
            model.setHeaderData(i, Qt::Horizontal, titles[i]);
}

} // namespace

StatisticsSheet::StatisticsSheet(const widgets::Theme& theme, QWidget* parent)
    : CompareSheet(theme, parent)
    , m_metric(addChoice("statisticsMetric", {}, tr("Metric of the statistics")))
    , m_groups(new QStandardItemModel(this))
    , m_pairs(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("statisticsSheet"));
    m_metric->setMinimumContentsLength(16);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_groupTable = addTable("statisticsTable", tr("Groups of seeds and their statistics"), m_groups);
    column->addWidget(m_groupTable, 3);
    m_pairTitle = new QLabel(this);
    m_pairTitle->setObjectName(QStringLiteral("pairedTitle"));
    m_pairTitle->setFont(theme.font(widgets::TextSize::Small, true));
    m_pairTitle->setContentsMargins(10, 6, 10, 4);
    m_pairTitle->setWordWrap(true);
    column->addWidget(m_pairTitle);
    m_pairTable = addTable("pairedTable", tr("Differences per seed"), m_pairs);
    column->addWidget(m_pairTable, 2);
    m_sentence = new QLabel(this);
    m_sentence->setObjectName(QStringLiteral("statisticsSentence"));
    m_sentence->setFont(theme.font(widgets::TextSize::Small));
    m_sentence->setContentsMargins(10, 6, 10, 6);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    column->addWidget(m_sentence);
    connect(m_metric, &QComboBox::activated, this, [this] {
        emit metricWanted(chosen(m_metric));
        takeScene();
    });
    connect(m_groupTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) {
                const QString key = index.siblingAtColumn(0).data(Qt::UserRole).toString();
                if (m_groupTable->hasFocus() && !key.isEmpty())
                    emit currentRequested(key);
            });
}

QTableView* StatisticsSheet::addTable(const char* name, const QString& accessibleName, QStandardItemModel* model)
{
    auto* table = new QTableView(this);
    table->setObjectName(QLatin1String(name));
    table->setAccessibleName(accessibleName);
    table->setWhatsThis(accessibleName);
    table->setModel(model);
    table->setFont(theme().font(widgets::TextSize::Small));
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(24);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setHighlightSections(false);
    return table;
}

const CompareGroup* StatisticsSheet::currentGroup() const
{
    if (const CompareGroup* group = scene().group(scene().current))
        return group;
    return scene().groupOf(scene().current);
}

void StatisticsSheet::takeScene()
{
    fillMetrics(
        m_metric,
        {QStringLiteral("test/iw_nll"), QStringLiteral("validation/elbo"), QStringLiteral("validation/reconstruction")},
        false);
    const QString metric = chosen(m_metric);
    fillGroups(metric);
    fillPairs(metric);
    say(metric);
    const CompareGroup* base = scene().baseline();
    setDetail(base ? tr("against %1").arg(base->name) : tr("no baseline pinned"));
}

void StatisticsSheet::fillGroups(const QString& metric)
{
    setHeader(*m_groups, {tr("Group"), tr("n"), tr("Mean"), tr("Std"), tr("95 % CI"), tr("Difference"),
                          tr("95 % CI of it"), tr("Welch t"), tr("p"), tr("Hedges’ g")});
    const QList<CompareGroup> groups = scene().shownGroups();
    m_groups->setRowCount(static_cast<int>(groups.size()));
    for (int i = 0; i < groups.size(); ++i) {
        const CompareGroup& group = groups[i];
        const Claim claim = claimOf(scene(), group, metric);
        const bool isEnough = claim.group.n >= kFewestForStatistics;
        QStringList texts{group.name, widgets::countText(claim.group.n),
                          claim.group.n > 0 ? valueText(claim.group.mean) : kNoValue,
                          claim.group.n > 1 ? valueText(claim.group.deviation) : kNoValue,
                          isEnough ? intervalText(*claim.group.confidence) : tr("n < %1").arg(kFewestForStatistics)};
        const bool isBase = scene().baseline() && group.key == scene().baseline()->key;
        const bool hasDifference = claim.base.n > 0 && claim.group.n > 0 && !isBase;
        texts.append(isBase          ? tr("baseline")
                     : hasDifference ? deltaText(claim.group.mean - claim.base.mean)
                                     : kNoValue);
        if (claim.welch && !isBase)
            texts += {intervalText(claim.welch->confidence), numberText(claim.welch->t, 2),
                      probabilityText(claim.welch->p), claim.effect ? numberText(*claim.effect, 2) : kNoValue};
        else
            texts += {kNoValue, kNoValue, kNoValue, kNoValue};
        setRow(*m_groups, i, texts);
        m_groups->item(i, 0)->setData(group.key, Qt::UserRole);
    }
}

void StatisticsSheet::fillPairs(const QString& metric)
{
    const CompareGroup* base = scene().baseline();
    QList<std::pair<QString, Claim>> claims;
    std::vector<qint64> seeds;
    for (const CompareGroup& group : scene().shownGroups()) {
        if (!base || group.key == base->key)
            continue;
        Claim claim = claimOf(scene(), group, metric);
        if (claim.seeds.empty())
            continue;
        for (const qint64 seed : claim.seeds)
            if (std::find(seeds.begin(), seeds.end(), seed) == seeds.end())
                seeds.push_back(seed);
        claims.append({group.name, std::move(claim)});
    }
    std::sort(seeds.begin(), seeds.end());
    m_pairTable->setVisible(!claims.isEmpty());
    m_pairTitle->setText(claims.isEmpty()
                             ? tr("No run shares seed and batches with one of the baseline, so there are no "
                                  "paired differences.")
                             : tr("Differences per seed, same batches: %1").arg(metricTitle(metric)));
    m_pairTitle->setVisible(base != nullptr);
    QStringList titles{tr("Group")};
    for (const qint64 seed : seeds)
        titles.append(tr("seed %1").arg(seed));
    titles += {tr("Mean"), tr("95 % CI"), tr("paired t"), tr("p")};
    setHeader(*m_pairs, titles);
    m_pairs->setRowCount(static_cast<int>(claims.size()));
    for (int i = 0; i < claims.size(); ++i) {
        const auto& [name, claim] = claims[i];
        QStringList texts{name};
        for (const qint64 seed : seeds) {
            const auto at = std::find(claim.seeds.begin(), claim.seeds.end(), seed);
            const double difference = at == claim.seeds.end()
                                          ? qQNaN()
                                          : claim.differences[static_cast<std::size_t>(at - claim.seeds.begin())];
            texts.append(std::isnan(difference) ? kNoValue : deltaText(difference));
        }
        const experiments::Summary summary = experiments::summarise(claim.differences);
        texts.append(summary.n > 0 ? deltaText(summary.mean) : kNoValue);
        if (claim.paired)
            texts += {intervalText(claim.paired->confidence), numberText(claim.paired->t, 2),
                      probabilityText(claim.paired->p)};
        else
            texts += {tr("n < %1").arg(kFewestForStatistics), kNoValue, kNoValue};
        setRow(*m_pairs, i, texts);
    }
}

void StatisticsSheet::say(const QString& metric)
{
    const CompareGroup* group = currentGroup();
    if (!group) {
        m_sentence->setText(tr("Choose a group above to read what its numbers say."));
        return;
    }
    const ClaimWords words = claimWords(scene(), *group, metric);
    m_sentence->setText(QStringList{words.subject, words.claim + QLatin1Char('.'), words.test}.join(QLatin1Char(' ')));
}

} // namespace lb::gui
