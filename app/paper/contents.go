package paper

import (
	"strconv"

	"kaowu/app/exam"
)

// ContentsRow is a line of an archive's contents: what, how many files, where. Kind
// is the name of the folder, or of the workbook or sealed file.
type ContentsRow struct {
	Kind  string
	Files int
	Where string // folder or file in the archive
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
	cols := []column{{f.t("row"), 12, toMiddle}, {f.t("material"), 78, toLeft}, {f.t("files"), 20, toRight}, {f.t("in-archive"), 72, toLeft}}
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
			t.rows = append(t.rows, cells(cols, strconv.Itoa(n), what, strconv.Itoa(r.Files), r.Where))
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

// contentsKind is the word for what lies in a folder, and its part of the contents.
// What no rule names stands last, under its own name.
func (f *Frame) contentsKind(kind string) (what string, part int) {
	switch kind {
	case "photo":
		return f.t("contents-photos"), 0
	case "staff-list":
		return f.t("staff-list"), 1
	case "sign-in":
		return f.t("sign-in"), 2
	case "paper-handover":
		return f.t("handover"), 2
	case "exam-room-record":
		return f.t("record"), 2
	case "scan":
		return f.t("contents-scans"), 2
	case "supervision-report":
		return f.t("supervision-report"), 2
	case "violation-record":
		return f.t("violation"), 2
	case "theory-sheet":
		return f.t("theory-sheet"), 3
	case "theory-file":
		return f.t("contents-theory-files"), 3
	case "score-sheet":
		return f.t("score-sheet"), 3
	case "score-summary":
		return f.t("score-summary"), 3
	case "review-sheet":
		return f.t("review-sheet"), 3
	case "literacy-record":
		return f.t("literacy-record"), 3
	case "review-summary":
		return f.t("review-summary"), 3
	case "result-list":
		return f.t("contents-results"), 3
	case "results.xlsx":
		return f.t("contents-results-book"), 3
	case "public-notice":
		return f.t("notice"), 4
	case "upload.xlsx":
		return f.t("contents-upload-book"), 4
	case "upload.json":
		return f.t("contents-upload"), 4
	case "ledger":
		return f.t("ledger"), 4
	case "ledger.xlsx":
		return f.t("contents-ledger-book"), 4
	case "correction-record":
		return f.t("correction"), 5
	case "strokes.json":
		return f.t("contents-strokes"), 5
	case "events":
		return f.t("contents-events"), 5
	case "keys":
		return f.t("contents-keys"), 5
	case "archive-contents":
		return f.t("contents"), 5
	}
	return kind, 5
}
