package screen

import (
	"context"
	"slices"
	"strings"
	"time"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// barringDesk is the part of the desk that disqualifies 取消考务资格, and decides what follows.
type barringDesk interface {
	Disqualified() ([]desk.DisqualifiedRow, error)
	Affected(who exam.StaffID) (desk.AffectedView, error)
	Disqualify(ctx context.Context, who exam.StaffID, q exam.Disqualification) error
	DecideReassessment(ctx context.Context, who exam.StaffID, r desk.Reassess) (int, error)
	NameSession(ctx context.Context, n exam.SessionNaming) error
}

// touched is a row of the area: a component of a candidate, and on whose account.
type touched struct {
	desk.AffectedRow
	who  exam.StaffID
	name string
}

// readBarred reads who is disqualified and whom that touches.
func (s *supervise) readBarred() (people []desk.DisqualifiedRow, rows []touched, err error) {
	if people, err = s.d.Disqualified(); err != nil {
		return nil, nil, err
	}
	for _, p := range people {
		v, err := s.d.Affected(p.Staff)
		if err != nil {
			return nil, nil, err
		}
		for _, a := range v.Rows {
			rows = append(rows, touched{a, p.Staff, p.Name})
		}
	}
	return people, rows, nil
}

// disqualify takes somebody's standing away: who, what they did, then evidence and time.
func (s *supervise) disqualify() {
	u := s.u
	list := slices.DeleteFunc(slices.Clone(s.staff), func(p exam.Staff) bool {
		return !exam.Disqualifiable(p.Role) || slices.ContainsFunc(s.people, func(b desk.DisqualifiedRow) bool { return b.Staff == p.ID })
	})
	words := make([]string, len(list))
	for i, p := range list {
		words[i] = join(p.Name, u.T("role."+string(p.Role)), spans(p.Sessions))
	}
	u.pickRow(u.T("screen.barred.disqualify"), u.T("screen.barred.who"), words, func(i int) { s.disqualifyFor(list[i]) })
}

func (s *supervise) disqualifyFor(p exam.Staff) {
	u := s.u
	codes := make([]string, len(u.codes.staff))
	for i, c := range u.codes.staff {
		codes[i] = join(c, u.T("violation."+c))
	}
	u.pickRow(u.T("screen.barred.disqualify"), p.Name, codes, func(i int) {
		u.fill(form{title: u.T("screen.barred.disqualify"), line: join(p.Name, codes[i]), said: u.T("screen.barred.disqualify-how"), big: u.T("screen.barred.disqualify-do"),
			blanks: []blank{{key: "text", label: u.T("screen.barred.text"), kind: longBlank}, {key: "evidence", label: u.T("screen.barred.evidence"), kind: lineBlank},
				{key: "witness", label: u.T("screen.barred.witness"), kind: lineBlank, half: true}, {key: "from", label: u.T("screen.barred.from"), kind: plainBlank, hint: u.T("screen.barred.from-hint"), half: true}},
			do: func(a answered) error {
				q := exam.Disqualification{Code: u.codes.staff[i], Text: a.text("text"), Evidence: a.text("evidence"), Witness: a.text("witness")}
				if from := a.text("from"); from != "" {
					at, err := time.ParseInLocation("2006-01-02 15:04", from, time.FixedZone("", 8*3600))
					if err != nil {
						return exam.Refuse("screen-from", "given", from)
					}
					q.From = exam.At(at)
				}
				return s.d.Disqualify(u.ctx, p.ID, q)
			},
			done: func() { u.stored("screen.barred.saved", "name", p.Name); s.area = superviseBarred; s.reload("") }, after: s.redraw})
	})
}

// on is whose row is under the cursor, or the first who is disqualified.
func (s *supervise) on() (who exam.StaffID, name string) {
	if s.at < len(s.touched) {
		return s.touched[s.at].who, s.touched[s.at].name
	}
	return s.people[0].Staff, s.people[0].Name
}

// reinstate takes a disqualification back, with the reason.
func (s *supervise) reinstate() {
	u := s.u
	who, name := s.on()
	askText(u, u.T("screen.barred.reinstate"), u.T("screen.barred.reinstate-how", "name", name), u.T("screen.barred.reinstate"), "", func(text string) bool {
		if text == "" {
			return false
		}
		u.f.Close()
		note := ""
		if u.refused(s.d.Disqualify(u.ctx, who, exam.Disqualification{Text: text, Lifted: true})) {
			note = u.note
		} else {
			u.stored("screen.barred.saved-reinstate", "name", name)
		}
		s.reload(note)
		return false
	}, s.redraw)
}

// decide decides the row under the cursor, or all of that person that wait.
func (s *supervise) decide(all bool) {
	u, r := s.u, s.touched[s.at]
	k, line := desk.Reassess{Candidate: r.Candidate.No, Component: r.Component}, join(string(r.Candidate.No), r.Candidate.Name, u.T("component."+string(r.Component)))
	if all {
		k, line = desk.Reassess{}, u.T("screen.barred.all-of", "name", r.name, "n", s.waitingOf(r.who))
	}
	choice := blank{key: "choice", label: u.T("screen.barred.choice"), kind: pickBlank, codes: []string{exam.ReassessStands, exam.ReassessAgain}}
	for _, c := range choice.codes {
		choice.words = append(choice.words, u.T("screen.barred.choice-"+c))
	}
	said := u.T("screen.barred.decide-how")
	if !r.Suffices() && !all {
		said = u.T("screen.barred.short", "have", r.Left)
	}
	u.fill(form{title: u.T("screen.barred.decide"), line: line, said: said, big: u.T("screen.barred.decide-do"),
		blanks: []blank{choice, {key: "in", label: u.T("screen.barred.in"), kind: plainBlank, hint: u.T("screen.barred.in-hint"), half: true},
			{key: "two", label: u.T("screen.barred.two"), kind: plainBlank, hint: u.T("screen.barred.two-hint"), half: true}, {key: "reason", label: u.T("screen.barred.reason"), kind: longBlank}},
		do: func(a answered) error {
			k.Choice, k.Session, k.Reason, k.Scorers = a["choice"], exam.SessionNo(a.text("in")), a.text("reason"), idsIn(a.text("two"))
			_, err := s.d.DecideReassessment(u.ctx, r.who, k)
			return err
		},
		done: func() { u.stored("screen.barred.saved-decide"); s.reload("") }, after: s.redraw})
}

// waitingOf counts what waits for a decision on somebody's account.
func (s *supervise) waitingOf(who exam.StaffID) int {
	n := 0
	for _, r := range s.touched {
		if r.who == who && !r.Answered {
			n++
		}
	}
	return n
}

// idsIn reads staff ids with commas or blanks between.
func idsIn(text string) []exam.StaffID {
	out := []exam.StaffID{}
	for _, id := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,，、", r) }) {
		out = append(out, exam.StaffID(strings.ToUpper(id)))
	}
	return out
}

