#pragma once

#include "experiments/records/run_draft.h"

#include <QHash>
#include <QWidget>

class QGridLayout;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace lb::widgets {

class FieldCell;
class Theme;

/// A form made from a draft's fields: sections, units, ranges, help, what is changed and what is wrong, rarely changed
/// fields folded away. Shows the draft that it is given and reports edits; keeps nothing itself.
class SpecForm : public QWidget {
    Q_OBJECT
public:
    explicit SpecForm(const Theme& theme, QWidget* parent = nullptr);
    ~SpecForm() override;

    /// `problems`: what is wrong with fields that are right by themselves, by key.
    void setDraft(const experiments::RunDraft& draft, const QHash<QString, QString>& problems = {});
    /// Remarks by key.
    void setNotes(const QHash<QString, QString>& notes);
    /// Only fields whose words have all of these, folded ones too; empty: all that are used.
    void setFilter(const QString& words);
    /// Titles in order, as the fields name them.
    QStringList sections() const;
    int changedIn(const QString& section) const;
    /// Where the section begins, for scrolling.
    QWidget* heading(const QString& section) const;
    /// Unfolds the field's section, and gives it the keyboard.
    void focusField(const QString& key);
    int shownFields() const { return m_shownFields; }

signals:
    void edited(const QString& key, const QString& text);
    void resetRequested(const QString& key);
    /// Sections or their counts differ.
    void sectionsChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Section;
    Section& sectionOf(const QString& title);
    void rebuild();
    void addCell(const experiments::FieldSchema& field);
    void arrange();
    bool isShown(const FieldCell& cell, const Section& section) const;
    int columns() const;

    const Theme& m_theme;
    QVBoxLayout* m_column;
    QLabel* m_nothing;
    experiments::RunDraft m_draft;
    experiments::RunSpec m_spec; ///< of the draft
    QStringList m_builtKeys;
    std::vector<std::unique_ptr<Section>> m_sections;
    QHash<QString, FieldCell*> m_cells;
    QHash<QString, QString> m_problems;
    QString m_filter;
    int m_shownFields = 0;
    int m_arrangedColumns = 0;
};

} // namespace lb::widgets
