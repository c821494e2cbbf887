package cli

import (
	"os"

	"github.com/spf13/cobra"

	"kaowu/app/exam"
	"kaowu/store"
)

// recoverySheet is a book that was just made, which can put its recovery key on paper.
type recoverySheet interface {
	RecoverySheet(key string) ([]byte, error)
}

// sheetFlag adds --recovery-sheet to a command that may make a book.
func (r *run) sheetFlag(c *cobra.Command) {
	c.Flags().StringVar(&r.sheet, "recovery-sheet", "", r.words.T("cli.flag.recovery-sheet"))
}

// sheetFree refuses before anything is made where the recovery sheet could not be
// written: a file is there, or the book was made earlier.
func (r *run) sheetFree(name string, made bool) error {
	if r.sheet == "" {
		return nil
	}
	if made {
		return exam.Refuse("recovery-once", "exam", name)
	}
	if _, err := os.Stat(r.sheet); err == nil {
		return exam.Refuse("file-exists", "file", r.sheet)
	}
	return store.WriteFile(r.sheet, nil) // the place is there and can be written
}

// sheetUndone takes the empty file back where no book was made.
func (r *run) sheetUndone(err error) error {
	if err != nil && r.sheet != "" {
		_ = os.Remove(r.sheet) // it is empty
	}
	return err
}

// putSheet writes the recovery sheet. Where that fails the key is printed after all: it
// is kept nowhere.
func (r *run) putSheet(b recoverySheet, key string) error {
	if r.sheet == "" {
		return nil
	}
	pdf, err := b.RecoverySheet(key)
	if err == nil {
		err = store.WriteFile(r.sheet, pdf)
	}
	if err != nil {
		r.tell("cli.recovery-sheet-failed", "key", key)
	}
	return err
}

// sayRecovery prints the recovery key, or where its sheet is.
func (r *run) sayRecovery(key string) {
	switch {
	case key == "":
	case r.sheet != "":
		r.say("cli.recovery-sheet", "file", r.sheet)
	default:
		r.say("cli.recovery-key", "key", key)
	}
}

// shownKey is the recovery key as programs read it: empty where it is on a sheet.
func (r *run) shownKey(key string) string {
	if r.sheet != "" {
		return ""
	}
	return key
}
