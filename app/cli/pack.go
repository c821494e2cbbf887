package cli

import (
	"os"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

func (r *run) packCommand() *cobra.Command {
	var trust string
	write := &cobra.Command{Use: "write FILE", Short: r.words.T("cli.pack-write"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error { return r.packWrite(c, args[0]) }}
	show := &cobra.Command{Use: "show FILE", Short: r.words.T("cli.pack-show"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error { return r.packShow(c, args[0]) }}
	open := &cobra.Command{Use: "open FILE --as LEAD", Short: r.words.T("cli.pack-open"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error { return r.packOpen(c, args[0], trust) }}
	open.Flags().StringVar(&trust, "trust", "", r.words.T("cli.flag.trust"))
	return r.group("pack", write, show, open)
}

// packWrite writes the exam pack that another laptop begins from.
func (r *run) packWrite(c *cobra.Command, file string) error {
	if _, err := os.Stat(file); err == nil {
		return exam.Refuse("file-exists", "file", file)
	}
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	err = d.WritePack(c.Context(), file, r.progress("cli.packing"))
	if err := closing(s, err); err != nil {
		return err
	}
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "exam": s.Cover().Exam, "file": file, "fingerprint": s.Fingerprint()})
	}
	r.say("cli.packed", "file", file, "fingerprint", s.Fingerprint())
	return nil
}

// packShow says what a pack is of; it needs no passphrase.
func (r *run) packShow(c *cobra.Command, file string) error {
	p, err := desk.ReadPack(c.Context(), file, r.progress("cli.verifying"))
	if err != nil {
		return err
	}
	return r.printPack("cli.pack-front", p)
}

// packOpen makes the exam on this laptop. Exam and fingerprint are printed first, to be
// compared with the paper.
func (r *run) packOpen(c *cobra.Command, file, trust string) error {
	p, err := desk.ReadPack(c.Context(), file, r.progress("cli.verifying"))
	if err != nil {
		return err
	}
	if !r.json {
		if err := r.printPack("cli.pack-front", p); err != nil {
			return err
		}
	}
	pass, err := r.passphrase()
	if err != nil {
		return err
	}
	opt, err := r.deskOptions()
	if err != nil {
		return err
	}
	s, _, err := desk.OpenPack(c.Context(), r.homeDir(), file,
		desk.PackOpening{Who: r.as, Passphrase: pass, Exam: r.exam, Trust: trust, Progress: r.progress("cli.unpacking")}, opt)
	if err != nil {
		return err
	}
	if err := s.Close(); err != nil {
		return err
	}
	return r.printPack("cli.pack-opened", p)
}

func (r *run) printPack(key string, p desk.Pack) error {
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "exam": p.Exam, "fingerprint": p.Fingerprint, "lead": p.Lead, "drill": p.Drill,
			"written": p.Written, "events": p.Events})
	}
	r.say(key, "exam", p.Exam, "organisation", p.Organisation, "site", p.Site, "fingerprint", p.Fingerprint, "lead", string(p.Lead),
		"written", p.Written.Format("2006-01-02 15:04"), "events", p.Events)
	return nil
}
