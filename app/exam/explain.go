package exam

import (
	"slices"
	"strings"
)

// Explain tells a result line by line, as it would be told to a candidate who asks
// (design 4.7): for each component where its score comes from and what it means,
// then the weighted sum spelt out, then the verdict with its reasons. Each line is
// a code of explain.json with its arguments; scores are Tenths, people are names.
func (j Judge) Explain(c CandidateState) []Line {
	r := j.Result(c)
	subject, _ := j.Plan.Subject(c.Listed.Subject)
	e := explainer{judge: j, c: c}
	for _, comp := range subject.Needs() {
		e.comp = comp
		e.component(r.Parts[comp], subject.PassMarks[comp])
	}
	e.comp = ""
	e.sum(subject, r)
	e.verdict(r)
	return e.lines
}

// explainer gathers the lines of one explanation.
type explainer struct {
	judge Judge
	c     CandidateState
	comp  Component
	lines []Line
}

// say adds a line with name/value pairs.
func (e *explainer) say(code string, pairs ...any) {
	args := map[string]any{"component": e.comp}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i].(string)] = pairs[i+1]
	}
	e.lines = append(e.lines, Line{Component: e.comp, Code: "explain." + code, Args: args})
}

// component explains one component: what stands, how it came about, the pass mark.
func (e *explainer) component(o Outcome, pass Tenths) {
	if o.Score != nil {
		e.say("score", "score", *o.Score)
	} else {
		e.say("no-score", "reason", "code:reason."+reasonCode(o))
	}
	switch o.Reason {
	case ReasonConflict:
		if k, ok := e.c.disputed(e.comp); ok {
			e.say("conflict", "n", len(k.Sides))
		}
	case ReasonVoid:
		v := e.c.voided(e.comp)
		e.say("void", "violation", "code:violation."+v.Code, "by", e.name(v.Decider), "why", v.Decision.Reason)
	case ReasonAbsent:
		e.say("absent", "by", e.name(e.c.Attendance[e.comp].By), "at", e.c.Attendance[e.comp].When.Format("15:04"))
	case ReasonNotCome:
		e.say("not-come")
	default:
		if e.comp == Theory {
			e.entries(o)
		} else {
			e.sheets(e.judge.Combine(e.c, e.comp))
		}
		e.corrections()
	}
	e.reassessed()
	if o.Score != nil && *o.Score >= pass {
		e.say("pass-mark", "pass", pass.Plain())
	} else if o.Score != nil {
		e.say("pass-mark-missed", "pass", pass.Plain())
	}
}

// entries explains where a theory score comes from.
func (e *explainer) entries(o Outcome) {
	var people, scores []string
	for _, n := range e.c.Theory[e.c.Listed.Sessions[Theory]] {
		if !slices.Contains(o.Rests, n.Fact) {
			continue
		}
		if n.Staff == "" {
			e.say("imported")
			return
		}
		people, scores = append(people, e.name(n.Staff)), append(scores, n.Score.String())
	}
	switch {
	case o.Reason == ReasonDisagree:
		e.say("entries-differ", "people", people, "scores", scores)
	case len(people) > 0:
		e.say("entries-agree", "people", people)
	default:
		e.say("entries-missing")
	}
}

// sheets explains a component that several people scored.
func (e *explainer) sheets(m Combined) {
	var barred []StaffID
	for _, who := range e.judge.Plan.scorers(e.c.Listed.Sessions[e.comp], e.comp) {
		_, avoids := Avoids(who, e.c, e.judge.Sessions[e.c.Listed.Sessions[e.comp]])
		if avoids && !slices.Contains(m.Expected, who) {
			barred = append(barred, who)
		}
	}
	if len(barred) > 0 {
		e.say("avoided", "people", e.names(barred))
	}
	e.forms(m.Forms)
	if len(m.Missing) > 0 {
		e.say("sheets-missing", "n", len(m.Missing), "people", e.names(m.Missing))
		return
	}
	if len(m.FormsMissing) > 0 {
		return // the lines above say what is missing
	}
	if m.Short {
		e.say("sheets-short", "n", len(m.Sheets), "need", e.judge.Policy.Needed(e.comp))
		return
	}
	if len(m.Sheets) == 0 {
		e.say("nobody-scores")
		return
	}
	all := make([]string, len(m.Sheets))
	for i, s := range m.Sheets {
		all[i] = s.Total.String()
	}
	e.say("sheets-"+string(e.comp), "n", len(m.Sheets), "scores", all)
	if m.DroppedHigh != nil {
		e.say("dropped", "high", *m.DroppedHigh, "low", *m.DroppedLow, "from", e.judge.Policy.DropFrom)
	}
	e.mean(m)
	if m.Spread > e.judge.Policy.SpreadLimit {
		e.say("spread-over", "spread", m.Spread, "limit", e.judge.Policy.SpreadLimit.Plain())
	} else {
		e.say("spread-within", "spread", m.Spread, "limit", e.judge.Policy.SpreadLimit.Plain())
	}
	e.vetoes(m)
	e.arbitration(m)
}

