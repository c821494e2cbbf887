package screen

import (
	"path/filepath"

	"kaowu/app/desk"
	"kaowu/app/screen/kit"
)

// authority saves the certificate that the PDF signatures of this exam hang on, for whoever
// reads its papers with a program of their own.
func (a *archive) authority() {
	u := a.u
	c, err := a.d.Authority()
	if u.refused(err) {
		a.draw()
		return
	}
	askSave(u, u.T("screen.archive.authority"), c.Name, func(path string) {
		kit.Back(u.run, func() (desk.Authority, error) { return c, writeWhole(path, c.PEM) }, func(_ desk.Authority, err error) {
			if !u.refused(err) {
				u.stored("screen.archive.authority-saved", "file", filepath.Base(path))
			}
			a.draw()
		})
	})
}
