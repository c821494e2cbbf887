package drill

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/sheet"
	"kaowu/store"
	"kaowu/sync/province"
)

// Config is what a drill needs.
type Config struct {
	Plan     *sheet.PlanFile
	PlanPath string // the workbook itself, for the marked copy
	Out      string
	Seed     uint64
	Policy   exam.Policy
	// Site gives the options of a site on the drill's clock.
	Site func(store.Clock) (desk.Options, error)
	// Receiver opens the drill's receiver in a folder, on the drill's clock.
	Receiver func(dir string, clock store.Clock, faults *province.Faults) (*province.Receiver, error)
	// What needs wording: the filing workbook, and reading it with the tables that are
	// shipped.
	WriteFiling func(path string, f exam.Filing) error
	ReadFiling  func(ctx context.Context, path string) (*sheet.FilingFile, error)
	// Workbooks writes what needs wording: the marked plan.
	Mark func(ctx context.Context, in, out string, problems []exam.Problem) error
	Tell func(step string) // a step begins; may be nil
	// Until, where set, stops the story at that moment of the drill clock: the home is
	// left in the middle of the day, for people to go on by hand.
	Until time.Time
	Now   func() time.Time // the machine's clock, for the report's seconds
}

// marker says that a folder is a rehearsal's own and may be made anew.
const marker = ".kaowu-rehearsal"

// day is one drill under way.
type day struct {
	cfg    Config
	rng    dice
	clock  *Clock
	watch  stopwatch
	site   *desk.Site
	people map[exam.StaffID]*desk.Desk
	pass   map[exam.StaffID][]byte
	plan   exam.Plan
	report Report
	seen   []exam.Fact // what supervision said
	planted
}

// Run plays the drill and gives its report, which is also written to
// report.json. Refusal: out-not-empty.
func Run(ctx context.Context, cfg Config) (*Report, error) {
	d := &day{cfg: cfg, rng: dice{cfg.Seed}, plan: withForms(withInspector(cfg.Plan.Plan)), people: map[exam.StaffID]*desk.Desk{}, pass: map[exam.StaffID][]byte{}}
	d.watch = stopwatch{now: cfg.Now, last: cfg.Now()}
	d.report = Report{Seed: cfg.Seed, Laptops: 1, Candidates: len(d.plan.Candidates), Happened: []Happened{}, Detected: []Detected{}}
	if err := d.prepare(); err != nil {
		return nil, err
	}
	err := d.play(ctx)
	if d.site != nil {
		if cerr := d.site.Close(); err == nil {
			err = cerr
		}
	}
	if err != nil {
		return nil, err
	}
	return &d.report, d.finish()
}

// untilStep is the last step of a story that stops in the middle of the day.
const untilStep = "exam-days"

// play goes through the story step by step.
func (d *day) play(ctx context.Context) error {
	for _, s := range []struct {
		name string
		do   func(context.Context) error
	}{
		{"filing", d.filing}, {"load", d.load}, {"file", d.file}, {"enrol", d.enrol}, {"before", d.before}, {"draw", d.draw}, {"exam-days", d.examDays},
		{"records", d.records}, {"personal-data", d.personal}, {"results", d.results}, {"upload", d.upload}, {"papers", d.papers}, {"archive", d.archive}, {"ledger", d.ledger}, {"retention", d.retention},
	} {
		if d.cfg.Tell != nil {
			d.cfg.Tell(s.name)
		}
		if err := s.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		d.watch.done(s.name)
		if !d.cfg.Until.IsZero() && s.name == untilStep {
			d.report.Events = d.site.Size()
			return nil
		}
	}
	return nil
}

// prepare empties a folder that is a rehearsal's own and writes people.json first:
// whenever the drill is killed, its homes can be opened.
func (d *day) prepare() error {
	entries, err := os.ReadDir(d.cfg.Out)
	if err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("read the rehearsal's folder: %w", err)
	}
	own := false
	for _, e := range entries {
		own = own || e.Name() == marker
	}
	if len(entries) > 0 && !own {
		return exam.Refuse("out-not-empty", "dir", d.cfg.Out)
	}
	for _, e := range entries {
		if e.Name() == marker {
			continue
		}
		if err := os.RemoveAll(filepath.Join(d.cfg.Out, e.Name())); err != nil {
			return fmt.Errorf("empty the rehearsal's folder: %w", err)
		}
	}
	if err := writeFile(filepath.Join(d.cfg.Out, marker), []byte("kaowu rehearse\n")); err != nil {
		return err
	}
	list := []Person{}
	for _, s := range d.plan.Staff {
		word := fmt.Sprintf("drill-%s-%06d", s.ID, d.rng.of("passphrase", string(s.ID)).IntN(1000000))
		d.pass[s.ID] = []byte(word)
		list = append(list, Person{ID: string(s.ID), Name: s.Name, Roles: []string{string(s.Role)}, Passphrase: word})
	}
	return writeJSON(filepath.Join(d.cfg.Out, "people.json"), list)
}

func (d *day) path(parts ...string) string {
	return filepath.Join(append([]string{d.cfg.Out}, parts...)...)
}

// load creates the exam on the drill's clock, the morning its plan was filed.
func (d *day) load(ctx context.Context) error {
	filed, err := d.filedDay()
	if err != nil {
		return err
	}
	d.clock.To(filed)
	if err := d.known(ctx); err != nil {
		return err
	}
	opt, err := d.cfg.Site(d.clock)
	if err != nil {
		return err
	}
	lead := d.lead()
	made, err := desk.Create(ctx, d.path("laptops", "1"), string(lead.ID), d.pass[lead.ID], desk.Loading{
		Plan: d.plan, Problems: d.cfg.Plan.Problems, Source: d.cfg.Plan.SHA256,
		Accept: func(exam.Problem) string { return "演练" },
	}, d.cfg.Policy, true, opt)
	if err != nil {
		return err
	}
	d.site, d.people[lead.ID] = made.Site, made.Desk
	d.watchSupervision()
	return nil
}

// zone is China's: exams are held there, whatever the laptop says.
func zone() *time.Location { return time.FixedZone("", 8*3600) }

func (d *day) lead() exam.Staff {
	for _, s := range d.plan.Staff {
		if s.Role == exam.RoleSiteLead && s.Name == d.plan.Header.SiteLead {
			return s
		}
	}
	return exam.Staff{}
}

// enrol sets everybody's passphrase beside the lead, and signs everybody in.
func (d *day) enrol(ctx context.Context) error {
	lead := d.people[d.lead().ID]
	for _, s := range d.plan.Staff {
		if s.ID == lead.Staff().ID {
			continue
		}
		if err := lead.Enroll(ctx, s.ID, d.pass[s.ID]); err != nil {
			return err
		}
		p, err := d.site.SignIn(string(s.ID), d.pass[s.ID])
		if err != nil {
			return err
		}
		d.people[s.ID] = p
	}
	return nil
}

// finish writes report.json with every file that the drill left.
func (d *day) finish() error {
	err := filepath.WalkDir(d.cfg.Out, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(d.cfg.Out, path)
		if err != nil {
			return err
		}
		d.report.Files = append(d.report.Files, filepath.ToSlash(rel))
		return nil
	})
	if err != nil {
		return fmt.Errorf("list the rehearsal's files: %w", err)
	}
	d.watch.done("report")
	d.report.OK, d.report.Steps = true, d.watch.steps
	return writeJSON(d.path("report.json"), d.report)
}
