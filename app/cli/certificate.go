package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/store"
)

// certificateCommand is everything about certificates 证书: their numbers, the register,
// the papers, and the check of a QR.
func (r *run) certificateCommand() *cobra.Command {
	t := r.words.T
	take := &cobra.Command{Use: "take FILE", Short: t("cli.certificate-take"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error { return r.takeCertificates(c.Context(), args[0]) }}
	list := &cobra.Command{Use: "list", Short: t("cli.certificate-list"), Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return r.certificateList() }}
	return r.group("certificate", r.issueCommand(), r.blockCommand(), take, list, r.skipCommand(),
		r.registerCommand("withdraw NO --reason TEXT", "cli.certificate-withdrawn", (*desk.Desk).WithdrawCertificate),
		r.registerCommand("reissue NO --reason TEXT", "cli.certificate-reissued", (*desk.Desk).ReissueCertificate),
		r.certificatePrint(), r.certificateCheck())
}

// atDesk lets --as in, does one thing and closes the book.
func (r *run) atDesk(do func(*desk.Desk) error) error {
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	return closing(s, do(d))
}

// certificateDone says what was done with how many.
func (r *run) certificateDone(err error, key, what string, n int) error {
	if err != nil {
		return err
	}
	if r.json {
		return r.printJSON(map[string]any{"ok": true, what: n})
	}
	r.say(key, "n", n)
	return nil
}

func (r *run) registerCommand(use, done string, do func(*desk.Desk, context.Context, string, string) error) *cobra.Command {
	name, _, _ := strings.Cut(use, " ")
	var reason string
	c := &cobra.Command{Use: use, Short: r.words.T("cli.certificate-" + name), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			err := r.atDesk(func(d *desk.Desk) error { return do(d, c.Context(), args[0], reason) })
			if err != nil {
				return err
			}
			if r.json {
				return r.printJSON(map[string]any{"ok": true, "number": args[0]})
			}
			r.say(done, "number", args[0])
			return nil
		}}
	c.Flags().StringVar(&reason, "reason", "", r.words.T("cli.flag.certificate-reason"))
	return c
}

func (r *run) skipCommand() *cobra.Command {
	var level, reason string
	var to int
	c := &cobra.Command{Use: "skip --level L --to N --reason TEXT", Short: r.words.T("cli.certificate-skip"), Args: noArgs}
	c.Flags().StringVar(&level, "level", "", r.words.T("cli.flag.certificate-level"))
	c.Flags().IntVar(&to, "to", 0, r.words.T("cli.flag.certificate-to"))
	c.Flags().StringVar(&reason, "reason", "", r.words.T("cli.flag.certificate-reason"))
	c.RunE = func(c *cobra.Command, _ []string) error {
		l, ok := exam.ParseLevel(level)
		if !ok {
			return usage{fmt.Errorf("--level %q is not one of 1 to 5", level)}
		}
		err := r.atDesk(func(d *desk.Desk) error { return d.SkipNumbers(c.Context(), l, to, reason) })
		return r.certificateDone(err, "cli.certificate-skipped", "skipped_to", to)
	}
	return c
}

func (r *run) takeCertificates(ctx context.Context, file string) error {
	if _, err := os.Stat(file); err != nil {
		return err
	}
	n := 0
	var problems []exam.Problem
	err := r.atDesk(func(d *desk.Desk) (err error) { n, problems, err = d.TakeCertificates(ctx, file); return err })
	if err != nil {
		return err
	}
	list, errs := r.problems(problems)
	if errs == 0 {
		return r.certificateDone(nil, "cli.certificate-taken", "taken", n)
	}
	if r.json {
		err = r.printJSON(map[string]any{"ok": false, "taken": 0, "problems": list})
	} else {
		r.say("cli.certificate-not-taken", "n", errs)
		for _, x := range list {
			r.say("cli.certificate-problem", "row", x.Row, "message", x.Message, "mend", x.Mend)
		}
	}
	if err != nil {
		return err
	}
	return errNo
}

// certificatePrint writes certificates into a folder, one file each.
func (r *run) certificatePrint() *cobra.Command {
	per := 1
	c := &cobra.Command{Use: "print DIR [NO...]", Short: r.words.T("cli.certificate-print"), Args: atLeastOne,
		RunE: func(c *cobra.Command, args []string) error {
			ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			n := 0
			show := r.progress("cli.certificate-printing")
			err := r.atDesk(func(d *desk.Desk) error {
				if err := os.MkdirAll(args[0], 0o700); err != nil {
					return err
				}
				return d.PrintCertificates(ctx, desk.CertificateJob{Numbers: args[1:], PerFile: per}, func(p desk.Printed) error {
					n += len(p.Candidates)
					return store.WriteFile(filepath.Join(args[0], p.Name+".pdf"), p.PDF)
				}, func(done, total int) { show(int64(done), int64(total)) })
			})
			return r.certificateDone(err, "cli.certificate-printed", "printed", n)
		}}
	c.Flags().IntVar(&per, "per-file", 1, r.words.T("cli.flag.certificate-per-file"))
	return c
}

// atLeastOne is cobra's check with our kind of error.
func atLeastOne(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usage{fmt.Errorf("%s takes at least 1 argument", c.CommandPath())}
	}
	return nil
}