// addSession names a session for scoring again, like that of the row under the cursor.
func (s *supervise) addSession() {
	u, r := s.u, s.touched[s.at]
	u.fill(form{title: u.T("screen.barred.session"), line: join(r.Candidate.Subject, u.T("component."+string(r.Component))), said: u.T("screen.barred.session-how"), big: u.T("screen.barred.session-do"),
		blanks: []blank{{key: "no", label: u.T("screen.barred.session-no"), kind: plainBlank, text: string(r.Session) + "R", half: true}, {key: "room", label: u.T("screen.barred.session-room"), kind: plainBlank, half: true},
			{key: "date", label: u.T("screen.barred.session-date"), kind: plainBlank, text: u.now().Format("2006-01-02"), half: true}, {key: "time", label: u.T("screen.barred.session-time"), kind: plainBlank, hint: "14:00-16:00", half: true},
			{key: "staff", label: u.T("screen.barred.session-staff"), kind: plainBlank, hint: u.T("screen.barred.session-staff-hint")}, {key: "reason", label: u.T("screen.barred.reason"), kind: longBlank}},
		do: func(a answered) error {
			start, end, _ := strings.Cut(strings.ReplaceAll(a.text("time"), "－", "-"), "-")
			return s.d.NameSession(u.ctx, exam.SessionNaming{Reason: a.text("reason"), Staff: idsIn(a.text("staff")),
				Row: exam.Session{No: exam.SessionNo(a.text("no")), Component: r.Component, Subject: r.Candidate.Subject, Room: a.text("room"), Date: exam.Date(a.text("date")), Start: strings.TrimSpace(start), End: strings.TrimSpace(end)}})
		},
		done: func() { u.stored("screen.barred.saved-session"); s.reload("") }, after: s.redraw})
}
