package screen

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"kaowu/app/screen/kit"
)

// offerNote says after a crash that the records are in order, and offers the note. It
// comes once somebody is in: only then can the records be compared.
func (s *shell) offerNote() {
	u, left := s.u, s.left
	if left == nil {
		return
	}
	s.left = nil
	drop := func() error {
		err := os.Remove(filepath.Join(s.home, noteFile))
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		return err
	}
	state := u.T("screen.crash.found", "n", len(s.site.Findings()))
	if len(s.site.Findings()) == 0 {
		state = u.T("screen.crash.intact")
		if at, err := s.site.Newest(); err == nil {
			state = u.T("screen.crash.intact-at", "time", at.Format("2006-01-02 15:04:05"))
		}
	}
	wrong := ""
	save := func() {
		path, err := saveNote(left.note, s.opt.Now().Format("20060102-150405"))
		if err == nil {
			err = drop()
		}
		if err != nil {
			wrong = u.w.Sentence(err)
			u.f.Redraw()
			return
		}
		u.f.Close()
		u.stored("screen.crash.saved", "file", filepath.Base(path))
	}
	no := func() {
		u.f.Close()
		u.refused(drop())
	}
	u.f.Open(&kit.Dialog{
		Title: u.T("screen.crash.title"), Width: 680,
		Keys: kit.Table{{Names: []string{"F9"}, Word: u.T("screen.crash.save"), Do: save}, {Names: []string{"Esc"}, Word: u.T("screen.crash.no"), Do: no}},
		Foot: []fyne.CanvasObject{u.st.Button(kit.Button{Word: u.T("screen.crash.no"), Key: "Esc", Do: no}),
			u.st.Button(kit.Button{Word: u.T("screen.crash.save"), Key: "F9", Kind: kit.Go, Do: save})},
		Body: func() fyne.CanvasObject {
			rows := []fyne.CanvasObject{u.st.Para(state, u.st.Lead, kit.Ink, 620), u.st.Para(u.T("screen.crash.ask"), u.st.Body, kit.Ink2, 620)}
			if wrong != "" {
				rows = append(rows, u.st.Note(kit.Caution, "", wrong, u.st.Body, 620))
			}
			return kit.Col(12, rows...)
		},
	})
}

// saveNote writes the note where a person finds it: on the desktop, else in their
// home folder.
func saveNote(note, when string) (string, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("find the person's folder: %w", err)
	}
	dir := home
	for _, d := range []string{"桌面", "Desktop"} {
		if st, err := os.Stat(filepath.Join(home, d)); err == nil && st.IsDir() {
			dir = filepath.Join(home, d)
		}
	}
	path := filepath.Join(dir, "kaowu-crash-"+when+".txt")
	if err := os.WriteFile(path, []byte(note), 0o600); err != nil {
		return "", fmt.Errorf("save the crash note: %w", err)
	}
	return path, nil
}
