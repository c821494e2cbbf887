package screen

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// atOffice runs work that needs the provincial system, off the UI goroutine; Esc
// ends it. done is told on the UI goroutine where nothing was refused.
func (p *upload) atOffice(work func(ctx context.Context, to desk.Receiver) (desk.Uploaded, error), done func(desk.Uploaded)) {
	u := p.u
	p.onRoad("screen.upload.working", func(ctx context.Context, to desk.Receiver, _ func(done, total int)) (desk.Uploaded, error) {
		return work(ctx, to)
	}, func(up desk.Uploaded, err error, stopped bool) {
		if !stopped && !u.refused(err) {
			done(up)
		}
	})
}

// ask inquires about what no receipt mentions and compares the lists 查询未明. It
// never sends a record.
func (p *upload) ask() {
	p.atOffice(p.d.AskUpload, func(up desk.Uploaded) {
		p.last = &up
		p.u.stored("screen.upload.saved-ask", "n", up.Unknown)
	})
}

// file is the way without a network: save the import file, or read the answer.
func (p *upload) file() {
	u := p.u
	ways := []kit.Option{{Word: u.T("screen.upload.file-save")}, {Word: u.T("screen.upload.file-read")}}
	u.choose(u.T("screen.upload.file"), ways, func(i int) {
		if i == 0 {
			askSave(u, u.T("screen.upload.file-save"), u.T("screen.upload.file-name"), p.saveFile)
			return
		}
		askFile(u, u.T("screen.upload.file-read"), []string{".json"}, p.readAnswer)
	})
}

// saveFile writes the import file; a batch after the first goes beside it, numbered.
func (p *upload) saveFile(path string) {
	n, records := 0, 0
	p.atOffice(func(ctx context.Context, to desk.Receiver) (up desk.Uploaded, err error) {
		records, err = p.d.SealUpload(ctx, to, func(_ string, file []byte) error {
			n++
			at := path
			if n > 1 {
				ext := filepath.Ext(path)
				at = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(path, ext), n, ext)
			}
			return writeWhole(at, file)
		})
		return up, err
	}, func(desk.Uploaded) { p.u.stored("screen.upload.saved-file", "n", records, "files", n) })
}

// readAnswer takes the office's answer file in.
func (p *upload) readAnswer(path string) {
	n := 0
	p.atOffice(func(ctx context.Context, to desk.Receiver) (up desk.Uploaded, err error) {
		file, err := os.ReadFile(path)
		if err != nil {
			return up, exam.Refuse("screen-no-file", "file", path)
		}
		n, err = p.d.TakeAnswer(ctx, to, file)
		return up, err
	}, func(desk.Uploaded) { p.u.stored("screen.upload.saved-answer", "n", n) })
}

// lists are both sides' lists by count and digest, as they can be read out by
// telephone: the first eight characters.
func (p *upload) lists(up desk.Uploaded) fyne.CanvasObject {
	u, st := p.u, p.u.st
	state, word, how := kit.Done, u.T("screen.upload.lists-agree"), u.T("screen.upload.lists-done")
	if !up.Agrees {
		state, word, how = kit.Caution, u.T("screen.upload.lists-differ", "n", max(up.Ours.Count-up.Theirs.Count, up.Theirs.Count-up.Ours.Count)), u.T("screen.upload.lists-ask")
	}
	side := func(key string, l desk.ListOf) fyne.CanvasObject {
		return st.Text(u.T(key, "n", l.Count, "digest", strings.ToUpper(cutText(l.Digest, 8))), st.Caption, kit.Ink2)
	}
	left := kit.Col(0, kit.Row(10, st.Text(u.T("screen.upload.lists"), st.Body, kit.Ink), st.Mark(state, word)), st.Trimmed(how, st.Caption, kit.Ink2))
	return kit.Pad(8, 16, kit.Row(10, kit.Grow(left, 1), kit.Col(0, side("screen.upload.list-ours", up.Ours), side("screen.upload.list-theirs", up.Theirs))))
}

// cutText is the first n bytes of a digest.
func cutText(s string, n int) string { return s[:min(n, len(s))] }
