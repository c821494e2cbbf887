package screen

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/screen/kit"
)

// found is a file that a person may mean.
type found struct {
	path string
	when time.Time
}

// nearby lists the newest files with these endings where people put files: home,
// desktop, downloads, and sticks. At most nine, one for each digit.
func nearby(dirs, endings []string) []found {
	var out []found
	for _, dir := range dirs {
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue // a folder that is not there holds no file
		}
		for _, e := range entries {
			info, err := e.Info()
			if err != nil || e.IsDir() || !slices.Contains(endings, strings.ToLower(filepath.Ext(e.Name()))) {
				continue
			}
			out = append(out, found{filepath.Join(dir, e.Name()), info.ModTime()})
		}
	}
	slices.SortFunc(out, func(a, b found) int { return cmp.Or(b.when.Compare(a.when), strings.Compare(a.path, b.path)) })
	return cut(out, 9)
}

// fileDirs are the folders that nearby looks into.
func fileDirs() []string {
	var out []string
	if wd, err := os.Getwd(); err == nil {
		out = append(out, wd)
	}
	if home, err := os.UserHomeDir(); err == nil {
		for _, d := range []string{"", "Desktop", "Downloads", "Documents", "桌面", "下载", "文档"} {
			out = append(out, filepath.Join(home, d))
		}
	}
	for _, root := range []string{"/media", "/run/media", "/mnt"} {
		deep, err := filepath.Glob(filepath.Join(root, "*"))
		if err != nil {
			continue // only a bad pattern, and ours is not
		}
		out = append(out, deep...)
		deeper, err := filepath.Glob(filepath.Join(root, "*", "*"))
		if err != nil {
			continue
		}
		out = append(out, deeper...)
	}
	for d := 'D'; d <= 'Z'; d++ {
		out = append(out, string(d)+`:\`) // sticks under Windows; nothing elsewhere
	}
	return out
}

// askFile asks for a file to read: by digit from the newest, or by typing its path.
func askFile(u *ui, title string, endings []string, done func(path string)) {
	list := nearby(fileDirs(), endings)
	path := kit.NewField(u.st, kit.Secret, kit.FieldLook{Size: u.st.Body, Hint: u.T("screen.file.path")}, u.now)
	path.Reveal(true)
	wrong := ""
	take := func(p string) {
		u.f.Close()
		done(p)
	}
	u.ask(ask{
		title: title, big: u.T("screen.file.open"), first: nil,
		body: func() fyne.CanvasObject {
			rows := []fyne.CanvasObject{}
			for i, f := range list {
				rows = append(rows, u.st.Tap(kit.Row(12, u.st.KeyCap(strconv.Itoa(i+1)), kit.Fixed(u.st.Text(f.when.Format("01-02 15:04"), u.st.Body, kit.Ink2), 110, 0),
					kit.Grow(u.st.Trimmed(f.path, u.st.Body, kit.Ink), 1)), func() { take(f.path) }))
			}
			if len(list) == 0 {
				rows = append(rows, u.st.Text(u.T("screen.file.none"), u.st.Body, kit.Ink2))
			}
			rows = append(rows, kit.Fixed(path, 0, 44))
			if wrong != "" {
				rows = append(rows, u.st.Note(kit.Caution, "", wrong, u.st.Body, 740))
			}
			return kit.Col(8, rows...)
		},
		keys: append(kit.Picks(len(list), u.T("screen.file.pick"), func(i int) { take(list[i].path) }, func() bool { return !path.Focused() }),
			kit.Key{Names: []string{"Tab"}, Word: u.T("screen.file.type"), Do: func() { u.f.Focus(path) }}),
		do: func() bool {
			if _, err := os.Stat(path.Text()); err != nil || path.Text() == "" {
				wrong = u.T("screen.file.not-there")
				u.f.Redraw()
				return false
			}
			take(path.Text())
			return false
		},
	})
}
