package cli

import (
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/sync/province"
)

// planFileCommand files the plan with the office.
func (r *run) planFileCommand() *cobra.Command {
	var cfg province.ClientConfig
	c := &cobra.Command{Use: "file --to URL", Short: r.words.T("cli.plan-file"), Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return r.planFile(c, cfg) }}
	r.clientFlags(c, &cfg)
	return c
}

// clientFlags are the flags that name the provincial system and its key files.
func (r *run) clientFlags(c *cobra.Command, cfg *province.ClientConfig) {
	f := c.Flags()
	f.StringVar(&cfg.URL, "to", "", r.words.T("cli.flag.to"))
	f.StringVar(&cfg.CAFile, "ca", "", r.words.T("cli.flag.ca"))
	f.StringVar(&cfg.CertFile, "cert", "", r.words.T("cli.flag.cert"))
	f.StringVar(&cfg.KeyFile, "key", "", r.words.T("cli.flag.client-key"))
	f.StringVar(&cfg.ReceiverKeyFile, "receiver-key", "", r.words.T("cli.flag.receiver-key"))
}

// client opens the provincial system that flags name.
func (r *run) client(cfg province.ClientConfig) (*province.Client, error) {
	if !strings.Contains(cfg.URL, "://") {
		cfg.URL = "https://" + cfg.URL // as `kaowu province` prints its address
	}
	if r.env.Clock != nil {
		cfg.Clock = r.env.Clock.Now
	}
	return province.NewClient(cfg)
}

func (r *run) planFile(c *cobra.Command, cfg province.ClientConfig) error {
	if cfg.URL == "" {
		return usage{fmt.Errorf("plan file needs --to URL")}
	}
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	client, err := r.client(cfg)
	if err != nil {
		return closing(s, err)
	}
	defer client.Close()
	ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	filed, err := d.FilePlan(ctx, client)
	if err := closing(s, err); err != nil {
		return err
	}
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "exam": s.Cover().Exam, "fingerprint": s.Fingerprint(), "lead_days": filed.LeadDays, "version": filed.Version,
			"received": filed.Received, "receiver": filed.Receiver, "again": filed.Again})
	}
	switch {
	case filed.Again:
		r.say("cli.plan-filed-again", "days", filed.LeadDays)
	case filed.Version > 1:
		r.say("cli.plan-filed-version", "version", filed.Version, "days", filed.LeadDays, "received", filed.Received.Format("2006-01-02 15:04"))
	default:
		r.say("cli.plan-filed", "days", filed.LeadDays, "received", filed.Received.Format("2006-01-02 15:04"))
	}
	return nil
}

// planVersions prints each version of the plan with what it changed.
func (r *run) planVersions() error {
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	list, err := d.PlanVersions()
	if err := closing(s, err); err != nil {
		return err
	}
	if r.json {
		out := []map[string]any{}
		for _, v := range list {
			out = append(out, versionJSON(v))
		}
		return r.printJSON(map[string]any{"ok": true, "versions": out})
	}
	for _, v := range list {
		r.printVersion(v)
	}
	return nil
}

func versionJSON(v desk.PlanVersion) map[string]any {
	changes := []map[string]string{}
	for _, c := range v.Changes {
		changes = append(changes, map[string]string{"kind": c.Kind, "sheet": c.Sheet, "key": c.Key, "column": c.Column, "old": c.Old, "new": c.New})
	}
	return map[string]any{"version": v.No, "when": v.When, "by": v.By, "reason": v.Reason, "changes": changes}
}

func (r *run) printVersion(v desk.PlanVersion) {
	when := v.When.Format("2006-01-02 15:04")
	if v.No == 1 {
		r.say("cli.plan-version-first", "when", when, "by", string(v.By))
		return
	}
	r.say("cli.plan-version", "version", v.No, "when", when, "by", string(v.By), "reason", v.Reason, "n", len(v.Changes))
	for _, c := range v.Changes {
		r.say("cli.plan-change-"+c.Kind, "sheet", c.Sheet, "key", c.Key, "column", c.Column, "old", c.Old, "new", c.New)
	}
}
