#include "gui/screenshot.h"

#include "gui/run_board.h"

#include <QCoreApplication>
#include <QPixmap>

#include <cstdio>

namespace lb::gui {

Screenshot::Screenshot(QWidget& window, RunBoard& board, const QString& file, int quietMs)
    : QObject(&window)
    , m_window(window)
    , m_file(file)
    , m_quietMs(quietMs)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Screenshot::take);
    connect(&board, &RunBoard::runRead, this, [this] {
        if (m_sinceStart.elapsed() < 10 * m_quietMs)
            m_timer.start(m_quietMs);
    });
    m_sinceStart.start();
    m_timer.start(m_quietMs);
}

void Screenshot::take()
{
    const bool written = m_window.grab().save(m_file);
    if (!written)
        std::fprintf(stderr, "The picture %s cannot be written. Name a .png file in a folder that exists.\n",
                     qPrintable(m_file));
    QCoreApplication::exit(written ? 0 : 1);
}

} // namespace lb::gui
