package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"kaowu/app/exam"
)

// PackOpening says what a pack is opened as.
type PackOpening struct {
	Who        string // staff id or name of the site lead who wrote it
	Passphrase []byte // theirs
	Exam       string // the exam that it has to be of; empty: any
	Trust      string // fingerprint that the exam key has to have; empty: not checked
	Progress   func(done, total int64)
}

// OpenPack makes the book of a pack's exam in a home that has none of it, for this laptop:
// with a device key and a log of its own, endorsed by the lead, and a copy of every log
// that came along. All of the file is checked before anything is made; the book appears
// whole or not at all, and everybody signs in there as on the first laptop. Refusals:
// not-a-pack, pack-newer, pack-cut, pack-damaged (where), pack-passphrase, pack-other-exam
// (have, given), pack-trust, pack-not-lead, exam-exists, exam-deleted, disk-full.
func OpenPack(ctx context.Context, home, path string, o PackOpening, opt Options) (PackFront, error) {
	p, err := openPack(ctx, path, o.Progress)
	if err != nil {
		return PackFront{}, err
	}
	u := &unpacking{pack: p, ctx: ctx, opt: opt.filled(), home: home}
	return p.front(), diskError(errors.Join(u.run(o), p.close()))
}

// unpacking is a book in the making from a pack.
type unpacking struct {
	*pack
	ctx   context.Context
	opt   Options
	home  string
	lead  *keyring
	data  epochs
	dev   Signer
	log   string
	cover Cover
	small map[string][]byte // key files, by name

	newest time.Time             // when the newest event of a drill was written
	stamps map[string]exam.Stamp // the newest of each log that came along
}

// run checks the pack against what was asked, then builds the book and puts it into its
// place.
func (u *unpacking) run(o PackOpening) error {
	if err := u.asked(o); err != nil {
		return err
	}
	var err error
	if u.lead, err = u.unseal(o.Passphrase); err != nil {
		return err
	}
	if err := u.readSmall(); err != nil {
		return err
	}
	if s := u.leadRow(); o.Who != string(u.v.m.Lead) && (s == nil || s.Name != o.Who) {
		return exam.Refuse("pack-not-lead", "lead", string(u.v.m.Lead))
	}
	if u.log, u.dev, err = newLog(u.v.chain.created.SM2 != "", u.opt.Rand); err != nil {
		return err
	}
	books := filepath.Join(u.home, "books")
	if err := os.MkdirAll(books, 0o700); err != nil {
		return fmt.Errorf("make home: %w", err)
	}
	clearUnfinished(u.home, u.opt)
	dir := filepath.Join(books, unfinished+u.log)
	if err := u.build(dir); err != nil {
		return errors.Join(err, os.RemoveAll(dir))
	}
	if err := os.Rename(dir, bookDir(u.home, u.v.m.Exam)); err != nil {
		return errors.Join(fmt.Errorf("put book in its place: %w", err), os.RemoveAll(dir))
	}
	return syncDir(books)
}

// asked refuses a pack of another exam, or of one that the home has.
func (u *unpacking) asked(o PackOpening) error {
	m := u.v.m
	switch {
	case !folderName(m.Exam):
		return exam.Refuse("pack-damaged", "where", manifestName)
	case o.Exam != "" && o.Exam != m.Exam:
		return exam.Refuse("pack-other-exam", "have", m.Exam, "given", o.Exam)
	case o.Trust != "" && !sameFingerprint(o.Trust, m.Fingerprint):
		return exam.Refuse("pack-trust", "fingerprint", m.Fingerprint)
	}
	if _, err := os.Stat(bookDir(u.home, m.Exam)); err == nil {
		return exam.Refuse("exam-exists", "exam", m.Exam)
	}
	if _, err := os.Stat(TombstonePath(u.home, m.Exam)); err == nil {
		return exam.Refuse("exam-deleted", "exam", m.Exam)
	}
	return nil
}

