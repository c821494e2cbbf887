package screen

import (
	"strings"

	"fyne.io/fyne/v2"

	"kaowu/app/screen/kit"
)

// recoverable is a book that was just made and prints its recovery key on a sheet.
type recoverable interface {
	RecoverySheet(key string) ([]byte, error)
	TempDir() string
}

// showRecovery shows the recovery key once, for a sealed envelope 信封, and prints its
// sheet. The last characters are typed back from the paper: what nobody copied is lost for
// good.
func showRecovery(u *ui, b recoverable, key string, done func()) {
	st := u.st
	field := kit.NewField(st, kit.Scan, kit.FieldLook{Size: st.Lead}, u.now)
	wrong := ""
	u.f.Open(&kit.Dialog{
		Title: u.T("screen.empty.recovery"), First: field, OnClose: done,
		Body: func() fyne.CanvasObject {
			rows := []fyne.CanvasObject{st.Para(u.T("screen.empty.recovery-how"), st.Body, kit.Ink, 740),
				st.Edged(kit.WarnTint, kit.Warn, 2, kit.Pad(16, 16, st.Para(spaced(key), st.Lead, kit.Ink, 700))),
				kit.Row(12, st.Text(u.T("screen.empty.recovery-last", "n", recoveryTail), st.Body, kit.Ink2), kit.Grow(field, 1))}
			if wrong != "" {
				rows = append(rows, st.Note(kit.Caution, "", wrong, st.Body, 740))
			}
			return kit.Col(14, rows...)
		},
		Keys: kit.Table{{Names: []string{"F7"}, Word: u.T("screen.recovery.print"), Do: func() { printSheet(u, b, key, &wrong) }},
			{Names: []string{"F6"}, Word: u.T("screen.recovery.save"), Do: func() { saveSheet(u, b, key, &wrong) }},
			{Names: []string{"F9", "Enter"}, Cap: "F9", Word: u.T("screen.empty.recovery-done"), Do: func() { copied(u, key, field, &wrong) }}},
		Foot: []fyne.CanvasObject{st.Button(kit.Button{Word: u.T("screen.recovery.print"), Key: "F7", Do: func() { printSheet(u, b, key, &wrong) }}),
			st.Button(kit.Button{Word: u.T("screen.recovery.save"), Key: "F6", Do: func() { saveSheet(u, b, key, &wrong) }}),
			st.Button(kit.Button{Word: u.T("screen.empty.recovery-done"), Key: "F9", Kind: kit.Go, Do: func() { copied(u, key, field, &wrong) }})},
	})
}

// recoveryTail is how many characters of the key are typed back.
const recoveryTail = 6

// copied closes the recovery key once its end was typed back.
func copied(u *ui, key string, field *kit.Field, wrong *string) {
	typed := strings.ReplaceAll(strings.ToUpper(field.Text()), " ", "")
	if typed == key[len(key)-recoveryTail:] {
		u.f.Close()
		return
	}
	*wrong = u.T("screen.empty.recovery-wrong", "n", recoveryTail)
	field.Refuse()
	u.f.Redraw()
}

// spaced parts a long key into groups of eight, to be copied by hand.
func spaced(s string) string {
	out := ""
	for i, r := range s {
		if i > 0 && i%8 == 0 {
			out += " "
		}
		out += string(r)
	}
	return out
}

// printSheet opens the sheet with the desktop's program, from the book's private folder:
// it is gone when the program ends.
func printSheet(u *ui, b recoverable, key string, wrong *string) {
	name := u.T("screen.recovery.name")
	kit.Back(u.run, func() (string, error) {
		pdf, err := b.RecoverySheet(key)
		if err != nil {
			return name, err
		}
		return name, u.print(b.TempDir(), name+".pdf", pdf)
	}, func(name string, err error) {
		if *wrong = ""; err != nil {
			*wrong = u.w.Sentence(err)
		} else {
			u.f.Saved(u.T("screen.print.opened", "name", name, "time", u.now().Format("15:04:05")))
		}
		u.f.Redraw()
	})
}

// saveSheet writes the sheet where the person says.
func saveSheet(u *ui, b recoverable, key string, wrong *string) {
	askSave(u, u.T("screen.recovery.save"), u.T("screen.recovery.name")+".pdf", func(path string) {
		kit.Back(u.run, func() (string, error) {
			pdf, err := b.RecoverySheet(key)
			if err != nil {
				return path, err
			}
			return path, writeWhole(path, pdf)
		}, func(_ string, err error) {
			if *wrong = ""; err != nil {
				*wrong = u.w.Sentence(err)
			} else {
				u.stored("screen.recovery.saved")
			}
			u.f.Redraw()
		})
	})
}
