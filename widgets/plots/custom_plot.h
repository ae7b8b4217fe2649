#pragma once

// QCustomPlot's header uses Qt's foreach, which this project builds without. Only .cpp files and private headers of
// this folder may include this.
#define foreach(variable, container) for (variable : container)
#include <qcustomplot.h>
#undef foreach
