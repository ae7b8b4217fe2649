<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>lb::widgets::HeatMapPlot</name>
    <message numerus="yes">
        <source>%1: %2 %3 in %n dimensions</source>
        <comment>run, sum, unit</comment>
        <translation>
            <numerusform>%1: %2 %3 in %n dimension</numerusform>
            <numerusform>%1: %2 %3 in %n dimensions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::widgets::ItemImageGrid</name>
    <message numerus="yes">
        <source>Prior samples, the same %n codes z ~ N(0, I)</source>
        <translation>
            <numerusform>Prior samples, the same %n code z ~ N(0, I)</numerusform>
            <numerusform>Prior samples, the same %n codes z ~ N(0, I)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::widgets::ItemStripView</name>
    <message numerus="yes">
        <source>Same %n validation items</source>
        <translation>
            <numerusform>Same %n validation item</numerusform>
            <numerusform>Same %n validation items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::widgets::LogView</name>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n lines</source>
        <translation>
            <numerusform>%1 of %n line</numerusform>
            <numerusform>%1 of %n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::widgets::RunStateStyle</name>
    <message numerus="yes">
        <source>%n epochs</source>
        <translation>
            <numerusform>%n epoch</numerusform>
            <numerusform>%n epochs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::widgets::RunTreeModel</name>
    <message numerus="yes">
        <source>%1, %n runs</source>
        <translation>
            <numerusform>%1, %n run</numerusform>
            <numerusform>%1, %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::gui::CompareBar</name>
    <message numerus="yes">
        <source>%1, %2 of %n runs</source>
        <translation>
            <numerusform>%1, %2 of %n run</numerusform>
            <numerusform>%1, %2 of %n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n groups</source>
        <translation>
            <numerusform>%n group</numerusform>
            <numerusform>%n groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, reading %n more</source>
        <translation>
            <numerusform>, reading %n more</numerusform>
            <numerusform>, reading %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::gui::DiffSheet</name>
    <message numerus="yes">
        <source>%n settings differ</source>
        <translation>
            <numerusform>%n setting differs</numerusform>
            <numerusform>%n settings differ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::gui::ParallelSheet</name>
    <message numerus="yes">
        <source>%n axes</source>
        <translation>
            <numerusform>%n axis</numerusform>
            <numerusform>%n axes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n runs inside the brush</source>
        <translation>
            <numerusform>%1 of %n run inside the brush</numerusform>
            <numerusform>%1 of %n runs inside the brush</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::gui::PlaneSheet</name>
    <message numerus="yes">
        <source>%n runs without both values</source>
        <translation>
            <numerusform>%n run without both values</numerusform>
            <numerusform>%n runs without both values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::widgets::PlanePlot</name>
    <message numerus="yes">
        <source>%1 against %2, %n points.</source>
        <translation>
            <numerusform>%1 against %2, %n point.</numerusform>
            <numerusform>%1 against %2, %n points.</numerusform>
        </translation>
    </message>
</context>
</TS>
