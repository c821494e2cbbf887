package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Key is one row of a screen's key table. The table binds the keys, makes the key
// strip and fills the help page, so none of the three can say something else.
type Key struct {
	Names []string    // as Press takes them: "F8", "Enter", "Up", "PgDn", "Ctrl+F", "1"
	Cap   string      // what the cap shows, "↑ ↓"; empty: the names
	Word  string      // what it does, a few characters
	Help  string      // what it does, for the help page; empty: Word
	Do    func()      // nil: only shown, as digits that a field takes
	When  func() bool // nil: always
	Quiet bool        // bound and in help, but not on the strip
}

// On says whether the key works in the present state.
func (k Key) On() bool { return k.When == nil || k.When() }

// Shown is the text of the key's cap.
func (k Key) Shown() string {
	if k.Cap != "" {
		return k.Cap
	}
	return strings.ReplaceAll(strings.Join(k.Names, " "), "+", " ")
}

// Table is a list of keys. The first row that has the name and works is done.
type Table []Key

// Press does what a key means. It tells whether the table took it.
func (t Table) Press(name string) bool {
	for _, k := range t {
		if k.Do == nil || !k.On() {
			continue
		}
		for _, n := range k.Names {
			if n == name {
				k.Do()
				return true
			}
		}
	}
	return false
}

// Host is the window that parts belong to: it routes keys and keeps the focus.
type Host interface {
	// Press offers a key to whatever is on top. A focused part calls it first.
	Press(name string) bool
	// Focus gives the keyboard to a part; nil to none, keys still work.
	Focus(f fyne.Focusable)
	// Touched is called after a tap: it gives the keyboard back.
	Touched()
}

// NameOf is the name of a key as tables hold it.
func NameOf(k fyne.KeyName) string {
	switch k {
	case fyne.KeyReturn, fyne.KeyEnter:
		return "Enter"
	case fyne.KeyEscape:
		return "Esc"
	case fyne.KeyPageUp:
		return "PgUp"
	case fyne.KeyPageDown:
		return "PgDn"
	}
	return string(k)
}

// ShortcutName is the name of a combination, "Ctrl+L" or "Alt+3"; empty for one
// that is the toolkit's own.
func ShortcutName(s fyne.Shortcut) string {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok {
		return ""
	}
	key := string(c.KeyName)
	if key == string(fyne.KeyEqual) {
		key = "+" // Ctrl and the unshifted + key
	}
	switch {
	case c.Modifier&fyne.KeyModifierControl != 0:
		return "Ctrl+" + key
	case c.Modifier&fyne.KeyModifierAlt != 0:
		return "Alt+" + key
	}
	return ""
}

// Shortcuts lists the combinations that a window registers for the time when
// nothing has the focus.
func Shortcuts() []*desktop.CustomShortcut {
	var out []*desktop.CustomShortcut
	for _, k := range []fyne.KeyName{"L", "F", "D", "=", "+", "-", "0"} {
		out = append(out, &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierControl})
	}
	for d := '0'; d <= '9'; d++ {
		out = append(out, &desktop.CustomShortcut{KeyName: fyne.KeyName(d), Modifier: fyne.KeyModifierAlt})
	}
	return out
}
