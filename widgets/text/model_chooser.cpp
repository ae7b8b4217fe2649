#include "widgets/text/model_chooser.h"

#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace lb::widgets {

namespace {

QIcon swatchOf(const Theme& theme, const PlotRun& run, double ratio)
{
    constexpr QSize kSize(16, 16);
    QPixmap pixmap(kSize * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setPen(theme.runPen(run.family, run.dashSeed(), 2));
    painter.drawLine(0, kSize.height() / 2, kSize.width(), kSize.height() / 2);
    return QIcon(pixmap);
}

} // namespace

ModelChooser::ModelChooser(const Theme& theme, int column, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_run(new QComboBox(this))
    , m_step(new QComboBox(this))
    , m_remove(new QToolButton(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    const auto name = [column](const char* what) { return QLatin1String(what) + QString::number(column); };
    m_step->setPlaceholderText(tr("none yet"));
    m_run->setObjectName(name("model"));
    m_run->setAccessibleName(tr("Model %1").arg(column + 1));
    m_run->setToolTip(tr("The run that writes. Runs with a text model and a checkpoint are listed."));
    m_step->setObjectName(name("checkpoint"));
    m_step->setAccessibleName(tr("Checkpoint of model %1").arg(column + 1));
    m_step->setToolTip(tr("Which weights write. “Newest” is looked up at each prompt, also while the run trains."));
    for (QComboBox* box : {m_run, m_step}) {
        box->setWhatsThis(box->toolTip());
        box->setFont(theme.font(TextSize::Small));
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        box->setMinimumWidth(64); // with four models in a narrow window names are cut short
        box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        row->addWidget(box);
    }
    m_remove->setObjectName(name("removeModel"));
    m_remove->setIcon(theme.icon(QStringLiteral("close")));
    m_remove->setIconSize({12, 12});
    m_remove->setToolTip(tr("Takes this model out of the comparison."));
    m_remove->setAccessibleName(m_remove->toolTip());
    m_remove->setFixedSize(22, 24);
    row->addWidget(m_remove);
    connect(m_run, &QComboBox::activated, this, [this] {
        fillSteps(-1);
        emit chosen(m_run->currentData().toString(), m_step->currentData().toLongLong());
    });
    connect(m_step, &QComboBox::activated, this,
            [this] { emit chosen(m_run->currentData().toString(), m_step->currentData().toLongLong()); });
    connect(m_remove, &QToolButton::clicked, this, &ModelChooser::removeClicked);
    connect(&theme, &Theme::changed, this, [this] {
        for (int i = 0; i < m_run->count(); ++i)
            m_run->setItemIcon(i, swatchOf(m_theme, m_models[i].run, devicePixelRatioF()));
    });
}

void ModelChooser::setModels(const QList<ModelItem>& models)
{
    if (models == m_models)
        return;
    m_models = models;
    const QString chosen = m_run->currentData().toString();
    const qint64 step = m_step->currentIndex() >= 0 ? m_step->currentData().toLongLong() : -1;
    m_run->clear();
    for (const ModelItem& model : models)
        m_run->addItem(swatchOf(m_theme, model.run, devicePixelRatioF()), model.run.name, model.run.uid);
    setChoice(chosen, step);
}

void ModelChooser::setChoice(const QString& uid, qint64 step)
{
    m_run->setCurrentIndex(std::max(0, m_run->findData(uid)));
    fillSteps(step);
}

void ModelChooser::fillSteps(qint64 step)
{
    const int index = m_run->currentIndex();
    m_step->clear();
    if (index < 0)
        return;
    const ModelItem& model = m_models[index];
    const QString newest = model.steps.isEmpty() ? QString() : countText(model.steps.first());
    m_step->addItem(model.isAtWork ? tr("Newest (%1, training)").arg(newest) : tr("Newest (%1)").arg(newest), -1);
    for (const qint64 known : model.steps)
        m_step->addItem(countText(known), known);
    m_step->setCurrentIndex(m_step->findData(step));
}

void ModelChooser::setRemovable(bool removable)
{
    m_remove->setVisible(removable);
}

} // namespace lb::widgets
