package screen

import (
	"slices"
	"strings"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// fields are those that this person may write: the supervisor's, or the others.
func (r *record) fields() []exam.RecordField {
	var out []exam.RecordField
	for _, f := range r.view.Fields {
		if r.own(f) {
			out = append(out, f)
		}
	}
	return out
}

func (r *record) own(f exam.RecordField) bool {
	return (f.Role == exam.RoleSupervisor) == (r.me.Role == exam.RoleSupervisor)
}

func (r *record) active() *exam.RecordField {
	if f := r.fields(); r.at < len(f) && r.writing() {
		return &f[r.at]
	}
	return nil
}

func (r *record) value(name string) string { return r.view.State.Fields[name].Value }

// draftOf is the place of what is typed into a field and not stored yet.
func (r *record) draftOf(name string) string { return "record/" + string(r.no()) + "/" + name }

// write stores one field at once. It says whether it was taken.
func (r *record) write(name, value string) bool {
	if r.value(name) == value {
		return true
	}
	if r.u.refused(r.d.WriteRecord(r.u.ctx, r.no(), name, value)) {
		return false
	}
	r.drafts.put(r.u.ctx, r.draftOf(name), "")
	r.u.stored("screen.record.saved", "field", "code:record.field."+name)
	r.reload()
	return true
}

// commit stores what is typed into the active field.
func (r *record) commit() bool {
	f := r.active()
	if f == nil || r.forIt != f.Name {
		return true
	}
	switch {
	case f.Kind == "text" && r.text != nil:
		return r.write(f.Name, strings.TrimSpace(r.text.Text))
	case (f.Kind == "count" || f.Kind == "time") && r.field != nil:
		text := r.field.Text()
		if f.Kind == "time" {
			text = timeText(text)
		}
		if !r.write(f.Name, text) {
			r.field.Refuse()
			return false
		}
	}
	return true
}

// timeText reads 0905, 9:05 and 9.05 as 09:05.
func timeText(s string) string {
	digits := strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, s)
	if len(digits) == 3 {
		digits = "0" + digits
	}
	if len(digits) != 4 {
		return s
	}
	return digits[:2] + ":" + digits[2:]
}

// move goes to another field, storing this one.
func (r *record) move(by int) { r.goTo(r.at + by) }

// goTo makes a field the active one, unless what is typed now is refused.
func (r *record) goTo(to int) {
	r.wrong = ""
	if r.commit() {
		r.at = max(0, min(to, len(r.fields())-1))
		r.field, r.text = nil, nil
	}
	r.draw()
}

// tapped makes the field under a finger the active one; a frozen record says what
// a change would mean.
func (r *record) tapped(name string) func() {
	i := slices.IndexFunc(r.fields(), func(f exam.RecordField) bool { return f.Name == name })
	switch {
	case i < 0:
		return nil
	case r.writing():
		return func() { r.goTo(i) }
	case r.frozen() && r.may("ReopenRecord"):
		return r.reopen
	}
	return nil
}

// answer is a tap on an answer of any field of one's own.
func (r *record) answer(f exam.RecordField) func(i int) {
	open := r.tapped(f.Name)
	if open == nil {
		return nil
	}
	return func(i int) {
		open()
		if on := r.active(); on != nil && on.Name == f.Name {
			r.digit(i)
		}
	}
}

// turn chooses among the answers of a yes/no or choice field.
func (r *record) turn(by int) {
	f := r.active()
	list := answers(*f)
	i := slices.Index(list, r.value(f.Name))
	switch {
	case i < 0 && by > 0:
		i = 0
	case i < 0:
		i = len(list) - 1
	default:
		i = max(0, min(i+by, len(list)-1))
	}
	r.write(f.Name, list[i])
	r.draw()
}

// answers of a field that is chosen and not typed.
func answers(f exam.RecordField) []string {
	switch f.Kind {
	case "yesno":
		return []string{"yes", "no", "na"}
	case "choice":
		return f.Choices
	}
	return nil
}