// mean spells the division out, to the hundredth where tenths do not hold it.
func (e *explainer) mean(m Combined) {
	var sum Tenths
	for _, t := range m.Used {
		sum += t
	}
	n := Tenths(len(m.Used))
	if sum%n == 0 {
		e.say("mean-exact", "sum", sum, "n", len(m.Used), "mean", *m.Mean)
		return
	}
	e.say("mean", "sum", sum, "n", len(m.Used), "quotient", decimal(int64(sum*10/n), 2), "mean", *m.Mean)
}

// vetoes names each item that was marked, by how many, and why.
func (e *explainer) vetoes(m Combined) {
	all, some := vetoes(m.Sheets)
	for _, no := range all {
		e.say("veto-all", "item", no, "name", e.item(no), "n", len(m.Sheets), "why", vetoReasons(m.Sheets, no))
	}
	for _, no := range some {
		n := 0
		for _, s := range m.Sheets {
			if s.Items[no].Veto {
				n++
			}
		}
		e.say("veto-some", "item", no, "name", e.item(no), "marked", n, "others", len(m.Sheets)-n,
			"why", vetoReasons(m.Sheets, no))
	}
}

// vetoReasons lists the different reasons that were given for an item.
func vetoReasons(sheets []Sheet, no int) []string {
	var out []string
	for _, s := range sheets {
		m := s.Items[no]
		if w := worded(m.Reason, "vetowhy"); m.Veto && w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// worded is the free text of a reason, or the key of its code's wording.
func worded(w Why, area string) string {
	if w.Text != "" || w.Code == "" {
		return w.Text
	}
	return "code:" + area + "." + w.Code
}

// arbitration tells who settled what, or that somebody must.
func (e *explainer) arbitration(m Combined) {
	switch a := m.Arbitration; {
	case m.NeedsArbitration:
		e.say("arbitration-waits")
	case a == nil:
	case a.Veto:
		e.say("arbitration-veto", "by", e.name(a.By), "score", a.Score, "why", a.Reason)
	default:
		e.say("arbitration", "by", e.name(a.By), "score", a.Score, "why", a.Reason)
	}
}

// corrections tells each correction: made, waiting, or stale.
func (e *explainer) corrections() {
	list := e.c.Corrections[e.comp]
	var before Tenths
	if e.comp == Theory {
		if o := e.judge.TheoryOutcome(e.c); o.Score != nil {
			before = *o.Score
		}
	} else if m := e.judge.Combine(e.c, e.comp); m.Final != nil {
		before = *m.Final
	}
	made, _ := applyCorrections(before, list)
	for _, k := range list {
		why := worded(Why{Code: k.Code, Text: k.Reason}, "correction")
		code := "correction-stale"
		switch {
		case k.Approver == "":
			e.say("correction-waits", "old", k.Old, "new", k.New, "proposer", e.name(k.Proposer), "why", why)
			continue
		case approved(made, k.Proposed):
			code = "correction"
		}
		e.say(code, "old", k.Old, "new", k.New, "proposer", e.name(k.Proposer), "approver", e.name(k.Approver), "why", why)
	}
}

// sum spells out weight × score for each component and what they add up to.
func (e *explainer) sum(s Subject, r Result) {
	if r.Total == nil {
		e.say("no-total")
		return
	}
	var factors, products []string
	var exact int64
	places := 1
	for _, comp := range s.Needs() {
		places = max(places, productPlaces(int64(s.Weights[comp])*int64(*r.Parts[comp].Score)))
	}
	for _, comp := range s.Needs() {
		p := int64(s.Weights[comp]) * int64(*r.Parts[comp].Score)
		exact += p
		factors = append(factors, r.Parts[comp].Score.String()+" × "+s.Weights[comp].Plain()+"%")
		products = append(products, productText(p, places))
	}
	e.say("sum", "factors", strings.Join(factors, " + "), "products", strings.Join(products, " + "),
		"exact", productText(exact, places))
	e.say("total", "total", *r.Total)
}

// productDigits is how many decimals weight × score has: one of the score, four of
// the weight as a part of one.
const productDigits = 5

// productPlaces is how many of them are needed to write p exactly, at least two.
func productPlaces(p int64) int {
	places := productDigits
	for places > 2 && p%10 == 0 {
		p, places = p/10, places-1
	}
	return places
}

// productText writes p with so many decimals; p needs no more.
func productText(p int64, places int) string {
	for n := productDigits; n > places; n-- {
		p /= 10
	}
	return decimal(p, places)
}

// verdict says qualified, not qualified or open, and why.
func (e *explainer) verdict(r Result) {
	reasons := make([]string, len(r.Reasons))
	for i, code := range r.Reasons {
		reasons[i] = "code:reason." + code
	}
	switch {
	case r.Qualified:
		e.say("qualified")
	case r.Final:
		e.say("not-qualified", "reasons", reasons)
	default:
		e.say("open", "reasons", reasons)
	}
}

func (e *explainer) name(id StaffID) string { return e.judge.Plan.StaffName(id) }

func (e *explainer) names(ids []StaffID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = e.name(id)
	}
	return out
}

// item is the name of a rubric item.
func (e *explainer) item(no int) string {
	r, _ := e.judge.Plan.Rubric(e.c.Listed.Subject, e.comp)
	for _, it := range r.Items {
		if it.No == no {
			return it.Name
		}
	}
	return ""
}
