package screen

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// askSave asks where to put a new file: a folder by digit, or the whole path typed
// after Tab. done gets a path that does not exist yet, in a folder that does.
func askSave(u *ui, title, name string, done func(path string)) {
	var dirs []string
	for _, d := range fileDirs() {
		if info, err := os.Stat(d); err == nil && info.IsDir() && len(dirs) < 6 {
			dirs = append(dirs, d)
		}
	}
	path := kit.NewField(u.st, kit.Secret, kit.FieldLook{Size: u.st.Body, Hint: u.T("screen.place.path")}, u.now)
	path.Reveal(true)
	picked, wrong := 0, ""
	pick := func(i int) {
		picked, wrong = i, ""
		path.Set(filepath.Join(dirs[i], name), false)
		u.f.Redraw()
	}
	if len(dirs) > 0 {
		path.Set(filepath.Join(dirs[0], name), false)
	}
	u.ask(ask{
		title: title, big: u.T("screen.place.save"),
		body: func() fyne.CanvasObject {
			var rows []fyne.CanvasObject
			for i, d := range dirs {
				tone := kit.Ink
				if i == picked {
					tone = kit.Pri
				}
				rows = append(rows, u.st.Tap(kit.Row(12, u.st.KeyCap(strconv.Itoa(i+1)), kit.Grow(u.st.Trimmed(u.T("screen.place.here", "dir", d), u.st.Body, tone), 1)), func() { pick(i) }))
			}
			rows = append(rows, kit.Fixed(path, 0, 44))
			if wrong != "" {
				rows = append(rows, u.st.Note(kit.Caution, "", wrong, u.st.Body, 740))
			}
			return kit.Col(8, rows...)
		},
		keys: append(kit.Picks(len(dirs), u.T("screen.place.pick"), pick, func() bool { return !path.Focused() }),
			kit.Key{Names: []string{"Tab"}, Word: u.T("screen.place.type"), Do: func() { u.f.Focus(path) }}),
		do: func() bool {
			to := path.Text()
			if info, err := os.Stat(filepath.Dir(to)); to == "" || err != nil || !info.IsDir() {
				wrong = u.T("screen.place.none", "dir", filepath.Dir(to))
			} else if _, err := os.Lstat(to); err == nil {
				wrong = u.w.Sentence(exam.Refuse("screen-file-there", "file", to))
			} else {
				u.f.Close()
				done(to)
				return false
			}
			u.f.Redraw()
			return false
		},
	})
}

// writeWhole writes a new file so that it is there whole or not at all.
func writeWhole(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".kaowu-*")
	if err != nil {
		return fmt.Errorf("write a file: %w", err)
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // what was begun is of no use to anybody
		return fmt.Errorf("write a file: %w", err)
	}
	return nil
}