// readSmall reads cover and key files, and opens the data key.
func (u *unpacking) readSmall() error {
	damaged := func(where string) error { return exam.Refuse("pack-damaged", "where", where) }
	u.small = map[string][]byte{}
	err := u.each(func(name string, r io.Reader) error {
		if name == eventsName && u.v.m.Drill {
			return u.drillTime(r)
		}
		key, isKey := partName(name, packKeys)
		if name != packCover && !isKey {
			return nil
		}
		b, err := io.ReadAll(io.LimitReader(r, maxCover+1))
		if err != nil || len(b) > maxCover {
			return damaged(name)
		}
		if isKey {
			u.small[key] = b
			return nil
		}
		u.cover, err = parseCover(b)
		if err != nil || u.cover.Exam != u.v.m.Exam || u.cover.Fingerprint != u.v.m.Fingerprint || u.cover.Kind != u.v.chain.created.Kind {
			return damaged(name)
		}
		return nil
	})
	if err != nil {
		return err
	}
	sealed := make([]byte, u.v.m.Entries[0].Size)
	if _, err := u.v.r.ReadAt(sealed, u.v.at[0]); err != nil {
		return fmt.Errorf("read key file: %w", err)
	}
	u.small[string(u.v.m.Lead)+".age"] = sealed
	if u.cover.Format == "" {
		return damaged(packCover)
	}
	return u.readData()
}

// readData opens the data keys. Here all epochs begin with the journal, for a new one
// holds nothing of the older ones: their keys open attachments alone.
func (u *unpacking) readData() error {
	newest := uint32(firstEpoch)
	for name := range u.small {
		if n, ok := epochOf(name); ok {
			newest = max(newest, n)
		}
	}
	f, e, err := openDataKey(u.small[epochName(newest)], u.v.m.Exam, newest, u.lead.open)
	if err != nil {
		return exam.Refuse("pack-damaged", "where", packKeys+epochName(newest))
	}
	if u.data = e; newest == firstEpoch {
		return nil
	}
	for i := range u.data {
		u.data[i].from = journalStart
	}
	u.small[epochName(newest)], err = u.data.seal(u.v.m.Exam, f.To, personSigner(u.v.m.Lead, u.lead.sign))
	return err
}

// drillTime finds the newest event of a drill, from which the drill goes on.
func (u *unpacking) drillTime(r io.Reader) error {
	return eachLine(r, func(line []byte) error {
		f, err := decodeLine(line)
		if err == nil && f.Wall.After(u.newest) {
			u.newest = f.Wall.Time
		}
		return err
	})
}

// leadRow is the lead's row of the cover; nil where there is none.
func (u *unpacking) leadRow() *CoverStaff {
	i := slices.IndexFunc(u.cover.Staff, func(s CoverStaff) bool { return s.ID == u.v.m.Lead })
	if i < 0 {
		return nil
	}
	return &u.cover.Staff[i]
}

// build makes the book's folder, flushed, under its temporary name.
func (u *unpacking) build(dir string) error {
	l, err := newFolder(dir, u.opt)
	if err != nil {
		return err
	}
	defer l.release()
	if err := u.writeKeys(dir); err != nil {
		return err
	}
	opt := u.opt
	if u.v.m.Drill {
		opt.Clock = aheadClock{opt.Clock, u.newest.Sub(opt.Clock.Now())}
	}
	d, err := newBookData(dir, u.data, u.dev, u.log, u.v.m.Exam, opt)
	if err != nil {
		return err
	}
	b := &Book{access: newAccess(), dir: dir, opt: opt, cover: u.cover, lock: l, data: d}
	err = u.fill(b)
	if err == nil {
		err = u.found(b)
	}
	if err == nil {
		err = b.UpdateCover(nil) // its own device, log and size
	}
	if err := errors.Join(err, d.close()); err != nil {
		return err
	}
	return syncFolders(dir, "keys", "files", "tree", ".")
}

func (u *unpacking) writeKeys(dir string) error {
	box, err := u.data.newest().key.sealDevice(u.v.m.Exam, u.dev, u.opt.Rand)
	if err != nil {
		return err
	}
	u.small["device.box"] = box
	for name, b := range u.small {
		if err := writeWhole(u.opt, filepath.Join(dir, "keys", name), filepath.Join(dir, "tmp", name), b); err != nil {
			return fmt.Errorf("write keys: %w", err)
		}
	}
	return nil
}