// answerWord is the wording of an answer.
func (r *record) answerWord(f exam.RecordField, a string) string {
	switch {
	case f.Kind == "yesno" && a != "":
		return r.u.T("record.answer." + a)
	case f.Kind == "choice" && a != "":
		return r.u.T("record.field." + f.Name + "." + a)
	}
	return a
}

// picks is how many digits the active field takes.
func (r *record) picks() int {
	f := r.active()
	if f == nil {
		return 0
	}
	return max(len(answers(*f)), len(r.phrases(f.Name)))
}

func (r *record) pickWord() string {
	if f := r.active(); f != nil && f.Kind == "text" {
		return r.u.T("screen.record.phrase")
	}
	return r.u.T("screen.record.choose")
}

// digit picks an answer or a phrase.
func (r *record) digit(i int) {
	f := r.active()
	if f == nil {
		return
	}
	if list := answers(*f); i < len(list) {
		r.write(f.Name, list[i])
		r.draw()
		return
	}
	if list := r.phrases(f.Name); f.Kind == "text" && i < len(list) && r.commit() {
		r.text = nil
		r.write(f.Name, withPhrase(r.value(f.Name), r.u.T("phrase."+list[i]), r.u.T("screen.record.phrase-end")))
		r.draw()
	}
}

// withPhrase adds a ready sentence to a text, or takes it out again.
func withPhrase(text, phrase, end string) string {
	if strings.Contains(text, phrase+end) {
		return strings.Replace(text, phrase+end, "", 1)
	}
	return text + phrase + end
}

func (r *record) phrases(field string) []string {
	var out []string
	for _, p := range r.u.codes.phrases {
		if p.Field == field {
			out = append(out, p.Code)
		}
	}
	return cut(out, 9)
}

// enter takes the keyboard into the free text, where Enter is a new line.
func (r *record) enter() {
	if r.text != nil {
		r.text.CursorRow = strings.Count(r.text.Text, "\n")
		r.text.CursorColumn = len([]rune(r.text.Text[strings.LastIndex(r.text.Text, "\n")+1:]))
		r.u.f.Focus(r.text)
	}
}

// untype stores the free text and gives the keyboard back to the page.
func (r *record) untype() {
	r.commit()
	r.u.f.Focus(nil)
	r.draw()
}

// inputs makes the field that the active row is typed into. It is kept while the
// row stays active, with the cursor in it.
func (r *record) inputs() {
	f := r.active()
	if f == nil {
		r.field, r.text, r.forIt = nil, nil, ""
		return
	}
	if r.forIt == f.Name && (r.field != nil || r.text != nil) {
		return
	}
	r.field, r.text, r.forIt = nil, nil, f.Name
	u, v := r.u, r.value(f.Name)
	switch f.Kind {
	case "count", "time":
		kind := kit.Digits
		if f.Kind == "time" {
			kind = kit.Scan
		}
		r.field = kit.NewField(u.st, kind, kit.FieldLook{Size: u.st.Body + 2, Right: true}, u.now)
		r.field.Set(v, v != "")
	case "text":
		name := f.Name
		if d, err := r.d.Draft(r.draftOf(name)); err == nil && len(d) > 0 {
			v = string(d) // typed before the program ended
		}
		r.text = kit.NewArea(u.st, v, u.T("screen.record.free"), u.now)
		r.text.OnChanged = func(s string) { r.drafts.put(u.ctx, r.draftOf(name), s) }
		r.text.OnLeave = func(string) { r.commit() }
	}
}

// incident writes a row of 违纪与异常, by code and in words.
func (r *record) incident() {
	if !r.commit() {
		r.draw()
		return
	}
	u := r.u
	line := u.session(r.in.Session, r.in.Subject)
	askReason(u, u.T("screen.incident.title"), line, u.T("screen.incident.store"), "incident", cut(u.codes.incident, 9), func(code, text string) error {
		if err := r.d.AddIncident(u.ctx, r.no(), 0, exam.Incident{Code: code, Text: text}); err != nil {
			return err
		}
		u.stored("screen.incident.saved")
		r.reload()
		return nil
	}, r.draw)
}
