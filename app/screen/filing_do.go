package screen

import (
	"context"
	"os"
	"strings"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// next is the step that F9 does: its word, and what it does.
func (f *filing) next() (word string, do func()) {
	u := f.u
	if f.o == nil || f.file != "" {
		return "", nil
	}
	switch f.state.Stage {
	case desk.StageDrafted:
		return u.T("screen.filing.confirm"), func() {
			f.step("screen.filing.saved-confirm", func(ctx context.Context) error { return f.o.ConfirmFiling(ctx) })
		}
	case desk.StageConfirmed:
		return u.T("screen.filing.notice"), func() {
			f.step("screen.filing.saved-notice", func(ctx context.Context) error { _, err := f.o.NoticeFiling(ctx); return err })
		}
	case desk.StageNoticed:
		return u.T("screen.filing.publish"), func() {
			f.step("screen.filing.saved-publish", func(ctx context.Context) error { return f.o.PublishFiling(ctx) })
		}
	case desk.StagePublished:
		return u.T("screen.filing.reply"), f.reply
	}
	return "", nil
}

func (f *filing) step(saved string, do func(ctx context.Context) error) {
	u := f.u
	kit.Back(u.run, func() (struct{}, error) { return struct{}{}, do(u.ctx) }, func(_ struct{}, err error) {
		note := ""
		if u.refused(err) {
			note = u.note
		} else {
			u.stored(saved)
		}
		f.reload(note)
	})
}

func (f *filing) big() {
	switch _, do := f.next(); {
	case f.job != nil:
	case f.file != "":
		f.loadIt()
	case do != nil:
		do()
	}
}

// object takes down what somebody says against the filing.
func (f *filing) object() {
	u := f.u
	no := 0
	u.fill(form{title: u.T("screen.filing.object"), big: u.T("screen.filing.object-do"), said: u.T("screen.filing.object-how"),
		blanks: []blank{{key: "from", label: u.T("screen.filing.from"), hint: u.T("screen.filing.from-hint"), half: true}, {key: "channel", label: u.T("screen.filing.channel"), hint: u.T("screen.filing.channel-hint"), half: true},
			{key: "text", label: u.T("screen.filing.text"), kind: longBlank}},
		do: func(a answered) (err error) {
			no, err = f.o.NoteObjection(u.ctx, exam.Objection{From: a.text("from"), Channel: a.text("channel"), Text: a.text("text")})
			return err
		},
		done:  func() { u.stored("screen.filing.saved-object", "n", no); f.area = filingObjections; f.reload("") },
		after: f.redraw})
}

// text is an answer without blanks round it.
func (a answered) text(key string) string { return exam.CleanText(strings.TrimSpace(a[key])) }

// objection is the one under the cursor; nil in another area.
func (f *filing) objection() *exam.ObjectionState {
	if f.file != "" || f.area != filingObjections || f.at >= len(f.state.Objections) {
		return nil
	}
	return &f.state.Objections[f.at]
}

// answer says how an objection ended.
func (f *filing) answer() {
	u, b := f.u, *f.objection()
	u.fill(form{title: u.T("screen.filing.answer"), line: u.T("screen.filing.no", "n", b.No), big: u.T("screen.filing.answer-do"), said: b.Text,
		blanks: []blank{{key: "upheld", label: u.T("screen.filing.upheld"), kind: pickBlank, codes: []string{"no", "yes"}, words: []string{u.T("screen.filing.upheld-no"), u.T("screen.filing.upheld-yes")}},
			{key: "text", label: u.T("screen.filing.answer-text"), kind: longBlank}},
		do: func(a answered) error {
			if a["upheld"] == "" {
				return exam.Refuse("screen-upheld")
			}
			return f.o.AnswerObjection(u.ctx, b.No, exam.Answer{Upheld: a["upheld"] == "yes", Text: a.text("text")})
		},
		done:  func() { u.stored("screen.filing.saved-answer", "n", b.No); f.reload("") },
		after: f.redraw})
}

// reply enters the office's reply 备案回执: number, validity, scope, scan.
func (f *filing) reply() {
	u := f.u
	number := f.state.Filing.Head.Number
	u.fill(form{title: u.T("screen.filing.reply"), big: u.T("screen.filing.reply-do"), said: u.T("screen.filing.reply-how"),
		blanks: []blank{{key: "number", label: u.T("reply.number"), kind: plainBlank, text: number}, {key: "from", label: u.T("reply.from"), kind: plainBlank, hint: u.T("screen.form.day"), half: true},
			{key: "until", label: u.T("reply.until"), kind: plainBlank, hint: u.T("screen.form.day"), half: true},
			{key: "scope", label: u.T("screen.filing.scope-book"), kind: fileBlank, codes: []string{".xlsx"}, hint: u.T("screen.filing.scope-hint")},
			{key: "scan", label: u.T("screen.filing.scan"), kind: fileBlank, codes: []string{".pdf", ".jpg", ".jpeg", ".png"}, hint: u.T("screen.filing.scan-hint")}},
		do: func(a answered) error {
			r := exam.Reply{Number: strings.ToUpper(a.text("number")), From: exam.Date(a.text("from")), Until: exam.Date(a.text("until"))}
			if a["scope"] != "" {
				l, err := f.d.CheckFiling(u.ctx, a["scope"])
				if err != nil {
					return err
				}
				granted(&r, l.Filing)
			}
			var scan []byte
			if a["scan"] != "" {
				var err error
				if scan, err = os.ReadFile(a["scan"]); err != nil {
					return exam.Refuse("screen-no-file", "file", a["scan"])
				}
			}
			return f.o.EnterReply(u.ctx, r, scan)
		},
		done:  func() { u.stored("screen.filing.saved-reply"); f.area = filingGranted; f.reload("") },
		after: f.redraw})
}

// granted puts the scope of a workbook into a reply, with the branches that have codes.
func granted(r *exam.Reply, f exam.Filing) {
	r.Scopes, r.Branches = f.Scopes, []exam.GrantedBranch{}
	for _, b := range f.Branches {
		if b.Number != "" {
			r.Branches = append(r.Branches, exam.GrantedBranch{Name: b.Name, Place: b.Place, Number: b.Number})
		}
	}
}

func (f *filing) keys() kit.Table {
	u := f.u
	word, _ := f.next()
	idle := func() bool { return f.job == nil && f.ready }
	book := func() bool { return f.file != "" && f.job == nil }
	stands := func() bool { return idle() && f.file == "" && f.o != nil && len(f.state.Versions) > 0 }
	none := func() bool { return idle() && f.file == "" && !stands() }
	warning := func() bool { x, ok := f.problem(); return ok && x.Severity == exam.SeverityWarning && book() }
	paged := func() bool { return f.table != nil && (book() || stands()) }
	return kit.Table{
		{Names: []string{"Esc"}, Word: u.T("screen.key.cancel"), Do: f.cancel, When: func() bool { return f.job != nil }},
		{Names: []string{"Esc"}, Word: u.T("screen.filing.close"), Do: f.cancel, When: book},
		{Names: []string{"Enter"}, Word: u.T("screen.filing.choose"), Do: f.choose, When: none},
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: func() { f.move(1) }, When: paged},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: func() { f.move(-1) }, When: paged, Quiet: true},
		{Names: []string{"PgDn"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { f.move(f.table.Page()) }, When: paged, Quiet: true},
		{Names: []string{"PgUp"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { f.move(-f.table.Page()) }, When: paged, Quiet: true},
		{Names: []string{"Tab"}, Word: u.T("screen.key.area"), Do: func() { f.setArea((f.area + 1) % filingAreas) }, When: stands},
		{Names: []string{"F4"}, Word: u.T("screen.plan.accept"), Do: f.accept, When: warning},
		{Names: []string{"F5"}, Word: u.T("screen.plan.again"), Do: func() { f.check(f.file) }, When: book},
		{Names: []string{"F6"}, Word: u.T("screen.plan.mark"), Do: f.mark, When: func() bool { return book() && len(f.load.Problems) > 0 }},
		{Names: []string{"F9"}, Word: u.T("screen.filing.load"), Do: f.loadIt, When: f.mayLoad},
		{Names: []string{"F3"}, Word: u.T("screen.filing.object"), Do: f.object, When: func() bool { return stands() && f.state.Stage == desk.StageNoticed }},
		{Names: []string{"F4"}, Word: u.T("screen.filing.answer"), Do: f.answer, When: func() bool { return stands() && f.objection() != nil }},
		{Names: []string{"F5"}, Word: u.T("screen.filing.version"), Do: f.choose, When: stands},
		{Names: []string{"F6"}, Word: u.T("screen.plan.template"), Do: f.template, When: func() bool { return none() || stands() }},
		{Names: []string{"F7"}, Word: u.T("screen.filing.form"), Do: f.form, When: stands},
		{Names: []string{"F9"}, Word: word, Do: f.big, When: func() bool { return stands() && word != "" }},
	}
}
