package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/assets"
	"kaowu/sync/province"
)

func (r *run) uploadCommand() *cobra.Command {
	var cfg province.ClientConfig
	var dry bool
	c := &cobra.Command{Use: "upload --to URL", Short: r.words.T("cli.upload"), Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return r.upload(c, cfg, dry) }}
	r.clientFlags(c, &cfg)
	c.Flags().BoolVar(&dry, "dry-run", false, r.words.T("cli.flag.dry-run"))
	return c
}

func (r *run) upload(c *cobra.Command, cfg province.ClientConfig, dry bool) error {
	if cfg.URL == "" && !dry {
		return usage{fmt.Errorf("upload needs --to URL")}
	}
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	if dry {
		rows, err := d.UploadList()
		if err := closing(s, err); err != nil {
			return err
		}
		n, kinds := map[string]int{}, map[string]int{}
		for _, row := range rows {
			n[row.State]++
			kinds[row.Record.DataKind]++
		}
		qualified := len(rows) - kinds[province.KindRevoke]
		if r.json {
			return r.printJSON(map[string]any{"ok": true, "dry_run": true, "qualified": qualified, "left": n[desk.UploadLeft], "revoked": n[desk.UploadRevoked],
				"accepted": n[province.Accepted] + n[province.Duplicate], "rejected": n[province.Rejected], "unknown": n[province.Unknown]})
		}
		r.say("cli.upload-dry", "qualified", qualified, "left", n[desk.UploadLeft])
		return nil
	}
	client, err := r.client(cfg)
	if err != nil {
		return closing(s, err)
	}
	defer client.Close()
	show := r.progress("cli.uploading")
	ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	defer context.AfterFunc(ctx, func() {
		stop() // a second Ctrl C ends the program at once
		r.tell("cli.upload-stopping")
	})()
	u, err := d.Upload(ctx, client, func(done, total int) { show(int64(done), int64(total)) })
	paused := ctx.Err() != nil && errors.Is(err, context.Canceled)
	if paused {
		err = nil
	}
	if err := closing(s, err); err != nil {
		return err
	}
	return r.uploaded(u, paused)
}

// uploaded prints what an upload came to. One that was interrupted ended between two
// batches; the next goes on from there.
func (r *run) uploaded(u desk.Uploaded, paused bool) error {
	not := []map[string]string{}
	for _, n := range u.NotTaken {
		not = append(not, map[string]string{"exam_no": string(n.Candidate), "number": n.Number, "code": n.Code})
	}
	ok := len(not) == 0 && !paused && u.Accepted == u.Qualified && u.Left+u.Rejected+u.Unknown == 0 && u.Agrees
	switch {
	case r.json:
		if err := r.printJSON(map[string]any{"ok": ok, "paused": paused, "qualified": u.Qualified, "accepted": u.Accepted, "rejected": u.Rejected, "unknown": u.Unknown, "left": u.Left, "revoked": u.Revoked, "not_taken": not, "batches": u.Batches, "agrees": u.Agrees}); err != nil {
			return err
		}
	case paused:
		r.say("cli.upload-paused", "accepted", u.Accepted, "qualified", u.Qualified, "left", u.Left+u.Unknown)
	default:
		if u.Revoked > 0 {
			r.say("cli.upload-revoked", "n", u.Revoked)
		}
		r.say("cli.uploaded", "qualified", u.Qualified, "accepted", u.Accepted, "rejected", u.Rejected, "unknown", u.Unknown, "agrees", "code:cli.agrees-"+fmt.Sprint(u.Agrees))
	}
	if !r.json {
		r.sayStamped(u.Stamped, u.StampErr)
	}
	for _, n := range u.NotTaken {
		if !r.json {
			r.say("cli.upload-not-taken", "no", string(n.Candidate), "why", r.words.T("problem."+n.Code, "value", n.Number))
		}
	}
	if !ok {
		return errNo
	}
	return nil
}

func (r *run) provinceCommand() *cobra.Command {
	var listen, data string
	c := &cobra.Command{Use: "province --listen ADDR --data DIR", Short: r.words.T("cli.province"), Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return r.province(c.Context(), listen, data) }}
	c.Flags().StringVar(&listen, "listen", "127.0.0.1:0", r.words.T("cli.flag.listen"))
	c.Flags().StringVar(&data, "data", "", r.words.T("cli.flag.data"))
	return c
}

// province runs the drill's receiver until it is interrupted. Its first line is
// its address.
func (r *run) province(ctx context.Context, listen, data string) error {
	if data == "" {
		return usage{fmt.Errorf("province needs --data DIR")}
	}
	dir, err := filepath.Abs(data)
	if err != nil {
		return err
	}
	cfg, err := r.receiverConfig()
	if err != nil {
		return err
	}
	rec, err := province.NewReceiver(dir, cfg)
	if err != nil {
		return err
	}
	if err := serveStamps(rec, r.now); err != nil {
		return closing(rec, err)
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	return closing(rec, rec.Listen(ctx, listen, func(addr string) {
		fmt.Fprintln(r.env.Out, addr)
		r.tell("cli.province-files", "dir", dir)
	}))
}

// receiverConfig is the drill's receiver with the tables that are shipped.
func (r *run) receiverConfig() (province.ReceiverConfig, error) {
	cal, err := calendar()
	if err != nil {
		return province.ReceiverConfig{}, err
	}
	tables, err := province.ReadTables(assets.Codes())
	if err != nil {
		return province.ReceiverConfig{}, err
	}
	cfg := province.ReceiverConfig{LeadDays: cal.WorkdaysBetween, Tables: tables,
		Words: func(code string) string { return r.words.T("verdict." + code) }}
	if r.env.Clock != nil {
		cfg.Clock = r.env.Clock.Now
	}
	return cfg, nil
}
