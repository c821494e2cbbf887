package exam

import (
	"testing"
)

// drafted appends a version of one scope row to a laptop and gives its closing event.
func drafted(l *laptop, load string, occupation string) Fact {
	head := l.say("S01", FilingHeader, "filing", "header", Listed[FilingHead]{Load: load, Row: FilingHead{Body: "甲"}})
	row := l.say("S01", FilingScope, "filing/scope/1", "listed", Listed[Scope]{Load: load, Row: Scope{Occupation: occupation, Lowest: 5, Highest: 3}})
	return l.say("S01", FilingDrafted, "filing", "stage", FilingDraft{Load: load, Version: 1, Count: 2, Digest: LoadDigest([]Fact{head, row}), Accepted: []Accepted{}})
}

func foldFiling(facts []Fact) FilingState {
	var on, rows []Fact
	for _, f := range facts {
		if f.On == "filing" {
			on = append(on, f)
		} else {
			rows = append(rows, f)
		}
	}
	return FoldFiling(on, rows)
}

func TestFoldFiling(t *testing.T) {
	l := newLaptop("a")
	first := drafted(l, "11", "焊工")
	l.say("S01", FilingConfirmed, "filing", "stage", FilingStage{Draft: first.ID})
	l.say("S01", FilingNoticed, "filing", "stage", FilingStage{Draft: first.ID, Until: "2026-12-25"})
	l.say("S01", FilingObjected, "filing", "objection/1", Objection{Draft: first.ID, Text: "场地"})
	st := foldFiling(l.held)
	if st.Stage != StageNoticed || st.Until != "2026-12-25" || st.Draft != first.ID || st.By != "S01" ||
		len(st.Filing.Scopes) != 1 || st.Filing.Scopes[0].Occupation != "焊工" || len(st.Objections) != 1 || st.Objections[0].Answer != nil {
		t.Fatalf("noticed: %+v", st)
	}
	l.say("S01", FilingAnswered, "filing", "objection/1/answer", Answer{Text: "不成立"})
	l.say("S01", FilingPublished, "filing", "stage", FilingStage{Draft: first.ID})
	l.say("S01", FilingReplied, "filing", "reply", Reply{Draft: first.ID, Number: "Y000051000123", From: "2026-01-01", Until: "2028-12-31", Scopes: []Scope{}, Branches: []GrantedBranch{}})

	// A second version starts over; what the first was granted goes on.
	second := drafted(l, "22", "电工")
	st = foldFiling(reversed(l.held))
	g, ok := st.Granted()
	if st.Stage != StageDrafted || st.Draft != second.ID || st.Filing.Scopes[0].Occupation != "电工" || len(st.Versions) != 2 ||
		len(st.Objections) != 0 || st.Noted != 1 || !ok || g.Number != "Y000051000123" {
		t.Errorf("second version: %+v, granted %+v", st, g)
	}
	// A stage of the first version says nothing of the second.
	l.say("S01", FilingConfirmed, "filing", "stage", FilingStage{Draft: first.ID})
	if st = foldFiling(l.held); st.Stage != StageDrafted {
		t.Errorf("an older version's confirmation gave %s", st.Stage)
	}
}

// Nothing takes effect before the closing event, and only a whole load does.
func TestFoldFilingCutShort(t *testing.T) {
	l := newLaptop("a")
	l.say("S01", FilingHeader, "filing", "header", Listed[FilingHead]{Load: "11", Row: FilingHead{Body: "甲"}})
	if st := foldFiling(l.held); st.Drafted != nil || st.Stage != "" || st.Abandoned != 1 {
		t.Errorf("cut short: %+v", st)
	}
	l.say("S01", FilingDrafted, "filing", "stage", FilingDraft{Load: "11", Version: 1, Count: 2, Accepted: []Accepted{}})
	if st := foldFiling(l.held); st.Drafted != nil || st.Stage != "" {
		t.Errorf("a row is missing: %+v", st)
	}
}

// Two laptops that move on at once are a conflict; the earlier stage counts.
func TestFoldFilingConflict(t *testing.T) {
	a, b := newLaptop("a"), newLaptop("b")
	d := drafted(a, "11", "焊工")
	b.take(a)
	a.say("S01", FilingConfirmed, "filing", "stage", FilingStage{Draft: d.ID})
	a.say("S01", FilingNoticed, "filing", "stage", FilingStage{Draft: d.ID, Until: "2026-12-25"})
	again := drafted(b, "22", "电工")
	a.take(b)
	st := foldFiling(a.held)
	if len(st.Conflicts) != 1 || st.Stage != StageDrafted || st.Draft != again.ID {
		t.Errorf("%+v", st)
	}
}

func TestReplyBad(t *testing.T) {
	good := Reply{Number: "Y000051000123", From: "2026-01-01", Until: "2026-01-01", Scopes: []Scope{{Occupation: "焊工", Lowest: 5, Highest: 5}}}
	if item := good.Bad(); item != "" {
		t.Errorf("a good reply: %s", item)
	}
	for item, change := range map[string]func(*Reply){
		"number": func(r *Reply) { r.Number = "Y000050000123" }, // 50 is another province
		"from":   func(r *Reply) { r.From = "2026-1-1" },
		"until":  func(r *Reply) { r.Until = "2025-12-31" },
		"scope":  func(r *Reply) { r.Scopes = nil },
		"branch": func(r *Reply) { r.Branches = []GrantedBranch{{Number: "1"}} },
	} {
		r := good
		change(&r)
		if got := r.Bad(); got != item {
			t.Errorf("%s: %q", item, got)
		}
	}
}
