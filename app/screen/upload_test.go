package screen

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/sync/province"
)

// fakeFiler is a desk whose results are published, with an office behind it.
type fakeFiler struct {
	filer
	list  []desk.UploadRow
	calls []string
	err   error
}

func (f *fakeFiler) ResultList() (desk.ResultsView, error) {
	return desk.ResultsView{Stage: desk.StagePublished, Until: "2026-12-29"}, nil
}
func (f *fakeFiler) UploadList() ([]desk.UploadRow, error) { return f.list, nil }

func (f *fakeFiler) Upload(_ context.Context, _ desk.Receiver, progress func(done, total int)) (desk.Uploaded, error) {
	f.calls = append(f.calls, "send")
	progress(1, 4)
	return f.compared(), f.err
}

func (f *fakeFiler) GiveCertificates(context.Context) (int, error) {
	f.calls = append(f.calls, "number")
	return 1, f.err
}

func (f *fakeFiler) AskUpload(context.Context, desk.Receiver) (desk.Uploaded, error) {
	f.calls = append(f.calls, "ask")
	return f.compared(), f.err
}

func (f *fakeFiler) compared() desk.Uploaded {
	return desk.Uploaded{Qualified: 4, Accepted: 1, Unknown: 1, Compared: true, Ours: desk.ListOf{Count: 2, Digest: "9c4e71ad00"}, Theirs: desk.ListOf{Count: 3, Digest: "0b27e5f000"}}
}

func (f *fakeFiler) SealUpload(_ context.Context, _ desk.Receiver, emit func(string, []byte) error) (int, error) {
	f.calls = append(f.calls, "seal")
	return 4, errors.Join(emit("a", []byte("one")), emit("b", []byte("two")))
}

func (f *fakeFiler) TakeAnswer(_ context.Context, _ desk.Receiver, file []byte) (int, error) {
	f.calls = append(f.calls, "answer "+string(file))
	return 4, nil
}

// office shows the upload screen over four people, one with each answer.
func office(t *testing.T) (*world, *upload, *fakeFiler) {
	w := newWorld(t, "2026-12-30 10:11:37")
	w.enter(w.lead.Staff().Name)
	f := &fakeFiler{}
	for i, state := range []string{rejected, unknown, duplicate, accepted} {
		c := w.plan.Candidates[i]
		row := desk.UploadRow{State: state, Record: province.Record{ExamNo: string(c.No), Name: c.Name, Occupation: "焊工", Level: "3", CertificateNo: "S000051000001263000031", Theory: "81.0", Practical: "76.8", Total: "78.5"}}
		row.Verdict = &exam.Verdict{Batch: "0417-01", Verdict: state}
		if state == rejected {
			row.Verdict.Code, row.Verdict.Words = "E03", "性别与证件号码不一致"
		}
		f.list = append(f.list, row)
	}
	p := newUpload(w.sh.u, f, func() (desk.Receiver, error) { return nil, nil })
	w.sh.at = p
	w.sh.redraw()
	return w, p, f
}

// F5 asks and never sends; F9 sends what was mended; both lists are compared.
func TestUploadByKeys(t *testing.T) {
	w, p, f := office(t)
	w.shot("10-upload-rows")
	w.key(fyne.KeyF5)
	w.shot("10-upload-asked")
	if got := strings.Join(f.calls, " "); got != "ask" {
		t.Fatalf("F5 did %q", got)
	}
	if text := shownText(w); !strings.Contains(text, "9C4E71AD") || !strings.Contains(text, "0B27E5F0") || !strings.Contains(text, "差 1 条") {
		t.Error("the lists of both sides are not shown")
	}
	w.key(fyne.KeyF9)
	if got := strings.Join(f.calls, " "); got != "ask send" || p.busy() {
		t.Errorf("F9 did %q, busy %v", got, p.busy())
	}
	w.key(fyne.KeyTab)
	if len(p.rows) != 1 {
		t.Errorf("accepted: %d rows", len(p.rows))
	}
}

// What changed after the upload stands there in words: to correct, to revoke, revoked.
func TestUploadLaterInWords(t *testing.T) {
	w, p, f := office(t)
	for i, state := range []string{unsent, unsent, revoked} {
		row := f.list[3]
		row.State, row.Record.DataKind = state, []string{exam.UploadMended, exam.UploadRevoked, exam.UploadRevoked}[i]
		f.list = append(f.list, row)
	}
	p.show()
	for range 4 {
		w.key(fyne.KeyDown)
	}
	w.shot("10-upload-later")
	text := shownText(w)
	for _, want := range []string{"待更正", "待撤销", "已撤销", "合格 5 人", "作为「更正」上报"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not shown", want)
		}
	}
	w.key(fyne.KeyDown)
	if text = shownText(w); !strings.Contains(text, "作为「撤销」上报") {
		t.Error("what F9 does with a revocation is not shown")
	}
	if word, _ := p.next(); word == "" {
		t.Error("F9 sends nothing")
	}
}

// A number that the office refused is given anew before anything is sent.
func TestUploadNumbersAnew(t *testing.T) {
	w, p, f := office(t)
	f.list[0].Verdict.Code, f.list[0].Anew = "E08", true
	p.show()
	w.shot("10-upload-anew")
	if text := shownText(w); !strings.Contains(text, "另编一个") {
		t.Error("what to do about the number is not shown")
	}
	w.key(fyne.KeyF9)
	if got := strings.Join(f.calls, " "); got != "number" {
		t.Errorf("F9 did %q", got)
	}
}

// F6, then a digit: the import files are written, or the answer is read.
func TestUploadFileByKeys(t *testing.T) {
	w, p, f := office(t)
	w.key(fyne.KeyF6)
	w.shot("10-upload-file")
	w.key(fyne.KeyEscape)
	if len(f.calls) != 0 {
		t.Fatalf("Esc did %v", f.calls)
	}
	dir := t.TempDir()
	p.saveFile(filepath.Join(dir, "out.json"))
	for name, want := range map[string]string{"out.json": "one", "out-2.json": "two"} {
		if b, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(b) != want {
			t.Errorf("%s holds %q, %v", name, b, err)
		}
	}
	p.readAnswer(filepath.Join(dir, "out.json"))
	if got := strings.Join(f.calls, ", "); got != "seal, answer one" {
		t.Errorf("did %q", got)
	}
	p.readAnswer(filepath.Join(dir, "none.json"))
	if !strings.Contains(w.sh.u.note, "none.json") {
		t.Errorf("a file that is not there: %q", w.sh.u.note)
	}
}

// What another try cannot mend is said, the list stays, and nothing runs on.
func TestUploadRefused(t *testing.T) {
	w, p, f := office(t)
	f.err = exam.Refuse("province-certificate", "host", "office:8443")
	w.key(fyne.KeyF9)
	if p.busy() || p.again != nil || !strings.Contains(w.sh.u.note, "office:8443") {
		t.Errorf("busy %v, said %q", p.busy(), w.sh.u.note)
	}
	w.shot("10-upload-refused")
}
