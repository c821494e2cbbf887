package paper

// Note is the wording of a remark in a column 备注, by code: paper.note.<code>.
// Who gathers a paper's facts gives the code; the words are made here.
func (f *Frame) Note(code string, pairs ...any) string { return f.t("note."+code, pairs...) }

// Word is the wording of area.code, or the code itself where no table has it, for
// facts that are codes of an office's own table.
func (f *Frame) Word(area, code string) string { return f.word(area, code) }
