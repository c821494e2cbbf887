package cli

import (
	"os"

	"github.com/spf13/cobra"

	"kaowu/app/exam"
	"kaowu/store"
)

func (r *run) authorityCommand() *cobra.Command {
	return &cobra.Command{Use: "authority FILE", Short: r.words.T("cli.authority"), Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error { return r.authority(args[0]) }}
}

// authority writes the exam's CA certificate as PEM, over no other file.
func (r *run) authority(file string) error {
	if _, err := os.Stat(file); err == nil {
		return exam.Refuse("file-exists", "file", file)
	}
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	a, err := d.Authority()
	if err := closing(s, err); err != nil {
		return err
	}
	if err := store.WriteFile(file, a.PEM); err != nil {
		return err
	}
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "file": file, "sha256": a.SHA256, "fingerprint": s.Fingerprint()})
	}
	r.say("cli.authority-written", "file", file, "sum", a.SHA256, "fingerprint", s.Fingerprint())
	return nil
}
