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
        <source>%1, %n runs, %2</source>
        <translation>
            <numerusform>%1, %n run, %2</numerusform>
            <numerusform>%1, %n runs, %2</numerusform>
        </translation>
    </message>
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
<context>
    <name>lb::gui::CommandSearch</name>
    <message numerus="yes">
        <source>%n more; more letters find them.</source>
        <translation>
            <numerusform>%n more; more letters find it.</numerusform>
            <numerusform>%n more; more letters find them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::gui::EvaluateDialog</name>
    <message numerus="yes">
        <source>Evaluate %n runs</source>
        <translation>
            <numerusform>Evaluate %n run</numerusform>
            <numerusform>Evaluate %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::gui::ExportRunsDialog</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::gui::FlightDialog</name>
    <message numerus="yes">
        <source>All numbers of the last %n steps are finite.</source>
        <translation>
            <numerusform>All numbers of the last %n step are finite.</numerusform>
            <numerusform>All numbers of the last %n steps are finite.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::gui::MainWindow</name>
    <message numerus="yes">
        <source>All %n metrics at all steps.</source>
        <translation>
            <numerusform>The %n metric at all steps.</numerusform>
            <numerusform>All %n metrics at all steps.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs were moved to the trash.</source>
        <translation>
            <numerusform>%n run was moved to the trash.</numerusform>
            <numerusform>%n runs were moved to the trash.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs were evaluated.</source>
        <translation>
            <numerusform>%n run was evaluated.</numerusform>
            <numerusform>%n runs were evaluated.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n checkpoints were deleted.</source>
        <translation>
            <numerusform>%n checkpoint was deleted.</numerusform>
            <numerusform>%n checkpoints were deleted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::gui::RunActions</name>
    <message numerus="yes">
        <source>%n runs</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::gui::RunNotifier</name>
    <message numerus="yes">
        <source>%n runs have ended</source>
        <translation>
            <numerusform>%n run has ended</numerusform>
            <numerusform>%n runs have ended</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::gui::RunVerbs</name>
    <message numerus="yes">
        <source>Tags that all %n runs have, separated by commas</source>
        <translation>
            <numerusform>Tags that the %n run has, separated by commas</numerusform>
            <numerusform>Tags that all %n runs have, separated by commas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::gui::StoragePanel</name>
    <message numerus="yes">
        <source>Delete %n checkpoints of %1 runs?</source>
        <translation>
            <numerusform>Delete %n checkpoint of %1 runs?</numerusform>
            <numerusform>Delete %n checkpoints of %1 runs?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n checkpoints</source>
        <translation>
            <numerusform>Delete %n checkpoint</numerusform>
            <numerusform>Delete %n checkpoints</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs take %1.</source>
        <translation>
            <numerusform>%n run takes %1.</numerusform>
            <numerusform>%n runs take %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n checkpoints of the selected runs, which frees %1.</source>
        <translation>
            <numerusform>%n checkpoint of the selected runs, which frees %1.</numerusform>
            <numerusform>%n checkpoints of the selected runs, which frees %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n checkpoints of all runs, which frees %1.</source>
        <translation>
            <numerusform>%n checkpoint of all runs, which frees %1.</numerusform>
            <numerusform>%n checkpoints of all runs, which frees %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::gui::TrashPanel</name>
    <message numerus="yes">
        <source>Delete %n runs for good?</source>
        <translation>
            <numerusform>Delete %n run for good?</numerusform>
            <numerusform>Delete %n runs for good?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n runs</source>
        <translation>
            <numerusform>Delete %n run</numerusform>
            <numerusform>Delete %n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs take %1. Nothing of them is lost until they are deleted here.</source>
        <translation>
            <numerusform>%n run takes %1. Nothing of it is lost until it is deleted here.</numerusform>
            <numerusform>%n runs take %1. Nothing of them is lost until they are deleted here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lb::widgets::RunFold</name>
    <message numerus="yes">
        <source>%n seeds</source>
        <translation>
            <numerusform>%n seed</numerusform>
            <numerusform>%n seeds</numerusform>
        </translation>
    </message>
</context>
</TS>
