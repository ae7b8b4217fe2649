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
</TS>
