package drill

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/store"
	"kaowu/sync/province"
)

// results confirms, notices, publishes and numbers, each on its own day.
func (d *day) results(ctx context.Context) error {
	lead := d.people[d.lead().ID]
	if _, err := lead.ConfirmResults(ctx); err != nil {
		return d.hindered(err)
	}
	until, err := lead.StartNotice(ctx)
	if err != nil {
		return err
	}
	if err := lead.PublishResults(ctx); !errors.Is(err, exam.Refuse("notice-runs")) {
		return fmt.Errorf("results were published while the public notice runs (%v)", err)
	}
	after, err := time.ParseInLocation("2006-01-02 15:04", string(until)+" 09:00", zone())
	if err != nil {
		return exam.Refuse("bad-date")
	}
	d.clock.To(after.AddDate(0, 0, 1))
	if err := lead.PublishResults(ctx); err != nil {
		return err
	}
	if _, err := lead.GiveCertificates(ctx); err != nil {
		return err
	}
	if err := d.tell(ctx); err != nil {
		return err
	}
	return d.tellSupervision(ctx)
}

// hindered adds the first thing that hinders to a refusal, for whoever reads why
// the drill stopped.
func (d *day) hindered(err error) error {
	var r *exam.Refusal
	if errors.As(err, &r) && r.Code == "not-ready" {
		return fmt.Errorf("%w: %v %v %v", err, r.Args["first"], r.Args["candidate"], r.Args["session"])
	}
	return err
}

// file hands the plan in on the day it was made (notice 6.1).
func (d *day) file(ctx context.Context) error {
	return d.office(ctx, nil, func(client *province.Client) error {
		_, err := d.people[d.lead().ID].FilePlan(ctx, client)
		return err
	})
}

// upload files the qualified with a receiver that fails in every way it knows,
// until both sides agree.
func (d *day) upload(ctx context.Context) error {
	faults := province.Script(province.TimeoutAfter, province.ServerError, province.MissingVerdicts, province.CutAnswer)
	return d.office(ctx, faults, func(client *province.Client) error { return d.send(ctx, client) })
}

// office runs the drill's receiver while do speaks to it.
func (d *day) office(ctx context.Context, faults *province.Faults, do func(*province.Client) error) error {
	dir := d.path("province")
	rec, err := d.cfg.Receiver(dir, d.clock, faults)
	if err != nil {
		return err
	}
	serving, stop := context.WithCancel(ctx)
	address, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- rec.Listen(serving, "127.0.0.1:0", func(a string) { address <- a }) }()
	err = d.connected(dir, address, ended, do)
	stop()
	if lerr := <-ended; err == nil {
		err = lerr
	}
	if cerr := rec.Close(); err == nil {
		err = cerr
	}
	return err
}

// connected waits for the receiver's address and gives do a client of it.
func (d *day) connected(dir string, address <-chan string, ended chan error, do func(*province.Client) error) error {
	var host string
	select {
	case host = <-address:
	case err := <-ended:
		ended <- nil
		return fmt.Errorf("the drill's receiver did not start: %w", err)
	}
	client, err := province.NewClient(province.ClientConfig{URL: "https://" + host, CAFile: filepath.Join(dir, "ca.pem"),
		CertFile: filepath.Join(dir, "client.pem"), KeyFile: filepath.Join(dir, "client-key.pem"),
		ReceiverKeyFile: filepath.Join(dir, "receiver.pub"), Clock: d.clock.Now,
		Jitter: d.rng.of("jitter").Float64, FirstWait: time.Millisecond, MaxWait: 5 * time.Millisecond, TryTimeout: 10 * time.Second})
	if err != nil {
		return err
	}
	defer client.Close()
	return do(client)
}

func (d *day) send(ctx context.Context, client *province.Client) error {
	lead := d.people[d.lead().ID]
	var u desk.Uploaded
	var err error
	for range 10 {
		if u, err = lead.Upload(ctx, client, nil); err == nil && u.Unknown == 0 && u.Left == 0 && u.Agrees {
			break
		}
	}
	if err != nil {
		return err
	}
	if u.Accepted != u.Qualified || !u.Agrees {
		return fmt.Errorf("upload ended with %d of %d accepted, %d rejected, %d unknown, lists agree: %t", u.Accepted, u.Qualified, u.Rejected, u.Unknown, u.Agrees)
	}
	d.report.Qualified = u.Qualified
	return nil
}

// keep writes a paper into its form's folder.
func (d *day) keep(p desk.Printed) error {
	return writeFile(d.path("papers", filepath.FromSlash(p.Path())), p.PDF)
}

// before prints what is handed out and put up before the first day: tickets, door
// lists and seat labels.
func (d *day) before(ctx context.Context) error {
	return d.people[d.lead().ID].PrintBefore(ctx, d.keep, nil)
}

// papers writes every paper and workbook.
func (d *day) papers(ctx context.Context) error {
	lead := d.people[d.lead().ID]
	if err := lead.PrintPapers(ctx, d.keep, nil); err != nil {
		return err
	}
	books, err := d.certificates(ctx, lead)
	if err != nil {
		return err
	}
	for _, b := range books {
		if err := writeFile(d.path("workbooks", b.Name), b.Data); err != nil {
			return err
		}
	}
	return d.cfg.Mark(ctx, d.cfg.PlanPath, d.path("workbooks", "problems-marked.xlsx"), d.cfg.Plan.Problems)
}

// archive writes the archive and verifies it as a stranger with the lead's key
// and the exam key's fingerprint would.
func (d *day) archive(ctx context.Context) error {
	lead := d.people[d.lead().ID]
	file := d.path("archive", d.plan.Header.Exam+".kaowu")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	var evidence []byte
	err := d.institution(ctx, func(ctx context.Context, o *desk.Officer) (err error) {
		evidence, err = o.Evidence(ctx, d.plan)
		return err
	})
	if err != nil {
		return err
	}
	if err := lead.WriteArchiveWith(ctx, file, evidence, nil); err != nil {
		return err
	}
	v, err := store.VerifyFile(ctx, file, store.VerifyOptions{Trust: d.site.Fingerprint(), As: string(lead.Staff().ID), Passphrase: d.pass[lead.Staff().ID]})
	if err != nil {
		return err
	}
	if !v.OK || v.Trust != "holds" || !v.Opened || v.Institution == "" {
		return fmt.Errorf("the archive does not verify: %d findings", len(v.Findings))
	}
	d.report.Events = d.site.Size()
	return nil
}
