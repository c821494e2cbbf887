package paper

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kaowu/app/exam"
)

var update = flag.Bool("update", false, "write the golden texts anew, to be read before they are committed")

// papers lists every form, with the pages it takes counted by looking at it.
func papers(t testing.TB, f *Frame) []struct {
	name  string
	doc   Doc
	pages int
} {
	record := func(d RecordData) Doc {
		doc, err := ExamRoomRecord(f, d)
		if err != nil {
			t.Fatal(err)
		}
		return doc
	}
	draft := recordData(exam.Theory)
	draft.Digest, draft.Code, draft.Checkpoint, draft.Signatures = "", "", "", nil
	proofSlip, err := ProofSlip(f, slipData())
	if err != nil {
		t.Fatal(err)
	}
	recoverySheet, err := RecoverySheet(f, recoveryData())
	if err != nil {
		t.Fatal(err)
	}
	return []struct {
		name  string
		doc   Doc
		pages int
	}{
		{"sign-in", SignInSheet(f, signInData(30)), 2},
		{"theory-sheet", TheorySheet(f, theoryData(30)), 2},
		{"score-sheet", ScoreSheet(f, scoreData(exam.Practical)), 1},
		{"review-sheet", ScoreSheet(f, scoreData(exam.Review)), 1},
		{"score-summary", ScoreSummary(f, summaryData(12)), 1},
		{"record", record(recordData(exam.Practical)), 2},
		{"record-draft", record(draft), 2},
		{"results", ResultList(f, resultData(20, false)), 2},
		{"qualified", ResultList(f, resultData(12, true)), 1},
		{"violation", ViolationRecord(f, violationData()), 1},
		{"correction", CorrectionRecord(f, correctionData()), 1},
		{"history", TraceHistory(f, historyData(60)), 2},
		{"literacy-self", LiteracyForms(f, literacyData(false))[0], 1},
		{"literacy-peer", LiteracyForms(f, literacyData(false))[1], 1},
		{"literacy-poll", LiteracyForms(f, literacyData(false))[2], 1},
		{"literacy-record", LiteracyRecord(f, literacyData(true)), 1},
		{"person", PersonReport(f, personData(30)), 2},
		{"charts", ChartPages(f, chartsData()), 2},
		{"status", StatusList(f, statusData(30)), 2},
		{"filing", FilingForm(f, filingData()), 2},
		{"ticket", Tickets(f, ticketPolicy, ticketData(5)), 3},
		{"door-list", DoorList(f, doorData(exam.Theory, 30)), 1},
		{"seat-labels", SeatLabels(f, doorData(exam.Theory, 20)), 2},
		{"handover", PaperHandover(f, handoverData()), 1},
		{"notice", PublicNotice(f, NoticeData{From: "2026-12-22", Until: "2026-12-29", Rows: resultData(12, true).Rows}), 1},
		{"review-summary", ScoreSummary(f, reviewSummaryData()), 1},
		{"supervision-report", SupervisionReport(f, supervisionData()), 2},
		{"contents", ArchiveContents(f, contentsData(), "2028-12-20"), 2},
		{"staff-list", StaffList(f, staffData(), 3), 1},
		{"ledger", Ledger(f, ledgerData(), nil), 1},
		{"ledger-supervised", Ledger(f, ledgerData(), supervisedData()), 1},
		{"slip", proofSlip, 1},
		{"recovery", recoverySheet, 1},
		{"seat-labels-drawn", SeatLabels(f, doorData(exam.Practical, 7)), 1},
	}
}

// TestGolden compares the text of every form, as pdftotext reads it from the PDF,
// with testdata. It stands on poppler, which make setup installs.
func TestGolden(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		for _, p := range papers(t, frame(t, lang)) {
			t.Run(lang+"/"+p.name, func(t *testing.T) {
				if got := len(p.doc.Pages); got != p.pages {
					t.Errorf("%d pages, want %d", got, p.pages)
				}
				got := pdftotext(t, makePDF(t, lang+"-"+p.name, p.doc), "-layout")
				if strings.Contains(got, "〔paper.") {
					t.Errorf("a wording is missing: %s", got)
				}
				golden := filepath.Join("testdata", lang, p.name+".txt")
				if *update {
					if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("text differs from %s; run with -update and read the difference", golden)
				}
			})
		}
	}
}

func pdftotext(t testing.TB, file string, args ...string) string {
	t.Helper()
	out, err := exec.Command("pdftotext", append(args, file, "-")...).Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return string(out)
}
