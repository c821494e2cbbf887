package desk

import (
	"context"
	"fmt"

	"kaowu/app/exam"
	"kaowu/store"
)

// Institution is the certifying body's own book as open on this laptop: its filing,
// and whatever else outlives one exam (record.md 1). A home holds one at most,
// beside the books of exams.
type Institution struct{ site *Site }

// Officer is a person signed in to the institution's book. Its first is the 备案负责人
// whom the filing names: they hold the book's keys as a site lead holds an exam's,
// and their role is the same.
type Officer struct{ desk *Desk }

// CreatedInstitution is what CreateInstitution made.
type CreatedInstitution struct {
	Institution *Institution
	Officer     *Officer // signed in
	Recovery    string   // recovery key, shown once, for a sealed envelope 信封
}

// firstOfficer is the staff id of the person who creates an institution's book.
const firstOfficer exam.StaffID = "S01"

// InstitutionCover is the readable page of a home's institution; nil when the home
// has none.
func InstitutionCover(home string) (*store.Cover, error) {
	covers, err := store.Covers(home)
	if err != nil {
		return nil, err
	}
	for i := range covers {
		if covers[i].Institution() {
			return &covers[i], nil
		}
	}
	return nil, nil
}

// examCovers are the covers of a home's exams.
func examCovers(home string) ([]store.Cover, error) {
	covers, err := store.Covers(home)
	var out []store.Cover
	for _, c := range covers {
		if !c.Institution() {
			out = append(out, c)
		}
	}
	return out, err
}

// CreateInstitution makes the institution's book of a home and loads the first
// version of its filing. When ctx ends before that, or anything fails, there is no book.
// who must be the filing's 备案负责人; the passphrase becomes theirs. Refusals: plan-errors, warnings-open, not-officer, institution-exists,
// exam-exists, passphrase-short, as LoadFiling.
func CreateInstitution(ctx context.Context, home, who string, passphrase []byte, load FilingLoading, pol exam.Policy, drill bool, opt Options) (*CreatedInstitution, error) {
	if _, err := accept(Loading{Problems: load.Problems, Accept: load.Accept}); err != nil {
		return nil, err
	}
	head := load.Filing.Head
	id := load.Officer
	if id == "" {
		id = firstOfficer
	}
	if head.Officer == "" || who != head.Officer && who != string(id) {
		return nil, exam.Refuse("not-officer", "officer", head.Officer)
	}
	if c, err := InstitutionCover(home); err != nil {
		return nil, err
	} else if c != nil {
		return nil, exam.Refuse("institution-exists", "name", c.Exam)
	}
	officer := exam.Staff{ID: id, Name: head.Officer, Role: exam.RoleSiteLead}
	b, person, recovery, err := store.Create(home, store.Creation{
		Header: exam.Header{Exam: load.Filing.BookName(), Body: head.Body}, Staff: []exam.Staff{officer},
		Policy: pol, Drill: drill, Kind: exam.BookInstitution, Lead: id, Passphrase: passphrase,
		Fill: func(b *store.Book, person *store.Person) error {
			o := &Officer{newSite(b, home, opt).seat(person, officer)}
			if err := o.LoadFiling(ctx, load); err != nil {
				return fmt.Errorf("load the filing: %w", err)
			}
			return nil
		},
	}, opt.Store)
	if err != nil {
		return nil, err
	}
	i := &Institution{newSite(b, home, opt)}
	return &CreatedInstitution{Institution: i, Officer: &Officer{i.site.seat(person, officer)}, Recovery: recovery}, nil
}

// OpenInstitution opens the institution's book of a home. Refusals: no-institution,
// book-held.
func OpenInstitution(home string, opt Options) (*Institution, error) {
	c, err := InstitutionCover(home)
	if err != nil {
		return nil, err
	}
	if c == nil {
		return nil, exam.Refuse("no-institution")
	}
	s, err := Open(home, c.Exam, opt)
	if err != nil {
		return nil, err
	}
	return &Institution{s}, nil
}

// Close closes the book.
func (i *Institution) Close() error { return i.site.Close() }

// Cover is the book's readable page: it needs no sign-in.
func (i *Institution) Cover() store.Cover { return i.site.Cover() }

// Fingerprint is the book's own key's.
func (i *Institution) Fingerprint() string { return i.site.Fingerprint() }

// Size is the number of events in this laptop's own log of the book.
func (i *Institution) Size() uint64 { return i.site.Size() }

// Drill says whether this is a training book 演练.
func (i *Institution) Drill() bool { return i.site.Drill() }

// Now is the book's clock, which every event is stamped by.
func (i *Institution) Now() exam.Time { return i.site.Now() }

// TempDir is the book's private folder for files that exist for a moment; it is emptied
// when the book is opened and closed.
func (i *Institution) TempDir() string { return i.site.TempDir() }

// Watch calls f after each appended event, on the appending goroutine.
func (i *Institution) Watch(f func(exam.Fact)) { i.site.Watch(f) }

// Resume lets a person who has just signed in go on where they left, as Site.Resume
// does. It does nothing for two different people.
func (i *Institution) Resume(left, now *Officer) { i.site.Resume(left.desk, now.desk) }

// Check reads everything the book holds and names what does not hold.
func (i *Institution) Check(ctx context.Context, progress func(done, total int64)) (store.Report, error) {
	return i.site.Check(ctx, progress)
}

// SignIn lets a person in by passphrase. who is a staff id or a name. What the cover
// shows of the office's reply is put right by what the book holds: a crash may have
// come between the two. Refusals: not-on-staff, several-names, not-enrolled,
// wrong-passphrase, throttled.
func (i *Institution) SignIn(who string, passphrase []byte) (*Officer, error) {
	id, err := i.site.staffID(who)
	if err != nil {
		return nil, err
	}
	p, err := i.site.book.SignIn(id, passphrase)
	if err != nil {
		return nil, err
	}
	if err := i.site.drillGoesOn(); err != nil {
		return nil, err
	}
	staff := exam.Staff{ID: id}
	for _, s := range i.site.Cover().Staff {
		if s.ID == id {
			staff.Name = s.Name
		}
	}
	if staff.Role, err = i.site.endorsed(id); err != nil {
		return nil, err
	}
	o := &Officer{i.site.seat(p, staff)}
	return o, o.show()
}

// endorsed is the role that a person's newest key was endorsed with.
func (s *Site) endorsed(id exam.StaffID) (exam.Role, error) {
	facts, err := s.book.Events("staff/" + string(id))
	if err != nil {
		return "", err
	}
	role := exam.Role("")
	for _, f := range facts {
		if e, err := exam.BodyOf[exam.Endorsement](f); f.Kind == exam.KeyEndorsed && err == nil {
			role = e.Role
		}
	}
	return role, nil
}

// Staff is the signed-in person.
func (o *Officer) Staff() exam.Staff { return o.desk.staff }
