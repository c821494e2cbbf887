package screen

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// openPDF is how a paper is printed: the file goes into the book's private folder,
// which is emptied when the book closes, and the desktop's own program opens it
// (the toolkit cannot print, pitfalls 1.2). name is without a person's name or
// number. The strip then says what was opened.
func (s *shell) openPDF(name string, pdf []byte) {
	u := s.u
	kit.Back(u.run, func() (string, error) { return name, s.write(s.private(), name+".pdf", pdf) }, func(name string, err error) {
		if u.refused(err) {
			// Drawn and not shown: showing asks the desk, whose answer clears the note.
			if at, ok := s.at.(interface{ draw() }); ok {
				at.draw()
			}
			return
		}
		u.f.Saved(u.T("screen.print.opened", "name", name, "time", u.now().Format("15:04:05")))
	})
}

// private is the folder of the open book in which nothing stays.
func (s *shell) private() string {
	if s.office != nil {
		return s.office.inst.TempDir()
	}
	return s.site.TempDir()
}

// write stores a file in a book's private folder, where nothing stays, and opens it.
func (s *shell) write(private, name string, data []byte) error {
	dir, err := os.MkdirTemp(private, "print-")
	if err != nil {
		return fmt.Errorf("make a folder for printing: %w", err)
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return fmt.Errorf("write a file for printing: %w", err)
	}
	open := s.opt.OpenFile
	if open == nil {
		open = s.openURL
	}
	if err := open(path); err != nil {
		return exam.Refuse("screen-no-viewer")
	}
	return nil
}

// openURL lets the desktop choose the program.
func (s *shell) openURL(path string) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	return s.app.OpenURL(&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(filepath.ToSlash(abs), "/")}) // C:/ begins without
}
