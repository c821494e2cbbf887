package desk

import (
	"context"
	"crypto/rand"
	"io"
	"sync"
	"sync/atomic"

	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/store"
)

// Options are what a Site needs of the world.
type Options struct {
	Store    store.Options
	Calendar exam.Calendar // working days, for public notice
	Rand     io.Reader     // for load names and batch keys
	Press    *paper.Press  // draws PDF files; nil where nothing is printed
	Frame    paper.Frame   // wording, face and version of papers; the exam fills in the rest
	TempDir  string        // protected folder for workbooks being written; empty: the book's own
	// Stamper opens the time-stamping authority that is set up; nil: none is.
	Stamper func() (Stamper, error)
}

// Site is one exam's book as open on this laptop. Several people sign in on it
// one after another, or two at once for a step that needs two. It is safe for
// concurrent use.
type Site struct {
	book  *store.Book
	home  string // where the book lies
	opt   Options
	drill *drillClock // nil for a book that was just created

	locks [64]sync.Mutex // by subject: rule check and append are one step
	// drawing is held from picking a free station until its event is stored.
	drawing sync.Mutex

	mu       sync.Mutex
	roster   *exam.Roster
	policy   *exam.Policy
	index    *index
	people   map[exam.CandidateNo]*exam.CandidateState
	sessions map[exam.SessionNo]*exam.SessionState
	tallies  map[exam.SessionNo]tally
	// barredStaff are the disqualified; nil until they are looked for
	barredStaff map[exam.StaffID]exam.Disqualified
	marks       map[string]map[exam.CandidateNo]sentMark // what stored batches said, by key
	changes     int                                      // counts appends: what was read before one is not kept after it
	watchers    []func(exam.Fact)
}

// Desk is one signed-in person at a site.
type Desk struct {
	site  *Site
	who   atomic.Pointer[store.Person]
	staff exam.Staff
}

// cacheSize bounds the folded candidates kept in memory: a room's worth many
// times over, and far below 10,000.
const cacheSize = 2048

// Open opens an exam's book. examID may be empty where the home holds one book.
// A deletion of the home that was cut short is ended first. Refusals: no-exam,
// several-exams, book-held, exam-deleted.
func Open(home, examID string, opt Options) (*Site, error) {
	if err := store.FinishDeletions(home, opt.Store); err != nil {
		return nil, err
	}
	if examID == "" {
		covers, err := examCovers(home)
		if err != nil {
			return nil, err
		}
		switch len(covers) {
		case 0:
			return nil, exam.Refuse("no-exam")
		case 1:
			examID = covers[0].Exam
		default:
			return nil, exam.Refuse("several-exams", "n", len(covers))
		}
	}
	clock := &drillClock{Clock: opt.Store.Clock}
	if clock.Clock == nil {
		clock.Clock = store.SystemClock()
	}
	opt.Store.Clock = clock
	b, err := store.Open(home, examID, opt.Store)
	if err != nil {
		return nil, err
	}
	s := newSite(b, home, opt)
	s.drill = clock
	return s, nil
}

func newSite(b *store.Book, home string, opt Options) *Site {
	s := &Site{book: b, home: home, opt: opt}
	s.forget()
	return s
}

// Close closes the book.
func (s *Site) Close() error { return s.book.Close() }

// Cover is the book's readable page: it needs no sign-in.
func (s *Site) Cover() store.Cover { return s.book.Cover() }

// Drill says whether this is a training exam 演练.
func (s *Site) Drill() bool { return s.book.Drill() }

// Now is the book's clock.
func (s *Site) Now() exam.Time { return s.book.Now() }

// Fingerprint is the exam key's, as printed on every record.
func (s *Site) Fingerprint() string { return s.book.Fingerprint() }

// Size is the number of events in this laptop's own log.
func (s *Site) Size() uint64 { return s.book.Size() }

// TempDir is the book's private folder for files that exist for a moment; it is
// emptied when the book is opened and closed.
func (s *Site) TempDir() string { return s.book.TempDir() }

// Newest is when the newest event of this laptop's log says it was written. Refusals:
// book-locked, no-event.
func (s *Site) Newest() (exam.Time, error) {
	f, err := s.book.Last()
	return f.Wall, err
}

// Findings are what was not in order when the records were opened; none before the
// first sign-in, when they are still sealed.
func (s *Site) Findings() []store.Finding { return s.book.Findings() }

// Unlocked says whether somebody has signed in since the book was opened.
func (s *Site) Unlocked() bool { return s.book.Unlocked() }

