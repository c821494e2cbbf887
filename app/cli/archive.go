package cli

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/store"
)

func (r *run) archiveCommand() *cobra.Command {
	var who officer
	c := &cobra.Command{Use: "archive FILE", Short: r.words.T("cli.archive"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error { return r.archive(c, args[0], who) }}
	r.officerFlags(c, &who)
	return c
}

// archive writes the archive, with proofs of the institution's book where an officer
// opens that besides.
func (r *run) archive(c *cobra.Command, file string, who officer) error {
	if _, err := os.Stat(file); err == nil {
		return exam.Refuse("file-exists", "file", file)
	}
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	if who.name == "" {
		err = d.WriteArchive(c.Context(), file, r.progress("cli.archiving"))
	} else {
		err = r.archiveWith(c.Context(), s, d, file, who)
	}
	if err := closing(s, err); err != nil {
		return err
	}
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "file": file, "fingerprint": s.Fingerprint()})
	}
	r.say("cli.archived", "file", file, "fingerprint", s.Fingerprint())
	return nil
}

func (r *run) archiveWith(ctx context.Context, s *desk.Site, d *desk.Desk, file string, who officer) error {
	roster, err := s.Roster()
	if err != nil {
		return err
	}
	var evidence []byte
	err = r.officer(r.besides(who), func(_ *desk.Institution, o *desk.Officer) (err error) {
		evidence, err = o.Evidence(ctx, roster.Plan)
		return err
	})
	if err != nil {
		return err
	}
	return d.WriteArchiveWith(ctx, file, evidence, r.progress("cli.archiving"))
}

func (r *run) verifyCommand() *cobra.Command {
	var v store.VerifyOptions
	c := &cobra.Command{Use: "verify FILE", Short: r.words.T("cli.verify"), Args: exactly(1)}
	c.Flags().StringVar(&v.Trust, "trust", "", r.words.T("cli.flag.trust"))
	c.Flags().StringVar(&v.Checkpoint, "checkpoint", "", r.words.T("cli.flag.checkpoint"))
	c.Flags().StringVar(&v.KeyFile, "key", "", r.words.T("cli.flag.key"))
	c.RunE = func(c *cobra.Command, args []string) error { return r.verify(c, args[0], v) }
	return c
}

func (r *run) verify(c *cobra.Command, file string, v store.VerifyOptions) error {
	if _, err := os.Stat(file); err != nil {
		return err
	}
	if r.as != "" {
		pass, err := r.passphrase()
		if err != nil {
			return err
		}
		v.As, v.Passphrase = r.as, pass
	}
	v.Progress = r.progress("cli.verifying")
	got, err := store.VerifyFile(c.Context(), file, v)
	if err != nil {
		return err
	}
	found := r.findings(got.Findings)
	if r.json {
		if err := r.printJSON(map[string]any{"ok": got.OK, "trust": got.Trust, "kind": got.Kind, "opened": got.Opened, "events": got.Events, "institution": got.Institution, "findings": found}); err != nil {
			return err
		}
	} else {
		r.printVerification(got, found)
	}
	if !got.OK {
		return errNo
	}
	return nil
}

func (r *run) printVerification(got store.Verification, found []finding) {
	switch {
	case !got.OK:
		r.say("cli.verify-no", "n", len(found))
	case got.Opened:
		r.say("cli.verify-opened", "events", got.Events)
	default:
		r.say("cli.verify-closed")
	}
	r.say("cli.trust-" + got.Trust)
	if got.Institution != "" {
		r.say("cli.verify-institution", "fingerprint", got.Institution)
	}
	r.printFindings(found)
}
