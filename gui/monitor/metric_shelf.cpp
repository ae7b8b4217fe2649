#include "gui/monitor/metric_shelf.h"

#include "gui/monitor/metric_list_model.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace lb::gui {

using widgets::TextSize;

namespace {

constexpr int kWidth = 216;

} // namespace

/// Finds metrics by words of their titles and names.
class MetricFilter : public QSortFilterProxyModel {
public:
    explicit MetricFilter(QObject* parent)
        : QSortFilterProxyModel(parent)
    {
        setRecursiveFilteringEnabled(true);
    }
    void setText(const QString& text)
    {
        m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override
    {
        const QModelIndex index = sourceModel()->index(row, 0, parent);
        const QString name = index.data(MetricListModel::MetricRole).toString();
        if (name.isEmpty())
            return false; // a heading stays with what stands under it
        const QString all = name + QLatin1Char(' ') + index.data().toString();
        return std::all_of(m_words.cbegin(), m_words.cend(),
                           [&all](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
    }

private:
    QStringList m_words;
};

MetricShelf::MetricShelf(const widgets::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new MetricListModel(this))
    , m_filtered(new MetricFilter(this))
{
    setObjectName(QStringLiteral("metricShelf"));
    setAccessibleName(tr("Metrics"));
    setFixedWidth(kWidth);
    m_filtered->setSourceModel(m_model);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    buildHeader();
    buildList();
    buildTarget();
    updateButton();
}

void MetricShelf::buildHeader()
{
    auto* row = new QHBoxLayout;
    auto* title = new QLabel(tr("Metrics"), this);
    title->setFont(m_theme.font(TextSize::Small, true));
    auto* close = new QToolButton(this);
    close->setObjectName(QStringLiteral("closeMetricShelf"));
    close->setIcon(m_theme.icon(QStringLiteral("close"), widgets::ColorRole::Muted));
    close->setIconSize(QSize(14, 14));
    close->setFixedSize(24, 24);
    close->setProperty("iconOnly", true);
    close->setToolTip(tr("Hides the list of metrics."));
    close->setAccessibleName(close->toolTip());
    connect(close, &QToolButton::clicked, this, &MetricShelf::closeRequested);
    auto* make = new QPushButton(tr("New…"), this);
    make->setObjectName(QStringLiteral("newMetric"));
    make->setProperty("compact", true);
    make->setToolTip(tr("Makes a metric of others, such as reconstruction + 4 * kl."));
    make->setWhatsThis(make->toolTip());
    make->setAccessibleName(tr("New metric"));
    connect(make, &QPushButton::clicked, this, [this] { emit ownRequested({}); });
    row->addWidget(title);
    row->addStretch(1);
    row->addWidget(make);
    row->addWidget(close);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(QStringLiteral("metricFilter"));
    m_filter->setPlaceholderText(tr("Find a metric"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->setToolTip(tr("Words of its title or name: \"kl\", \"validation elbo\". Down goes to the list."));
    m_filter->installEventFilter(this);
    connect(m_filter, &QLineEdit::textChanged, this, &MetricShelf::filter);
    layout()->addWidget(m_filter);
}

void MetricShelf::buildList()
{
    m_list = new QTreeView(this);
    m_list->setObjectName(QStringLiteral("metricList"));
    m_list->setAccessibleName(tr("All metrics of the shown runs"));
    m_list->setToolTip(tr("Drag a metric onto a plot, or press Enter to add it to the plot below."));
    m_list->setModel(m_filtered);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setItemsExpandable(false);
    m_list->setIndentation(10);
    m_list->setUniformRowHeights(true);
    m_list->setDragEnabled(true);
    m_list->setDragDropMode(QAbstractItemView::DragOnly);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setFont(m_theme.font(TextSize::Small));
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->installEventFilter(this);
    connect(m_filtered, &QAbstractItemModel::rowsInserted, m_list, [this] { m_list->expandAll(); });
    connect(m_list, &QTreeView::doubleClicked, this, &MetricShelf::add);
    connect(m_list, &QTreeView::customContextMenuRequested, this, &MetricShelf::showMenu);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &MetricShelf::updateButton);
    static_cast<QVBoxLayout*>(layout())->addWidget(m_list, 1);
}

void MetricShelf::buildTarget()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    m_target = new QComboBox(this);
    m_target->setObjectName(QStringLiteral("metricTarget"));
    m_target->setAccessibleName(tr("Plot"));
    m_target->setToolTip(tr("The plot to which Enter adds a metric."));
    m_target->setFont(m_theme.font(TextSize::Small));
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_add = new QPushButton(tr("Add"), this);
    m_add->setObjectName(QStringLiteral("addMetric"));
    m_add->setToolTip(tr("Adds the chosen metric to this plot."));
    connect(m_add, &QPushButton::clicked, this, [this] { add(m_list->currentIndex()); });
    row->addWidget(m_target, 1);
    row->addWidget(m_add);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

void MetricShelf::setMetrics(const QStringList& metrics)
{
    m_model->setMetrics(metrics);
}

void MetricShelf::setExpressions(const QHash<QString, QString>& expressions)
{
    m_expressions = expressions;
    m_model->setExpressions(expressions);
}

void MetricShelf::setPlots(const QList<PlotTarget>& plots, const QStringList& metrics)
{
    m_model->setShown(metrics);
    const QString chosen = m_target->currentData().toString();
    m_target->clear();
    for (const auto& [id, title] : plots)
        m_target->addItem(title, id);
    m_target->addItem(tr("New plot"), QString());
    m_target->setCurrentIndex(std::max(0, m_target->findData(chosen)));
}

void MetricShelf::setTarget(const QString& plot)
{
    if (const int row = m_target->findData(plot); row >= 0)
        m_target->setCurrentIndex(row);
}

void MetricShelf::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void MetricShelf::filter(const QString& text)
{
    m_filtered->setText(text);
    m_list->expandAll();
    // What is found first can be added by Enter at once.
    const QModelIndex first = m_filtered->index(0, 0, m_filtered->index(0, 0));
    m_list->setCurrentIndex(text.isEmpty() ? QModelIndex() : first);
    updateButton();
}

QString MetricShelf::current() const
{
    return m_list->currentIndex().data(MetricListModel::MetricRole).toString();
}

void MetricShelf::updateButton()
{
    m_add->setEnabled(!current().isEmpty());
}

void MetricShelf::add(const QModelIndex& index)
{
    if (const QString metric = index.data(MetricListModel::MetricRole).toString(); !metric.isEmpty())
        emit addRequested(metric, m_target->currentData().toString());
}

void MetricShelf::showMenu(const QPoint& position)
{
    const QString metric = current();
    if (metric.isEmpty())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("metricMenu"));
    QMenu* plots = menu->addMenu(tr("Add to plot"));
    for (int i = 0; i < m_target->count(); ++i)
        plots->addAction(m_target->itemText(i), this,
                         [this, metric, id = m_target->itemData(i).toString()] { emit addRequested(metric, id); });
    if (m_expressions.contains(metric)) {
        menu->addSeparator();
        menu->addAction(tr("Change…"), this, [this, metric] { emit ownRequested(metric); })
            ->setObjectName(QStringLiteral("changeMetric"));
        menu->addAction(tr("Delete"), this, [this, metric] { emit removeRequested(metric); })
            ->setObjectName(QStringLiteral("deleteMetric"));
    }
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

bool MetricShelf::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (isEnter && !current().isEmpty()) {
        add(m_list->currentIndex());
        return true;
    }
    if (watched == m_filter && key == Qt::Key_Down) {
        if (current().isEmpty())
            m_list->setCurrentIndex(m_filtered->index(0, 0, m_filtered->index(0, 0)));
        m_list->setFocus();
        return true;
    }
    if (key == Qt::Key_Escape) {
        if (m_filter->text().isEmpty())
            emit closeRequested();
        m_filter->clear();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lb::gui
