package screen

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// closed brings P01 to the record: three people in and scored by all, the session shut.
func closed(t *testing.T, edits ...func(*desk.Loading, *exam.Policy)) *world {
	t.Helper()
	w := newWorld(t, "2026-12-20 08:20:00", edits...)
	var all []*desk.Desk
	for n := range 3 {
		all = append(all, w.desk(w.staff(exam.RoleAssessor, "P01", n)))
	}
	check(t, all[0].OpenSession(t.Context(), "P01"))
	people := w.candidates("P01")[:3]
	for _, c := range people {
		_, err := all[0].Admit(t.Context(), "P01", c.No)
		check(t, err)
		for _, d := range all {
			v, err := d.Sheet("P01", c.No)
			check(t, err)
			for _, it := range v.Rubric.Items {
				check(t, d.ScoreItem(t.Context(), "P01", c.No, it.No, it.Full*8/10/5*5))
			}
			check(t, d.SubmitScores(t.Context(), "P01", c.No))
		}
	}
	w.clock.set("2026-12-20 10:40:00")
	_, err := all[0].CloseSession(t.Context(), "P01")
	check(t, err)
	w.take()
	return w
}

// write fills every field of the record that the signed-in person may write, by keys.
func write(w *world, r *record) {
	for range r.fields() {
		f := r.active()
		switch f.Kind {
		case "yesno", "choice":
			w.key(fyne.KeyRight)
		case "count":
			w.typed("12")
		case "time":
			w.typed("0830")
		default:
			w.typed("1")
		}
		w.key(fyne.KeyDown)
	}
}

// sign writes a stroke on the pad, as a mouse does: it is the one thing no key can do.
func sign(r *record) {
	r.pad.Resize(fyne.NewSize(362, 132))
	r.pad.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(30, 40)}})
	for i := range 12 {
		r.pad.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(float32(30+20*i), float32(40+i%5*15))}})
	}
	r.pad.MouseUp(nil)
}

func TestRecordWrittenFrozenSigned(t *testing.T) {
	w := closed(t)
	people := []exam.Staff{w.staff(exam.RoleAssessor, "P01", 0), w.staff(exam.RoleAssessor, "P01", 1), w.staff(exam.RoleAssessor, "P01", 2),
		w.staff(exam.RoleSupervisor, "P01", 0), w.lead.Staff()}
	open := func(p exam.Staff) *record {
		t.Helper()
		w.enter(p.Name)
		w.sh.open("record", sessionOf(w, "P01"))
		return w.sh.at.(*record)
	}
	r := open(people[0])
	write(w, r)
	for _, k := range w.take() {
		if k != exam.RecordWritten {
			t.Errorf("writing stored %s", k)
		}
	}
	w.shot("07-record-writing")
	w.key(fyne.KeyF12)
	r = open(people[3])
	write(w, r)
	if len(r.view.Missing) != 0 {
		t.Fatalf("still missing %v", r.view.Missing)
	}
	w.take()
	w.key(fyne.KeyF12)

	r = open(people[0])
	w.key(fyne.KeyF9)
	w.wants(exam.RecordFrozen)
	w.key(fyne.KeyF9) // not read, not signed, no passphrase: nothing happens
	w.wants()
	w.key(fyne.KeyEnd)
	sign(r)
	w.shot("07-record")
	w.key(fyne.KeyTab)
	w.typed("a wrong passphrase")
	w.key(fyne.KeyF9)
	w.wants()
	if r.wrong == "" {
		t.Error("a wrong passphrase is not said")
	}
	w.typed(passphrase)
	w.key(fyne.KeyF9)
	w.wants(exam.RecordSigned)
	if r.mine() == nil || r.view.Done {
		t.Errorf("signed: %+v", r.view.State.Signatures)
	}
	for i, p := range people[1:] {
		w.key(fyne.KeyF12)
		r = open(p)
		w.key(fyne.KeyEnd)
		sign(r)
		w.key(fyne.KeyTab)
		w.typed(passphrase)
		w.key(fyne.KeyF9)
		if i < len(people)-2 {
			w.wants(exam.RecordSigned)
		}
	}
	if got := w.take(); len(got) == 0 || got[0] != exam.RecordSigned || !r.view.Done {
		t.Errorf("the last signature stored %v, done %v", got, r.view.Done)
	}
	w.shot("07-record-signed")
	w.key(fyne.KeyF7)
	w.shot("07-record-preview")
	w.key(fyne.KeyEscape)
}

// sessionOf is a session as the signed-in person sees it.
func sessionOf(w *world, no exam.SessionNo) desk.SessionView {
	w.t.Helper()
	list, err := w.lead.Sessions()
	check(w.t, err)
	for _, v := range list {
		if v.Session.No == no {
			return v
		}
	}
	w.t.Fatalf("no session %s", no)
	return desk.SessionView{}
}

func TestTimeText(t *testing.T) {
	for in, want := range map[string]string{"0905": "09:05", "905": "09:05", "9:05": "09:05", "9.05": "09:05", "09:05": "09:05", "": "", "9": "9", "25:61": "25:61"} {
		if got := timeText(in); got != want {
			t.Errorf("timeText(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestWithPhrase(t *testing.T) {
	got := withPhrase("", "A", "。")
	got = withPhrase(got, "B", "。")
	if got != "A。B。" {
		t.Errorf("two phrases give %q", got)
	}
	if got = withPhrase(got, "A", "。"); got != "B。" {
		t.Errorf("a phrase chosen again stays: %q", got)
	}
}
