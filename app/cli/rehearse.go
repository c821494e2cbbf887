package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"kaowu/app/cli/drill"
	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/sheet"
	"kaowu/assets"
	"kaowu/store"
	"kaowu/sync/province"
)

func (r *run) rehearseCommand() *cobra.Command {
	var plan, out, until string
	var laptops int
	var seed uint64
	c := &cobra.Command{Use: "rehearse", Short: r.words.T("cli.rehearse"), Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return r.rehearse(c, plan, out, until, laptops, seed) }}
	f := c.Flags()
	f.StringVar(&plan, "plan", "", r.words.T("cli.flag.plan"))
	f.StringVar(&out, "out", filepath.Join("out", "rehearsal"), r.words.T("cli.flag.out"))
	f.IntVar(&laptops, "laptops", 1, r.words.T("cli.flag.laptops"))
	f.Uint64Var(&seed, "seed", 1, r.words.T("cli.flag.seed"))
	f.StringVar(&until, "until", "", r.words.T("cli.flag.until"))
	return c
}

// drillScrypt is the work factor of a drill's key files: its passphrases lie in
// people.json, so making them costly protects nothing and takes the day's time.
const drillScrypt = 12

func (r *run) rehearse(c *cobra.Command, plan, out, until string, laptops int, seed uint64) error {
	if laptops != 1 {
		return exam.Refuse("laptops-one", "given", laptops)
	}
	var stop time.Time
	if until != "" {
		var err error
		if stop, err = time.ParseInLocation("2006-01-02T15:04", until, time.FixedZone("", 8*3600)); err != nil {
			return usage{fmt.Errorf("--until %s: it reads 2026-12-19T08:34", until)}
		}
	}
	plan, remove, err := planOrDemo(plan)
	if err != nil {
		return err
	}
	defer remove()
	show := r.progress("cli.reading-plan")
	pf, err := r.readPlanFile(c.Context(), plan, func(done, total int) { show(int64(done), int64(total)) })
	if err != nil {
		return err
	}
	pol, err := policy()
	if err != nil {
		return err
	}
	rep, err := drill.Run(c.Context(), drill.Config{
		Plan: pf, PlanPath: plan, Out: out, Seed: seed, Policy: pol, Now: time.Now, Until: stop,
		Site: func(clock store.Clock) (desk.Options, error) {
			opt, err := r.deskOptions()
			opt.Store.Clock = clock
			if opt.Store.ScryptLog == 0 {
				opt.Store.ScryptLog = drillScrypt
			}
			return opt, err
		},
		Receiver: func(dir string, clock store.Clock, faults *province.Faults) (*province.Receiver, error) {
			cfg, err := r.receiverConfig()
			cfg.Clock, cfg.Faults = clock.Now, faults
			if err != nil {
				return nil, err
			}
			return province.NewReceiver(dir, cfg)
		},
		WriteFiling: func(path string, f exam.Filing) error { return sheet.WriteFiling(path, f, r.words) },
		ReadFiling:  r.readFilingFile,
		Mark: func(ctx context.Context, in, out string, problems []exam.Problem) error {
			return sheet.MarkPlan(ctx, in, out, problems, r.words)
		},
		Tell: func(step string) {
			if !r.json {
				r.tell("cli.rehearse-step", "step", "code:drill."+step)
			}
		},
	})
	if err != nil {
		return err
	}
	if r.json {
		return r.printJSON(rep)
	}
	r.say("cli.rehearsed", "candidates", rep.Candidates, "qualified", rep.Qualified, "events", rep.Events, "dir", out)
	return nil
}

// planOrDemo gives the plan's path: the demo plan is put into a folder of its own,
// for a rehearsal reads it like any workbook.
func planOrDemo(plan string) (string, func(), error) {
	if plan != "" {
		_, err := os.Stat(plan)
		return plan, func() {}, err
	}
	dir, err := os.MkdirTemp("", "kaowu-demo-")
	if err != nil {
		return "", nil, fmt.Errorf("make a folder for the demo plan: %w", err)
	}
	remove := func() { os.RemoveAll(dir) }
	file := filepath.Join(dir, "plan.xlsx")
	if err := os.WriteFile(file, assets.DemoPlan(), 0o600); err != nil {
		remove()
		return "", nil, fmt.Errorf("write the demo plan: %w", err)
	}
	return file, remove, nil
}
