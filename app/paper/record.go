package paper

import (
	"fmt"

	"kaowu/app/exam"
)

// RecordData is an exam-room record 考场记录表 with what was signed under it
// (notice 6.3 and 6.5, domain 9.7, record.md 8).
type RecordData struct {
	Content exam.RecordContent
	// Digest is the hex SHA-256 of the frozen content and Code its 16 characters
	// for the eye; both empty for a draft, which the page then says.
	Digest, Code string
	UpTo         uint64 // events that the book's log held when it was frozen
	// Signatures are those of this revision, in any order; each is put into the
	// place of its signer in Content.Signers.
	Signatures []Signature
	// Checkpoint is the signed note of the last signer's action, printed as text
	// and QR: what stamp and ink on this paper sign (record.md 5). Empty before.
	Checkpoint string
	// Revised rows of 违纪与异常 are marked: the last revision did not say so.
	Revised exam.Revised
	// CodeWords words an incident or violation code; nil prints the code alone.
	CodeWords func(code string) string
}

// ExamRoomRecord lays out an exam-room record, A4 portrait. It fails only when the
// checkpoint is too long for a QR symbol.
func ExamRoomRecord(f *Frame, d RecordData) (Doc, error) {
	c := d.Content
	s := Sitting{Session: c.Session, Room: c.Room, Subject: c.Subject}
	fl := newFlow(f, false, f.t("record"), f.about(s))
	fl.revision(d)
	fl.sitting(s, f.recordFacts(c)...)
	fl.written(c, "")
	fl.happened(d)
	fl.supervision(c)
	fl.recordSigns(d)
	if err := fl.proof(d); err != nil {
		return Doc{}, fmt.Errorf("lay out exam-room record: %w", err)
	}
	return fl.finish(), nil
}

// revision says at the right, level with the title, which revision this is.
func (fl *flow) revision(d RecordData) {
	f := fl.f
	s := f.t("revision", "n", d.Content.Revision)
	if d.Digest == "" {
		s = f.t("draft", "n", d.Content.Revision)
	}
	s = f.Face.Printable(s)
	fl.put(Text{X: fl.w - side - f.Face.Width(s, bodySize), Y: fl.y - 2.5, Size: bodySize, S: s, Ink: Black})
}

// recordFacts are the facts that the program knows by itself.
func (f *Frame) recordFacts(c exam.RecordContent) []fact {
	absent := make([]string, len(c.Absent))
	for i, no := range c.Absent {
		absent[i] = string(no)
	}
	late := make([]string, len(c.Late))
	for i, l := range c.Late {
		late[i] = f.t("late-comer", "no", l.No, "minutes", l.Minutes)
	}
	sent := make([]string, len(c.Scores))
	for i, x := range c.Scores {
		sent[i] = f.t("sheets-of", "staff", staffName(c, x.Staff), "count", x.Count)
	}
	none := f.t("none")
	list := []fact{
		{label: f.t("actual"), value: f.t("time-span", "from", f.both(c.OpenedAt), "to", f.both(c.ClosedAt))},
		{label: f.t("paper"), value: c.Session.Paper},
		{label: f.t("counts"), wide: true, value: f.t("record-counts", "expected", c.Expected, "present", c.Present,
			"absent", len(c.Absent), "late", len(c.Late))},
		{label: f.t("absentees"), value: f.all(absent, none), wide: true},
		{label: f.t("latecomers"), value: f.all(late, none), wide: true},
		{label: f.t("place"), value: c.Room.Place, wide: true},
		{label: f.t("cameras"), value: c.Room.Cameras, wide: true},
	}
	if len(c.Video) > 0 {
		states := make([]string, len(c.Video))
		for i, v := range c.Video {
			states[i] = f.Words.T("record.camera", "camera", v.Camera, "opening", v.Word(v.Opening), "closing", v.Word(v.Closing))
		}
		list = append(list, fact{label: f.Words.T("record.video"), value: f.all(states, none), wide: true})
	}
	if len(sent) > 0 {
		list = append(list, fact{label: f.t("sent"), value: f.all(sent, none), wide: true})
	}
	return list
}

// all lists parts, or says that there are none.
func (f *Frame) all(parts []string, none string) string {
	if len(parts) == 0 {
		return none
	}
	return f.join(parts)
}

// staffName is a signer's name, or the staff id of who signs nothing here.
func staffName(c exam.RecordContent, id exam.StaffID) string {
	for _, s := range c.Signers {
		if s.Staff == id {
			return s.Name
		}
	}
	return string(id)
}

// written puts the fields that people of the given role filled in.
func (fl *flow) written(c exam.RecordContent, by exam.Role) {
	f := fl.f
	var list []fact
	for _, x := range exam.RecordFields() {
		if x.Role == by && (x.Component == "" || x.Component == c.Session.Component) && (by == "" || x.Kind != "yesno") {
			list = append(list, fact{label: f.t("field." + x.Name), value: f.field(x, c.Fields[x.Name]), wide: x.Kind == "text"})
		}
	}
	if by == "" {
		fl.heading(f.t("room-facts"), 7)
	}
	fl.facts(2, list...)
}

// field words the value of a field by its kind; what was not written stays empty.
func (f *Frame) field(x exam.RecordField, value string) string {
	switch x.Kind {
	case "yesno":
		return f.word("paper.answer", value)
	case "choice":
		return f.word("paper."+x.Name, value)
	}
	return value
}

// supervision puts what the supervisor checked, found and concluded.
func (fl *flow) supervision(c exam.RecordContent) {
	f := fl.f
	fl.heading(f.t("supervision"), 14)
	cols := []column{{f.t("check"), 128, toLeft}, {f.t("answer.yes"), 18, toMiddle}, {f.t("answer.no"), 18, toMiddle}, {f.t("answer.na"), 18, toMiddle}}
	var rows [][]string
	for _, x := range exam.RecordFields() {
		if x.Role != exam.RoleSupervisor || x.Kind != "yesno" || x.Component != "" && x.Component != c.Session.Component {
			continue
		}
		r := []string{f.t("field." + x.Name), "", "", ""}
		for i, answer := range []string{"yes", "no", "na"} {
			if c.Fields[x.Name] == answer {
				r[i+1] = "✓"
			}
		}
		rows = append(rows, r)
	}
	fl.grid(cols, 6.4, rows)
	fl.written(c, exam.RoleSupervisor)
}
