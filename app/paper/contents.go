package paper

import (
	"strconv"

	"kaowu/app/exam"
)

// ContentsRow is a line of an archive's contents: what, of which session or person, how
// many files and pages, where. Kind is the form's name, or that of a workbook or of what
// a sealed file is.
type ContentsRow struct {
	Kind  string
	Whose string // session, staff id or exam number; empty: of the whole exam
	Files int
	Pages int    // 0 for what has none
	Where string // entry or entries of the archive
}

// apartLines are empty lines for what is kept on paper or elsewhere.
const apartLines = 6

// ArchiveContents lays out the contents of an exam's archive 考核档案目录 (domain
// 9.16), A4 portrait: in its parts, what the archive file really holds, and lines for
// what is kept beside it. until is the last day that it must be kept (notice 6.4); empty
// while a session is open.
func ArchiveContents(f *Frame, list []ContentsRow, until exam.Date) Doc {
	h := f.Header
	fl := newFlow(f, false, f.t("contents"), f.t("about-exam", "exam", h.Exam))
	fl.facts(2,
		fact{label: f.t("body"), value: h.Body}, fact{label: f.t("filing"), value: h.Filing},
		fact{label: f.t("exam"), value: h.Exam}, fact{label: f.t("site"), value: h.Site},
		fact{label: f.t("dates"), value: f.t("day-span", "from", h.From, "to", h.To)},
		fact{label: f.t("keep-until"), value: string(until)})
	fl.y += 2
	fl.note(f.t("contents-how"))
	fl.y += 1
	cols := []column{{f.t("row"), 12, toMiddle}, {f.t("material"), 62, toLeft}, {f.t("contents-whose"), 28, toLeft}, {f.t("files"), 15, toRight},
		{f.t("contents-pages"), 15, toRight}, {f.t("in-archive"), 50, toLeft}}
	t := fl.columns(cols)
	t.low = 6.8
	n := 0
	for part, title := range f.contentsParts() {
		headed := false
		for _, r := range list {
			what, of := f.contentsKind(r.Kind)
			if of != part {
				continue
			}
			if !headed {
				t.rows = append(t.rows, row{{s: title, span: len(cols), fill: Tint}})
				headed = true
			}
			n++
			pages := ""
			if r.Pages > 0 {
				pages = strconv.Itoa(r.Pages)
			}
			t.rows = append(t.rows, cells(cols, strconv.Itoa(n), what, r.Whose, strconv.Itoa(r.Files), pages, r.Where))
		}
	}
	fl.table(t)
	fl.heading(f.t("kept-apart"), 30)
	fl.note(f.t("kept-apart-what"))
	fl.y += 1
	var apart [][]string
	for range apartLines {
		apart = append(apart, []string{"", "", "", ""})
	}
	fl.grid([]column{{f.t("row"), 12, toMiddle}, {f.t("material"), 78, toLeft}, {f.t("copies"), 20, toRight}, {f.t("kept-where"), 72, toLeft}}, 8, apart)
	fl.need(3 + signHigh)
	fl.y += 3
	fl.signs(3, signBox{caption: f.t("archivist")}, signBox{caption: f.Words.T("role.site-lead"), sig: Signature{Name: h.SiteLead}},
		signBox{caption: f.t("seal"), seal: true})
	return fl.finish()
}

// contentsParts are the five parts that archive rules name, and what Kaowu adds.
func (f *Frame) contentsParts() []string {
	return []string{f.t("contents-1"), f.t("contents-2"), f.t("contents-3"), f.t("contents-4"), f.t("contents-5"), f.t("contents-6")}
}

// contentsKind is the word for a kind of file, and its part of the contents. What no
// rule names stands last, under its own name.
func (f *Frame) contentsKind(kind string) (what string, part int) {
	for _, k := range f.contentsKinds() {
		if k.kind == kind {
			return k.word, k.part
		}
	}
	return kind, 5
}

// ContentsPlace is where a kind of file stands in the contents, counted from 0.
func (f *Frame) ContentsPlace(kind string) int {
	list := f.contentsKinds()
	for i, k := range list {
		if k.kind == kind {
			return i
		}
	}
	return len(list)
}

// contentsOf is a kind of file with its part of the contents and its wording.
type contentsOf struct {
	kind string
	part int
	word string
}

// contentsKinds are the kinds in the order of the contents.
func (f *Frame) contentsKinds() []contentsOf {
	return []contentsOf{
		{"photo", 0, f.t("contents-photos")},
		{"staff-list", 1, f.t("staff-list")}, {"plan-changes", 1, f.t("contents-plan-changes")},
		{"sign-in", 2, f.t("sign-in")}, {"paper-handover", 2, f.t("handover")}, {"exam-room-record", 2, f.t("record")}, {"scan", 2, f.t("contents-scans")},
		{"supervision-report", 2, f.t("supervision-report")}, {"violation-record", 2, f.t("violation")},
		{"theory-sheet", 3, f.t("theory-sheet")}, {"theory-file", 3, f.t("contents-theory-files")}, {"score-sheet", 3, f.t("score-sheet")}, {"score-summary", 3, f.t("score-summary")},
		{"review-sheet", 3, f.t("review-sheet")}, {"review-summary", 3, f.t("review-summary")}, {"literacy-record", 3, f.t("literacy-record")},
		{"result-list", 3, f.t("contents-results")}, {"results.xlsx", 3, f.t("contents-results-book")},
		{"public-notice", 4, f.t("notice")}, {"upload.xlsx", 4, f.t("contents-upload-book")}, {"upload", 4, f.t("contents-upload")},
		{"ledger", 4, f.t("ledger")}, {"ledger.xlsx", 4, f.t("contents-ledger-book")},
		{"correction-record", 5, f.t("correction")}, {"strokes", 5, f.t("contents-strokes")}, {"checkpoints", 5, f.t("contents-checkpoints")}, {"evidence", 5, f.t("contents-evidence")},
		{"events", 5, f.t("contents-events")}, {"keys", 5, f.t("contents-keys")}, {"manual", 5, f.t("contents-manual")}, {"archive-contents", 5, f.t("contents")},
	}
}
