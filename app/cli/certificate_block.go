package cli

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/store"
)

// issueCommand numbers the qualified; with --block from what the institution's book
// reserved.
func (r *run) issueCommand() *cobra.Command {
	var block string
	c := &cobra.Command{Use: "issue [--block FILE]", Short: r.words.T("cli.certificate-issue"), Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			n := 0
			err := r.atDesk(func(d *desk.Desk) (err error) {
				if block != "" {
					err = r.takeBlock(c.Context(), d, block)
				}
				if err == nil {
					n, err = d.GiveCertificates(c.Context())
				}
				return err
			})
			return r.certificateDone(err, "cli.certificate-issued", "numbered", n)
		}}
	c.Flags().StringVar(&block, "block", "", r.words.T("cli.flag.block"))
	return c
}

// takeBlock reads a block of numbers; what was taken is told on standard error, for the
// answer is how many were numbered.
func (r *run) takeBlock(ctx context.Context, d *desk.Desk, file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	b, by, err := d.TakeBlock(ctx, string(text))
	if err == nil && !r.json {
		r.tell("cli.certificate-block-taken", "first", numberOf(b, b.From), "last", numberOf(b, b.To), "by", by)
	}
	return err
}

// numberOf is a certificate number of a block.
func numberOf(b exam.NumberBlock, seq int) string { return fmt.Sprintf("%s%06d", b.Series, seq) }

// blockCommand reserves numbers in the institution's book, whose officer is --as.
func (r *run) blockCommand() *cobra.Command {
	var level, forExam, fingerprint string
	var count int
	t := r.words.T
	c := &cobra.Command{Use: "block FILE --level L --count N --for PLAN --fingerprint F", Short: t("cli.certificate-block"), Args: exactly(1)}
	c.Flags().StringVar(&level, "level", "", t("cli.flag.certificate-level"))
	c.Flags().IntVar(&count, "count", 0, t("cli.flag.block-count"))
	c.Flags().StringVar(&forExam, "for", "", t("cli.flag.block-for"))
	c.Flags().StringVar(&fingerprint, "fingerprint", "", t("cli.flag.block-fingerprint"))
	c.RunE = func(c *cobra.Command, args []string) error {
		l, ok := exam.ParseLevel(level)
		if !ok {
			return usage{fmt.Errorf("--level %q is not one of 1 to 5", level)}
		}
		if _, err := os.Stat(args[0]); err == nil {
			return exam.Refuse("file-exists", "file", args[0]) // a block that somebody may have used already
		}
		var b exam.NumberBlock
		err := r.officer(officer{r.as, r.passFile}, func(_ *desk.Institution, o *desk.Officer) (err error) {
			b, err = o.ReserveNumbers(c.Context(), l, count, forExam, fingerprint)
			return err
		})
		if err != nil {
			return err
		}
		if err := store.WriteFile(args[0], []byte(b.Proof+"\n")); err != nil {
			return err
		}
		first, last := numberOf(b, b.From), numberOf(b, b.To)
		if r.json {
			return r.printJSON(map[string]any{"ok": true, "first": first, "last": last, "for": b.Exam, "file": args[0]})
		}
		r.say("cli.certificate-blocked", "first", first, "last", last, "file", args[0])
		return nil
	}
	return c
}