// Watch calls f after each appended event, on the appending goroutine.
func (s *Site) Watch(f func(exam.Fact)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watchers = append(s.watchers, f)
}

// Check reads everything the book holds and names what does not hold.
func (s *Site) Check(ctx context.Context, progress func(done, total int64)) (store.Report, error) {
	return s.book.Check(ctx, progress)
}

// SignIn lets a person in by passphrase. who is a staff id or a name. Refusals:
// not-on-staff, several-names, not-enrolled, wrong-passphrase, throttled, disqualified.
func (s *Site) SignIn(who string, passphrase []byte) (*Desk, error) {
	id, err := s.staffID(who)
	if err != nil {
		return nil, err
	}
	p, err := s.book.SignIn(id, passphrase)
	if err != nil {
		return nil, err
	}
	return s.desk(p)
}

// SignInByCode lets a person in by the short code they set today.
func (s *Site) SignInByCode(who exam.StaffID, code string) (*Desk, error) {
	p, err := s.book.SignInByCode(who, code)
	if err != nil {
		return nil, err
	}
	return s.desk(p)
}

func (s *Site) desk(p *store.Person) (*Desk, error) {
	if err := s.drillGoesOn(); err != nil {
		return nil, err
	}
	d := s.seat(p, exam.Staff{ID: p.Staff()})
	r, err := s.Roster()
	if err != nil {
		return nil, err
	}
	for _, st := range r.Plan.Staff {
		if st.ID == p.Staff() {
			d.staff = st
			if err := s.refuseDisqualified(st.ID); err != nil {
				return nil, err
			}
			return d, s.mendCover()
		}
	}
	// A load that was cut short leaves no roster: only the lead can be enrolled
	// then, and loads the plan again.
	if !r.Loaded {
		d.staff.Role = exam.RoleSiteLead
		return d, nil
	}
	return nil, exam.Refuse("not-on-staff", "who", string(p.Staff()))
}

// seat is a person at this site.
func (s *Site) seat(p *store.Person, staff exam.Staff) *Desk {
	d := &Desk{site: s, staff: staff}
	d.who.Store(p)
	return d
}

// Resume lets a person who has just signed in go on at the desk that they left: what
// they do from then on says how they came in this time (record.md 7). It does
// nothing for two different people.
func (s *Site) Resume(left, now *Desk) {
	if left.site == now.site && left.staff.ID == now.staff.ID {
		left.who.Store(now.who.Load())
	}
}

func (s *Site) staffID(who string) (exam.StaffID, error) {
	var found []exam.StaffID
	for _, p := range s.book.Cover().Staff {
		if string(p.ID) == who {
			return p.ID, nil
		}
		if p.Name == who {
			found = append(found, p.ID)
		}
	}
	switch len(found) {
	case 0:
		return "", exam.Refuse("not-on-staff", "who", who)
	case 1:
		return found[0], nil
	}
	return "", exam.Refuse("several-names", "n", len(found))
}

// Staff is the signed-in person's row of the plan.
func (d *Desk) Staff() exam.Staff { return d.staff }

// Site is where the person sits.
func (d *Desk) Site() *Site { return d.site }

// SetCode sets the person's short code for the rest of the day (record.md 7).
func (d *Desk) SetCode(code string) error { return d.who.Load().SetCode(code) }

// Enroll sets the passphrase of a person who sits at this laptop beside the site
// lead, or the lead's own. The key event is the lead's and the new key's own. A passphrase
// set before, as one that was forgotten, opens nothing more.
func (d *Desk) Enroll(ctx context.Context, id exam.StaffID, passphrase []byte) error {
	if err := d.allow("Enroll", ""); err != nil {
		return err
	}
	r, err := d.site.Roster()
	if err != nil {
		return err
	}
	for _, st := range r.Plan.Staff {
		if st.ID == id {
			p, err := d.site.book.Enroll(ctx, d.who.Load(), id, st.Role, passphrase)
			if p != nil && id == d.staff.ID {
				d.who.Store(p) // what the lead's keys of before sign counts no more
			}
			if gone, rerr := d.site.book.Revocations(); rerr == nil && len(gone.All()) > 0 {
				d.site.forget() // the key that was replaced may have signed what came late
			}
			return err
		}
	}
	return exam.Refuse("not-on-staff", "who", string(id))
}

// NewOptions gives the options of a site on this machine: randomness from the
// system, papers drawn by press with what base holds.
func NewOptions(st store.Options, cal exam.Calendar, press *paper.Press, base paper.Frame) Options {
	return Options{Store: st, Calendar: cal, Rand: rand.Reader, Press: press, Frame: base}
}
