package store

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kaowu/app/exam"
)

// Cover is the one readable file of a book (record.md 1): what the sign-in page and
// `status` without a person show. It holds no candidate, no ID number and no score.
// The device signs it; at sign-in it is compared with the book.
type Cover struct {
	Format       string         `json:"format"`       // "kaowu cover v1"
	Exam         string         `json:"exam"`         // 计划编号
	Organisation string         `json:"organisation"` // 评价机构名称
	Site         string         `json:"site"`         // 考点名称
	From         exam.Date      `json:"from"`
	To           exam.Date      `json:"to"`
	Drill        bool           `json:"drill"` // 演练
	State        string         `json:"state"` // a word of the desk: where the exam stands
	Rooms        []CoverRoom    `json:"rooms"`
	Sessions     []CoverSession `json:"sessions"`
	Staff        []CoverStaff   `json:"staff"`
	Fingerprint  string         `json:"fingerprint"` // of the exam key
	Device       string         `json:"device"`      // device/<id>
	DeviceKey    string         `json:"device_key"`  // Ed25519 public, base64
	Log          string         `json:"log"`         // id of the book's own log
	Events       uint64         `json:"events"`      // of that log when the cover was written
	Written      exam.Time      `json:"written"`
	// Kind is "institution" on the book of the certifying body itself; exams have none.
	Kind string `json:"kind,omitempty"`
	// Filing is what the office granted the body 备案回执: public facts (notice 4),
	// so that a plan can be held against them before anybody signs in.
	Filing *exam.Granted `json:"filing,omitempty"`
	// Numbers are the certificate numbers that the exam holds or skipped, so that the
	// next exam of the home goes on behind them. They say nothing of any person.
	Numbers []exam.NumberSpan `json:"numbers,omitempty"`
	// Closed is the day on which the last session was closed, Keep the last day on which
	// the record must be kept by its years alone; both empty while a session is open, and
	// in an institution's book. Archived is the newest archive.
	Closed   exam.Date     `json:"closed,omitempty"`
	Keep     exam.Date     `json:"keep_until,omitempty"`
	Archived *CoverArchive `json:"archived,omitempty"`
}

// CoverArchive says that an archive was written, under which file name and when.
type CoverArchive struct {
	File   string    `json:"file"` // the name without its folder
	SHA256 string    `json:"sha256"`
	On     exam.Date `json:"on"`
}

// Institution says whether this is the cover of the certifying body's own book.
func (c Cover) Institution() bool { return c.Kind == exam.BookInstitution }

// CoverRoom is a room 考场 on a cover.
type CoverRoom struct {
	No   string         `json:"no"`
	Name string         `json:"name"`
	Kind exam.Component `json:"kind"`
}

// CoverSession is a session 场次 on a cover.
type CoverSession struct {
	No        exam.SessionNo `json:"no"`
	Component exam.Component `json:"component"`
	Room      string         `json:"room"`
	Date      exam.Date      `json:"date"`
	Start     string         `json:"start"` // "09:00"
	End       string         `json:"end"`
}

// CoverStaff is a person on a cover: who may sign in.
type CoverStaff struct {
	ID       exam.StaffID `json:"id"`
	Name     string       `json:"name"`
	Role     exam.Role    `json:"role"`
	Enrolled bool         `json:"enrolled"` // has a key on this laptop
	// Sessions are those the person works in; a cover of before issue 4 has none.
	Sessions []exam.SessionNo `json:"sessions,omitempty"`
}

// coverFile is cover.json: the cover and the device's signature over coverPrefix and
// the cover's bytes.
type coverFile struct {
	Cover Cover  `json:"cover"`
	Sig   string `json:"sig"` // lower-case hex
}

const (
	formatCover = "kaowu cover v1"
	coverPrefix = "kaowu cover v1\n"
	maxCover    = 4 << 20
)

// coverOf makes the cover of a plan's open part.
func coverOf(c Creation) Cover {
	out := Cover{Format: formatCover, Exam: c.Header.Exam, Drill: c.Drill, Kind: c.Kind}
	out.fill(c.Header, c.Rooms, c.Sessions, c.Staff)
	return out
}

// fill takes from a plan what a cover may show.
func (c *Cover) fill(h exam.Header, rooms []exam.Room, sessions []exam.Session, staff []exam.Staff) {
	c.Organisation, c.Site, c.From, c.To = h.Body, h.Site, h.From, h.To
	had := map[exam.StaffID]bool{}
	for _, s := range c.Staff {
		had[s.ID] = s.Enrolled
	}
	c.Rooms, c.Sessions, c.Staff = []CoverRoom{}, []CoverSession{}, []CoverStaff{}
	for _, r := range rooms {
		c.Rooms = append(c.Rooms, CoverRoom{r.No, r.Name, r.Kind})
	}
	for _, s := range sessions {
		c.Sessions = append(c.Sessions, CoverSession{s.No, s.Component, s.Room, s.Date, s.Start, s.End})
	}
	for _, s := range staff {
		c.Staff = append(c.Staff, CoverStaff{s.ID, s.Name, s.Role, had[s.ID], s.Sessions})
	}
}

// sign writes a cover with the device's signature.
func (c Cover) sign(key ed25519.PrivateKey) ([]byte, error) {
	b, err := exam.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("write cover: %w", err)
	}
	sig := ed25519.Sign(key, append([]byte(coverPrefix), b...))
	if b, err = exam.Marshal(coverFile{c, hex.EncodeToString(sig)}); err != nil {
		return nil, fmt.Errorf("write cover: %w", err)
	}
	return b, nil
}

