package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kaowu/app/exam"
	"kaowu/store"
)

func (r *run) seenCommand() *cobra.Command {
	add := &cobra.Command{Use: "add FILE [TEXT]", Short: r.words.T("cli.seen-add"), Args: between(1, 2),
		RunE: func(_ *cobra.Command, args []string) error { return r.seenAdd(args[0], args[1:]) }}
	var dir string
	check := &cobra.Command{Use: "check FILE", Short: r.words.T("cli.seen-check"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error { return r.seenCheck(c, args[0], dir) }}
	check.Flags().StringVar(&dir, "evidence", "", r.words.T("cli.flag.evidence"))
	return r.group("seen", add, check)
}

// seenList reads a file of seen checkpoints; a file that is not there yet is empty.
func seenList(file string) ([]string, error) {
	b, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return store.SeenForm(string(b))
}

// seenAdd adds checkpoints to a list: TEXT, or what standard input holds.
func (r *run) seenAdd(file string, text []string) error {
	list, err := seenList(file)
	if err != nil {
		return err
	}
	if len(text) == 0 {
		b, err := io.ReadAll(io.LimitReader(r.env.In, 1<<20))
		if err != nil {
			return err
		}
		text = []string{string(b)}
	}
	fresh, err := store.SeenForm(text[0])
	if err != nil {
		return err
	}
	if len(fresh) == 0 {
		return exam.Refuse("seen-form", "n", 1)
	}
	before := len(list)
	if list, err = store.SeenForm(strings.Join(append(list, fresh...), "\n")); err != nil {
		return err
	}
	if err := store.WriteFile(file, []byte(strings.Join(list, "\n"))); err != nil {
		return err
	}
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "added": len(list) - before, "checkpoints": len(list)})
	}
	r.say("cli.seen-added", "n", len(list)-before, "all", len(list))
	return nil
}

// seenCheck holds a list against the book of this laptop. What does not fit: exit 1.
func (r *run) seenCheck(c *cobra.Command, file, dir string) error {
	if _, err := os.Stat(file); err != nil {
		return err
	}
	list, err := seenList(file)
	if err != nil {
		return err
	}
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	got, err := d.CheckSeen(c.Context(), list)
	if err := closing(s, err); err != nil {
		return err
	}
	files, err := writeEvidence(dir, got.Evidence)
	if err != nil {
		return err
	}
	found := r.findings(got.Findings)
	if r.json {
		absent := []map[string]any{}
		for _, a := range got.Absent {
			absent = append(absent, map[string]any{"device": a.Device, "log": a.Log, "size": a.Size})
		}
		err = r.printJSON(map[string]any{"ok": len(found) == 0, "fits": got.Fits, "other": got.Other, "absent": absent, "findings": found, "evidence": files})
	} else {
		r.say("cli.seen-checked", "fits", got.Fits, "other", got.Other)
		for _, a := range got.Absent {
			r.say("cli.seen-absent", "device", a.Device, "log", a.Log, "size", a.Size)
		}
		r.printFindings(found)
		for _, f := range files {
			r.say("cli.seen-evidence", "file", f)
		}
	}
	if err == nil && len(found) > 0 {
		err = errNo
	}
	return err
}

// writeEvidence writes each file of evidence into dir; without one it writes none.
func writeEvidence(dir string, list [][]byte) ([]string, error) {
	files := []string{}
	if dir == "" || len(list) == 0 {
		return files, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	for i, b := range list {
		f := filepath.Join(dir, fmt.Sprintf("fork-%d.json", i+1))
		if err := store.WriteFile(f, b); err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}
