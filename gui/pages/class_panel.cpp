#include "gui/pages/class_panel.h"

#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace lb::gui {

using widgets::TextSize;

ClassPanel::ClassPanel(const widgets::Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("classPanel"));
    setProperty("panel", true);
    setFixedWidth(156);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 8);
    column->setSpacing(4);
    m_list = new QTreeWidget(this);
    m_list->setObjectName(QStringLiteral("classList"));
    m_list->setAccessibleName(tr("Classes on the map"));
    m_list->setHeaderLabels({tr("Class"), tr("n")});
    m_list->setRootIsDecorated(false);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFont(theme.font(TextSize::Small));
    m_list->setToolTip(tr("A check shows a class on the map."));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_list, 1);
    m_scale = new QLabel(this);
    m_scale->setObjectName(QStringLiteral("mapScale"));
    m_scale->setFont(theme.font(TextSize::Small));
    m_scale->setWordWrap(true);
    m_scale->setContentsMargins(8, 8, 8, 0);
    m_scale->hide();
    column->addWidget(m_scale);
    m_prior =
        addBox("priorShown", tr("Prior N(0, I)"), tr("Rings at 1, 2 and 3 standard deviations of the prior."), true);
    connect(m_prior, &QCheckBox::toggled, this, &ClassPanel::priorToggled);
    connect(addBox("densityShown", tr("Density"), tr("How many codes are where, in place of points."), false),
            &QCheckBox::toggled, this, &ClassPanel::densityToggled);
    connect(
        addBox("pathShown", tr("Drag path"), tr("The way of the last drag, with the places that were decoded."), true),
        &QCheckBox::toggled, this, &ClassPanel::pathToggled);
    m_thumbnails =
        addBox("thumbnailsShown", tr("Pictures"),
               tr("Items as little pictures, as many as fit beside each other; of texts the first words."), false);
    connect(m_thumbnails, &QCheckBox::toggled, this, &ClassPanel::thumbnailsToggled);
    addSizes();
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("mapNote"));
    m_note->setProperty("muted", true);
    m_note->setFont(theme.font(TextSize::Tiny));
    m_note->setWordWrap(true);
    m_note->setContentsMargins(8, 8, 8, 0);
    column->addWidget(m_note);
    connect(m_list, &QTreeWidget::itemChanged, this, [this] { emit hiddenChanged(hidden()); });
    connect(&theme, &widgets::Theme::changed, this, &ClassPanel::updateIcons);
}

void ClassPanel::addSizes()
{
    m_size = new QComboBox(this);
    m_size->setObjectName(QStringLiteral("mapSize"));
    m_size->setProperty("compact", true);
    m_size->setFont(m_theme.font(TextSize::Small));
    m_size->setAccessibleName(tr("Codes on the map"));
    const QString help =
        tr("How many codes are on the map, drawn from each class in proportion. The axes of PCA are those "
           "of all codes of the split; t-SNE and UMAP take longer for more.");
    m_size->setToolTip(help);
    m_size->setWhatsThis(help);
    for (const int codes : {1000, 5000, 10'000, 30'000})
        m_size->addItem(tr("%1 codes").arg(widgets::countText(codes)), codes);
    m_size->addItem(tr("All codes"), 0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 6, 8, 0);
    row->addWidget(m_size);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(m_size, &QComboBox::activated, this, [this] { emit sizeChosen(m_size->currentData().toInt()); });
}

void ClassPanel::setSize(int codes)
{
    m_size->setCurrentIndex(m_size->findData(codes));
}

QCheckBox* ClassPanel::addBox(const char* name, const QString& text, const QString& toolTip, bool isChecked)
{
    auto* box = new QCheckBox(text, this);
    box->setObjectName(QLatin1String(name));
    box->setToolTip(toolTip);
    box->setWhatsThis(toolTip);
    box->setFont(m_theme.font(TextSize::Small));
    box->setChecked(isChecked);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 0, 4, 0);
    row->addWidget(box);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    return box;
}

bool ClassPanel::isPriorShown() const
{
    return m_prior->isChecked();
}

bool ClassPanel::areThumbnailsShown() const
{
    return m_thumbnails->isChecked();
}

void ClassPanel::setPriorPossible(bool possible)
{
    m_prior->setEnabled(possible);
}

void ClassPanel::setClasses(const QStringList& classes, const QList<int>& counts)
{
    const QList<int> before = hidden();
    const QSignalBlocker quiet(m_list);
    m_scale->hide();
    m_list->setVisible(!classes.isEmpty());
    if (classes == m_names && counts == m_counts)
        return; // a map that forms says so several times a second
    m_names = classes;
    m_counts = counts;
    m_list->clear();
    for (int i = 0; i < classes.size(); ++i) {
        auto* item = new QTreeWidgetItem(m_list, {classes[i], widgets::countText(counts.value(i))});
        item->setCheckState(0, before.contains(i) ? Qt::Unchecked : Qt::Checked);
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setToolTip(0, classes[i]);
    }
    updateIcons();
}

void ClassPanel::setScale(const QString& title, double low, double high)
{
    m_list->hide();
    m_scale->setText(
        tr("%1: pale %2 or less, strong %3 or more.").arg(title, widgets::valueText(low), widgets::valueText(high)));
    m_scale->show();
}

void ClassPanel::setNote(const QString& note)
{
    m_note->setText(note);
}

QList<int> ClassPanel::hidden() const
{
    QList<int> classes;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i)
        if (m_list->topLevelItem(i)->checkState(0) == Qt::Unchecked)
            classes.append(i);
    return classes;
}

void ClassPanel::updateIcons()
{
    const QSignalBlocker quiet(m_list);
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QPixmap dot(16, 16);
        dot.fill(Qt::transparent);
        QPainter painter(&dot);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.classColor(i));
        painter.drawEllipse(QPointF(8, 8), 4, 4);
        painter.end();
        m_list->topLevelItem(i)->setIcon(0, QIcon(dot));
    }
}

} // namespace lb::gui