// parseCover reads cover.json. The signature must hold under the key that the cover
// itself names; whether that is the book's device shows at sign-in.
func parseCover(b []byte) (Cover, error) {
	var f coverFile
	if err := readCanonical(b, &f); err != nil {
		return Cover{}, fmt.Errorf("read cover: %w", err)
	}
	if f.Cover.Format != formatCover || f.Cover.Rooms == nil || f.Cover.Sessions == nil || f.Cover.Staff == nil {
		return Cover{}, errors.New("not a cover of this format")
	}
	pub, err := publicKey(f.Cover.DeviceKey)
	if err != nil {
		return Cover{}, fmt.Errorf("cover: %w", err)
	}
	sig, err := hex.DecodeString(f.Sig)
	if err != nil || hex.EncodeToString(sig) != f.Sig {
		return Cover{}, errors.New("signature of the cover cannot be read")
	}
	again, err := exam.Marshal(f.Cover)
	if err != nil || !ed25519.Verify(pub, append([]byte(coverPrefix), again...), sig) {
		return Cover{}, errors.New("signature of the cover does not hold")
	}
	return f.Cover, nil
}

// readCover reads the cover of the book of an exam, which lies in dir. Refusals:
// book-missing (there is none), cover-damaged.
func readCover(dir, examID string) (Cover, error) {
	path := filepath.Join(dir, "cover.json")
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return Cover{}, exam.Refuse("book-missing", "exam", examID)
	}
	if err != nil {
		return Cover{}, fmt.Errorf("read cover: %w", err)
	}
	c, err := parseCover(b)
	if len(b) > maxCover || err != nil || c.Exam != examID {
		return Cover{}, exam.Refuse("cover-damaged", "exam", examID)
	}
	return c, nil
}

// Covers lists the covers of every whole book of a home, by exam, without any key. A
// book whose cover is damaged is listed by its exam alone, with state "damaged". A
// home that does not exist yet has none; a book that has a tombstone is not listed.
func Covers(home string) ([]Cover, error) {
	entries, err := os.ReadDir(filepath.Join(home, "books"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list books: %w", err)
	}
	dead, err := buried(home)
	if err != nil {
		return nil, err
	}
	var out []Cover
	for _, e := range entries {
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		c, err := readCover(filepath.Join(home, "books", e.Name()), e.Name())
		var no *exam.Refusal
		switch {
		case err == nil && dead.has(c):
		case err == nil:
			out = append(out, c)
		case errors.As(err, &no) && no.Code == "cover-damaged":
			out = append(out, Cover{Exam: e.Name(), State: "damaged"})
		case errors.As(err, &no):
			// No cover: not a book that was ever whole.
		default:
			return nil, err
		}
	}
	slices.SortFunc(out, func(a, b Cover) int { return strings.Compare(a.Exam, b.Exam) })
	return out, nil
}

// UpdateCover changes the cover and writes it anew, signed: what the plan, the state
// or the staff shows changed. change may set State and what a plan names (see
// Cover.Show) or a reply grants; the rest is the book's own. Refusal: book-locked.
func (b *Book) UpdateCover(change func(*Cover)) error {
	d, err := b.opened()
	if err != nil {
		return err
	}
	b.coverMu.Lock()
	defer b.coverMu.Unlock()
	c := b.Cover()
	c.Staff = slices.Clone(c.Staff)
	if change != nil {
		change(&c)
	}
	was := b.Cover()
	c.Format, c.Exam, c.Drill, c.Fingerprint, c.Kind = was.Format, was.Exam, was.Drill, was.Fingerprint, was.Kind
	c.Device, c.DeviceKey = d.dev.By, base64.StdEncoding.EncodeToString(d.dev.Private.Public().(ed25519.PublicKey))
	c.Log, c.Events, c.Written = d.log, d.size(), b.Now()
	buf, err := c.sign(d.dev.Private)
	if err != nil {
		return err
	}
	if err := writeWhole(b.opt, filepath.Join(b.dir, "cover.json"), filepath.Join(b.dir, "tmp", "cover.json"), buf); err != nil {
		return fmt.Errorf("write cover: %w", err)
	}
	b.mu.Lock()
	b.cover = c
	b.mu.Unlock()
	return nil
}

// leaveCover writes how far the log went, for those who look at the book before
// anybody signs in. A disk that refuses it keeps an older, smaller figure: that is
// no finding, so it is not an error either.
func (b *Book) leaveCover() {
	if c := b.Cover(); c.Format == formatCover && c.Events < b.Size() {
		_ = b.UpdateCover(nil)
	}
}

// Show puts a plan's open part on the cover; who is enrolled stays.
func (c *Cover) Show(p exam.Plan) { c.fill(p.Header, p.Rooms, p.Sessions, p.Staff) }

// compare says whether a cover is of the book that was opened.
func (c Cover) compare(d *data, k *chain) []Finding {
	differs := func(what string) []Finding { return []Finding{find("cover-differs", "cover.json", "what", what)} }
	switch {
	case c.Exam != k.exam:
		return differs("exam")
	case c.Fingerprint != fingerprint(k.examKey):
		return differs("fingerprint")
	case c.Device != d.dev.By || c.DeviceKey != base64.StdEncoding.EncodeToString(d.dev.Private.Public().(ed25519.PublicKey)):
		return differs("device")
	case c.Log != d.log:
		return differs("log")
	case c.Events > d.size():
		return differs("events")
	case c.Drill != k.openings[d.log].Drill:
		return differs("drill")
	case c.Kind != k.created.Kind:
		return differs("kind")
	}
	for _, s := range c.Staff {
		if _, has := k.current(string(s.ID)); s.Enrolled && !has {
			return differs("staff")
		}
	}
	return nil
}
