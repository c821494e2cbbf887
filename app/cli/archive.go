package cli

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/store"
	"kaowu/sync/stamp"
)

func (r *run) archiveCommand() *cobra.Command {
	var who officer
	c := &cobra.Command{Use: "archive FILE [SECOND]", Short: r.words.T("cli.archive"), Args: between(1, 2),
		RunE: func(c *cobra.Command, args []string) error { return r.archive(c, args[0], args[1:], who) }}
	r.officerFlags(c, &who)
	return c
}

// archive writes the archive to file, and the same again to the second place, if any;
// with proofs of the institution's book where an officer opens that besides.
func (r *run) archive(c *cobra.Command, file string, second []string, who officer) error {
	for _, f := range append([]string{file}, second...) {
		if _, err := os.Stat(f); err == nil {
			return exam.Refuse("file-exists", "file", f)
		}
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
	for _, to := range second {
		if err == nil {
			if err = d.CopyArchive(c.Context(), file, to, r.progress("cli.archiving")); err != nil {
				r.tell("cli.archived", "file", file, "fingerprint", s.Fingerprint()) // the first file stands
			}
		}
	}
	if err := closing(s, err); err != nil {
		return err
	}
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "file": file, "copies": append([]string{}, second...), "fingerprint": s.Fingerprint()})
	}
	r.say("cli.archived", "file", file, "fingerprint", s.Fingerprint())
	for _, to := range second {
		r.say("cli.archive-copied", "file", to)
	}
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
	var seen []string
	var stampCA string
	c := &cobra.Command{Use: "verify FILE", Short: r.words.T("cli.verify"), Args: exactly(1)}
	c.Flags().StringVar(&v.Trust, "trust", "", r.words.T("cli.flag.trust"))
	c.Flags().StringVar(&v.Checkpoint, "checkpoint", "", r.words.T("cli.flag.checkpoint"))
	c.Flags().StringArrayVar(&seen, "seen", nil, r.words.T("cli.flag.seen"))
	c.Flags().StringVar(&v.KeyFile, "key", "", r.words.T("cli.flag.key"))
	c.Flags().StringVar(&stampCA, "stamp-ca", "", r.words.T("cli.flag.stamp-ca"))
	c.RunE = func(c *cobra.Command, args []string) error {
		v.Stamp = desk.CheckStamp(nil)
		if stampCA != "" {
			roots, err := stamp.Roots(stampCA)
			if err != nil {
				return err
			}
			v.Stamp = desk.CheckStamp(roots)
		}
		for _, file := range seen {
			b, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			v.Seen = append(v.Seen, string(b))
		}
		return r.verify(c, args[0], v)
	}
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
		out := map[string]any{"ok": got.OK, "trust": got.Trust, "kind": got.Kind, "opened": got.Opened, "events": got.Events, "late": got.Late, "institution": got.Institution, "findings": found}
		if len(got.Stamps) > 0 {
			out["stamps"] = stampsOf(got.Stamps)
		}
		if x := slipOf(got.Slip); x != nil {
			out["slip"] = x
		}
		if f := got.Fork; f != nil {
			out["fork"] = map[string]any{"device": f.Device, "log": f.Log, "at": f.At}
		}
		if err := r.printJSON(out); err != nil {
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
	case got.Slip != nil:
		r.printSlip(got)
	case got.Fork != nil && got.OK:
		r.say("cli.fork-holds", "device", got.Fork.Device, "log", got.Fork.Log, "at", got.Fork.At)
	case !got.OK:
		r.say("cli.verify-no", "n", len(found))
	case got.Kind == "tombstone":
		r.say("cli.verify-tombstone", "exam", got.Exam, "events", got.Events)
	case got.Kind == "pack" && got.Opened:
		r.say("cli.verify-pack", "events", got.Events)
	case got.Kind == "pack":
		r.say("cli.verify-pack-closed")
	case got.Opened:
		r.say("cli.verify-opened", "events", got.Events)
	default:
		r.say("cli.verify-closed")
	}
	r.say("cli.trust-" + got.Trust)
	if got.Late > 0 {
		r.say("cli.verify-late", "n", got.Late)
	}
	if got.Institution != "" {
		r.say("cli.verify-institution", "fingerprint", got.Institution)
	}
	r.printStamps(got.Stamps)
	r.printFindings(found)
}
