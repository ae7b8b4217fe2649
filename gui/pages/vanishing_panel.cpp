#include "gui/pages/vanishing_panel.h"

#include "gui/pages/vanishing_bars.h"
#include "gui/run_board.h"
#include "widgets/tables/tile_strip.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace lb::gui {

using experiments::ItemStrip;
using experiments::RunRecord;
using widgets::TextSize;

namespace {

constexpr int kWidth = 312; // beside it two columns of plots fit into a window of 1,440 pixels
constexpr int kMargin = 12;
constexpr int kPicture = 44; // pixels

/// Mean distance of the pictures' bytes from the mean picture.
double spreadOf(const QList<QByteArray>& pictures)
{
    if (pictures.size() < 2)
        return 0;
    double sum = 0;
    const qsizetype bytes = pictures.first().size();
    for (qsizetype i = 0; i < bytes; ++i) {
        double mean = 0;
        for (const QByteArray& picture : pictures)
            mean += static_cast<uchar>(picture.at(i));
        mean /= static_cast<double>(pictures.size());
        for (const QByteArray& picture : pictures)
            sum += std::abs(static_cast<uchar>(picture.at(i)) - mean);
    }
    return sum / static_cast<double>(bytes * pictures.size());
}

QLabel* paragraph(QWidget* parent, const QString& text = {})
{
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

QString alikeWords(const ItemStrip& strip)
{
    const qsizetype count = std::min<qsizetype>(strip.items.size(), VanishingPanel::kMostItems);
    if (count < 2)
        return {};
    if (strip.width > 0) {
        QList<QByteArray> inputs;
        QList<QByteArray> outputs;
        const qsizetype bytes = qsizetype(strip.width) * strip.height;
        for (const ItemStrip::Item& item : strip.items.mid(0, count)) {
            if (item.inputImage.size() != bytes || item.outputImage.size() != bytes)
                continue;
            inputs.append(item.inputImage);
            outputs.append(item.outputImage);
        }
        const double spread = spreadOf(inputs);
        return spread > 0 ? VanishingPanel::tr("The reconstructions differ by %1 % of what the inputs do.")
                                .arg(qRound(100 * spreadOf(outputs) / spread))
                          : QString();
    }
    QSet<QString> outputs;
    for (const ItemStrip::Item& item : strip.items.mid(0, count))
        outputs.insert(item.output);
    const auto different = static_cast<int>(outputs.size());
    return different == 1
               ? VanishingPanel::tr("%n input(s), all with the same reconstruction.", nullptr, int(count))
               : VanishingPanel::tr("%n input(s), %1 different reconstructions.", nullptr, int(count)).arg(different);
}

VanishingPanel::VanishingPanel(const widgets::Theme& theme, RunBoard& board, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_board(board)
{
    setObjectName(QStringLiteral("vanishingPanel"));
    setAccessibleName(tr("Why KL has vanished"));
    setProperty("panel", true);
    setFixedWidth(kWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    buildHeader(*column);
    buildBody(*column);
    connect(&board, &RunBoard::runRead, this, [this](const QString& uid) {
        if (uid == m_uid)
            takeRun();
    });
    connect(&board, &RunBoard::shownChanged, this, [this] {
        if (!m_board.isShown(m_uid))
            leave();
    });
    hide();
}

void VanishingPanel::buildHeader(QVBoxLayout& column)
{
    auto* header = new QFrame(this);
    header->setProperty("panelHeader", true);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(kMargin, 4, 4, 4);
    m_title = new QLabel(header);
    m_title->setObjectName(QStringLiteral("vanishingTitle"));
    m_title->setFont(m_theme.font(TextSize::Small, true));
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_title, 1);
    auto* close = new QToolButton(header);
    close->setObjectName(QStringLiteral("closeVanishing"));
    close->setIcon(m_theme.icon(QStringLiteral("close"), widgets::ColorRole::Muted));
    close->setIconSize(QSize(14, 14));
    close->setFixedSize(24, 24);
    close->setProperty("iconOnly", true);
    close->setToolTip(tr("Closes this panel."));
    close->setWhatsThis(close->toolTip());
    close->setAccessibleName(close->toolTip());
    connect(close, &QToolButton::clicked, this, &VanishingPanel::leave);
    row->addWidget(close);
    column.addWidget(header);
}

void VanishingPanel::buildBody(QVBoxLayout& column)
{
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("vanishingScroll"));
    scroll->setFrameShape(NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* body = new QWidget(scroll);
    m_body = new QVBoxLayout(body);
    m_body->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    m_body->setSpacing(kMargin);
    m_since = paragraph(body);
    m_body->addWidget(m_since);
    m_numbers = new QGridLayout;
    m_numbers->setHorizontalSpacing(kMargin);
    m_numbers->setColumnStretch(2, 1);
    addNumber(0, tr("KL"), "vanishingKl",
              tr("says something from about %1 nat on").arg(widgets::numberText(kInformativeKl, 0)));
    addNumber(1, tr("Active units"), "vanishingUnits", tr("a unit's mean varies by more than 0.01"));
    addNumber(2, tr("Decoder use"), "vanishingGap",
              tr("ignored below %1, used again from %2 nats")
                  .arg(widgets::numberText(kIgnoredBelow, 1), widgets::numberText(kRecoveredFrom, 1)));
    m_body->addLayout(m_numbers);
    m_alike = paragraph(body);
    m_alike->setObjectName(QStringLiteral("vanishingAlike"));
    m_alike->setFont(m_theme.font(TextSize::Small, true));
    m_body->addWidget(m_alike);
    m_items = new QWidget(body);
    m_body->addWidget(m_items);
    m_body->addWidget(paragraph(
        body, tr("The decoder does well without the code, so the training stops paying for it: each nat of KL costs a "
                 "nat of the bound and brings nothing. Decoder use is what is lost when every item gets another item's "
                 "code. Near zero, all inputs are answered alike, whatever KL says.")));
    m_remedies = new QVBoxLayout;
    m_remedies->setSpacing(6);
    m_body->addLayout(m_remedies);
    auto* more = new QPushButton(tr("Read more"), body);
    more->setObjectName(QStringLiteral("readVanishingMore"));
    more->setToolTip(tr("What KL vanishing is, and what helps."));
    more->setWhatsThis(more->toolTip());
    connect(more, &QPushButton::clicked, this, &VanishingPanel::readingRequested);
    m_body->addWidget(more, 0, Qt::AlignLeft);
    m_body->addStretch(1);
    scroll->setWidget(body);
    column.addWidget(scroll, 1);
}

void VanishingPanel::addNumber(int row, const QString& what, const char* name, const QString& limit)
{
    auto* value = new QLabel(this);
    value->setObjectName(QLatin1String(name));
    value->setFont(m_theme.font(TextSize::Body, true));
    m_values.append(value);
    QLabel* words = paragraph(this, limit);
    words->setProperty("muted", true);
    words->setFont(m_theme.font(TextSize::Small));
    m_numbers->addWidget(new QLabel(what, this), row, 0, Qt::AlignTop);
    m_numbers->addWidget(value, row, 1, Qt::AlignTop);
    m_numbers->addWidget(words, row, 2);
}

void VanishingPanel::showRun(const QString& uid)
{
    m_uid = uid;
    m_itemStep = -1;
    while (QLayoutItem* item = m_remedies->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    const RunRecord* run = m_board.run(uid);
    if (!run)
        return leave();
    for (const Remedy remedy : offeredRemedies(*run)) {
        auto* button = new QPushButton(remedyTitle(remedy), this);
        button->setObjectName(QStringLiteral("panelRemedy%1").arg(static_cast<int>(remedy)));
        button->setToolTip(tr("Shows the one change, then starts a fork of %1.").arg(run->name));
        button->setWhatsThis(button->toolTip());
        connect(button, &QPushButton::clicked, this, [this, remedy] { emit remedyRequested(m_uid, remedy); });
        m_remedies->addWidget(button);
    }
    takeRun();
    show();
}

void VanishingPanel::leave()
{
    m_uid.clear();
    hide();
}

void VanishingPanel::takeRun()
{
    const RunRecord* run = m_board.run(m_uid);
    if (!run)
        return leave();
    const RunHistory& history = m_board.history(m_uid);
    const auto news = vanishingNews(history);
    const auto now = [&history](const char* metric, double before) {
        return history.last.value(QLatin1String(metric), before);
    };
    m_title->setText(tr("Why? %1").arg(run->name));
    m_title->setToolTip(m_title->text());
    m_since->setText(news ? tr("The decoder ignores the code since step %1.").arg(widgets::countText(news->step))
                          : tr("The decoder uses the code again."));
    const qint64 size = run->theory.value(QLatin1String("latent_size")).toInteger();
    const QString units =
        widgets::countText(qRound64(now("validation/active_units", news ? double(news->activeUnits) : 0)));
    m_values.at(0)->setText(tr("%1 nats").arg(widgets::numberText(now("validation/kl", news ? news->kl : 0), 2)));
    m_values.at(1)->setText(size > 0 ? tr("%1 of %2").arg(units).arg(size) : units);
    m_values.at(2)->setText(
        tr("%1 nats").arg(widgets::numberText(now("validation/shuffle_gap", news ? news->shuffleGap : 0), 2)));
    takeItems();
}

void VanishingPanel::takeItems()
{
    const auto& strip = m_board.history(m_uid).strip;
    if (strip && strip->step == m_itemStep)
        return;
    auto* items = new QWidget(this);
    auto* grid = new QGridLayout(items);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(6);
    m_alike->setText(strip ? alikeWords(*strip) : tr("No items have been decoded yet; each validation does it."));
    if (strip) {
        m_itemStep = strip->step;
        grid->addWidget(new QLabel(tr("Input"), items), 0, 0);
        grid->addWidget(new QLabel(tr("Given back at step %1").arg(widgets::countText(strip->step)), items), 0, 1);
        for (int i = 0; i < std::min<int>(int(strip->items.size()), kMostItems); ++i) {
            grid->addWidget(itemView(*strip, true, i), i + 1, 0, Qt::AlignTop);
            grid->addWidget(itemView(*strip, false, i), i + 1, 1, Qt::AlignTop);
        }
        grid->setColumnStretch(0, 1);
        grid->setColumnStretch(1, 1);
    }
    delete m_body->replaceWidget(m_items, items);
    m_items->deleteLater();
    m_items = items;
}

QWidget* VanishingPanel::itemView(const ItemStrip& strip, bool isInput, int item)
{
    const ItemStrip::Item& shown = strip.items.at(item);
    if (strip.width <= 0) {
        QLabel* text = paragraph(this, isInput ? shown.input : shown.output);
        text->setFont(m_theme.font(TextSize::Small));
        text->setObjectName(QStringLiteral("vanishing%1%2")
                                .arg(isInput ? QStringLiteral("Input") : QStringLiteral("Output"))
                                .arg(item));
        return text;
    }
    auto* label = new QLabel(this);
    const QByteArray& bytes = isInput ? shown.inputImage : shown.outputImage;
    if (bytes.size() == qsizetype(strip.width) * strip.height) {
        const QImage image(reinterpret_cast<const uchar*>(bytes.constData()), strip.width, strip.height, strip.width,
                           QImage::Format_Grayscale8);
        QPixmap picture = QPixmap::fromImage(
            widgets::themedGrey(image, m_theme).scaledToHeight(qRound(kPicture * devicePixelRatioF())));
        picture.setDevicePixelRatio(devicePixelRatioF());
        label->setPixmap(picture);
    }
    label->setAccessibleName(isInput ? tr("Input %1").arg(item + 1) : tr("Reconstruction %1").arg(item + 1));
    return label;
}

} // namespace lb::gui
