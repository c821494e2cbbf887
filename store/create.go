package store

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"filippo.io/age"

	"kaowu/app/exam"
)

// Creation is what a book is made from: the open part of a plan for the cover, the
// figures that hold for the exam, and its site lead.
type Creation struct {
	Header     exam.Header
	Rooms      []exam.Room
	Sessions   []exam.Session
	Staff      []exam.Staff // their names, roles and ids go on the cover; nothing else
	Policy     exam.Policy
	Drill      bool   // 演练
	Kind       string // exam.BookInstitution for the certifying body's own book; empty: an exam's
	Lead       exam.StaffID
	Passphrase []byte // becomes the lead's
	// Fill stores what the book must hold from its first hour, as the plan, while it
	// still lies under its temporary name: where it fails there is no book. It keeps
	// neither b nor lead. nil: nothing.
	Fill func(b *Book, lead *Person) error
}

// unfinished begins the name of a book that is being made.
const unfinished = ".new-"

// Create makes the book of an exam under HOME/books: its keys, its first log, the
// events that open them, the cover, and what c.Fill stores. It appears whole or not at
// all. It returns the
// open book, the site lead signed in, and the recovery key, which is shown once and
// kept nowhere. Refusals: exam-exists, exam-id (cannot name a folder),
// passphrase-short, disk-full.
func Create(home string, c Creation, opt Options) (b *Book, lead *Person, recovery string, err error) {
	opt = opt.filled()
	if err := c.check(home); err != nil {
		return nil, nil, "", err
	}
	books := filepath.Join(home, "books")
	if err := os.MkdirAll(books, 0o700); err != nil {
		return nil, nil, "", fmt.Errorf("make home: %w", err)
	}
	clearUnfinished(home, opt)
	m, err := newMaking(c, opt)
	if err != nil {
		return nil, nil, "", err
	}
	dir := filepath.Join(books, unfinished+m.log)
	if err := m.build(dir); err != nil {
		return nil, nil, "", errors.Join(err, os.RemoveAll(dir))
	}
	if err := m.fill(dir); err != nil {
		return nil, nil, "", errors.Join(err, os.RemoveAll(dir))
	}
	final := bookDir(home, c.Header.Exam)
	if err := os.Rename(dir, final); err != nil {
		return nil, nil, "", errors.Join(fmt.Errorf("put book in its place: %w", err), os.RemoveAll(dir))
	}
	if err := syncDir(books); err != nil {
		return nil, nil, "", fmt.Errorf("put book in its place: %w", err)
	}
	if b, err = Open(home, c.Header.Exam, opt); err != nil {
		return nil, nil, "", err
	}
	if lead, err = m.enter(b); err != nil {
		return nil, nil, "", errors.Join(err, b.Close())
	}
	return b, lead, m.recovery.String(), nil
}

// check refuses what no book can be made from.
func (c Creation) check(home string) error {
	if !folderName(c.Header.Exam) {
		return exam.Refuse("exam-id", "exam", c.Header.Exam)
	}
	if err := checkPassphrase(c.Passphrase); err != nil {
		return err
	}
	i := slices.IndexFunc(c.Staff, func(s exam.Staff) bool { return s.ID == c.Lead })
	if i < 0 || c.Staff[i].Role != exam.RoleSiteLead || !plainID(string(c.Lead)) {
		return errors.New("create book: the lead is not among the staff as site lead")
	}
	if _, err := os.Stat(bookDir(home, c.Header.Exam)); err == nil {
		return exam.Refuse("exam-exists", "exam", c.Header.Exam)
	}
	if _, err := os.Stat(TombstonePath(home, c.Header.Exam)); err == nil {
		return exam.Refuse("exam-deleted", "exam", c.Header.Exam) // a second of that number would pass for the first
	}
	return nil
}

// folderName says whether an exam number can name a folder on every system. Chinese
// is welcome; separators, control characters and what Windows reserves are not.
func folderName(s string) bool {
	if s == "" || len(s) > 100 || strings.ContainsAny(s, `/\:*?"<>|+`) || strings.HasPrefix(s, ".") || strings.HasSuffix(s, ".") {
		return false
	}
	for _, r := range s {
		if r <= ' ' || r == 0x7f || r == 0xfffd || r == 0x3000 {
			return false
		}
	}
	return true
}

// clearUnfinished removes what a creation that was cut short left behind. One that is
// still under way holds its lock.
func clearUnfinished(home string, opt Options) {
	left, err := filepath.Glob(filepath.Join(home, "books", unfinished+"*"))
	if err != nil {
		return
	}
	for _, dir := range left {
		l, err := takeLock(dir, opt)
		if err != nil {
			continue
		}
		l.release()
		_ = os.RemoveAll(dir) // what cannot be removed now is tried again next time
	}
}

// making is a book in the making: all of its private keys are at hand.
type making struct {
	Creation
	opt      Options
	log      string
	exam     *keyring
	lead     *keyring
	dev      Signer
	data     dataKey
	recovery *age.X25519Identity
	now      exam.Time
}

func newMaking(c Creation, opt Options) (*making, error) {
	m := &making{Creation: c, opt: opt, now: wallTime(opt.Clock.Now())}
	var err error
	if m.exam, err = newKeyring(opt.Rand); err != nil {
		return nil, err
	}
	if m.lead, err = newKeyring(opt.Rand); err != nil {
		return nil, err
	}
	if m.data, err = newDataKey(opt.Rand); err != nil {
		return nil, err
	}
	if m.recovery, err = age.GenerateX25519Identity(); err != nil {
		return nil, fmt.Errorf("make recovery key: %w", err)
	}
	if m.log, m.dev, err = newLog(c.Policy.National, opt.Rand); err != nil {
		return nil, err
	}
	if c.Policy.National {
		if m.exam.counter, err = newCounterKey(opt.Rand); err != nil {
			return nil, err
		}
	}
	ca, err := newAuthority(c.Header.Exam, fingerprint(m.exam.public()), m.exam.paper, opt.Clock.Now(), opt.Rand)
	if err != nil {
		return nil, err
	}
	m.lead.ca = ca
	m.lead.leaf, err = newLeaf(ca, m.exam.paper, c.Lead, exam.RoleSiteLead, m.lead.paper, opt.Clock.Now(), opt.Rand)
	return m, err
}

// build makes the folder, flushed, under its temporary name.
func (m *making) build(dir string) error {
	l, err := newFolder(dir, m.opt)
	if err != nil {
		return err
	}
	defer l.release()
	if err := m.writeKeys(dir); err != nil {
		return err
	}
	d, err := newBookData(dir, oneEpoch(m.data), m.dev, m.log, m.Header.Exam, m.opt)
	if err != nil {
		return err
	}
	if err := m.found(d); err != nil {
		return errors.Join(err, d.close())
	}
	size := d.size()
	if err := d.close(); err != nil {
		return fmt.Errorf("close new book: %w", err)
	}
	if err := m.writeCover(dir, size); err != nil {
		return err
	}
	return syncFolders(dir, "keys", ".")
}

// fill opens the book where it is made and has it filled.
func (m *making) fill(dir string) error {
	if m.Fill == nil {
		return nil
	}
	b, err := openDir(dir, m.Header.Exam, m.opt)
	if err != nil {
		return err
	}
	lead, err := m.enter(b)
	if err == nil {
		err = m.Fill(b, lead)
	}
	return errors.Join(err, b.Close())
}

func (m *making) writeKeys(dir string) error {
	lead, err := m.lead.seal(m.Header.Exam, m.Lead, m.Passphrase, m.opt.ScryptLog)
	if err != nil {
		return err
	}
	theExam, err := m.exam.sealExam(m.Header.Exam, m.lead.open.Recipient())
	if err != nil {
		return err
	}
	data, err := oneEpoch(m.data).seal(m.Header.Exam, []string{m.recovery.Recipient().String(), m.lead.open.Recipient().String()}, Signer{})
	if err != nil {
		return err
	}
	device, err := m.data.sealDevice(m.Header.Exam, m.dev, m.opt.Rand)
	if err != nil {
		return err
	}
	for name, b := range map[string][]byte{string(m.Lead) + ".age": lead, "exam.age": theExam, epochName(firstEpoch): data, "device.box": device} {
		if err := writeWhole(m.opt, filepath.Join(dir, "keys", name), filepath.Join(dir, "tmp", name), b); err != nil {
			return fmt.Errorf("write keys: %w", err)
		}
	}
	return nil
}

// found appends the founding events: the device opens the log, the exam key creates
// the exam and endorses the lead, the lead endorses the device.
func (m *making) found(d *data) error {
	text := base64.StdEncoding.EncodeToString
	examSigner := Signer{By: "exam", Key: exam.KeyID(m.exam.public()), Auth: exam.AuthPassphrase, Private: m.exam.sign}
	lead, err := endorsement(examSigner, string(m.Lead), exam.RoleSiteLead, m.lead)
	if err != nil {
		return err
	}
	trust := fingerprint(m.exam.public())
	opens, device, err := logOpening(m.log, m.dev, personSigner(m.Lead, m.lead.sign), trust, m.opt.Program, m.Drill)
	if err != nil {
		return err
	}
	counter, err := counterPublic(m.exam.counter)
	if err != nil {
		return err
	}
	_, err = d.append(context.Background(), []Draft{
		opens,
		{Signer: examSigner, Kind: exam.ExamCreated, On: "exam", About: "created", Body: exam.ExamCreation{
			ExamKey: text(m.exam.public()), Recipient: m.exam.open.Recipient().String(), Recovery: m.recovery.Recipient().String(),
			Authority: text(m.lead.ca.Raw), Retention: m.Policy.RetentionYears, Policy: m.Policy, Kind: m.Kind, SM2: counter}},
		lead, device,
	})
	return err
}

func (m *making) writeCover(dir string, size uint64) error {
	c := coverOf(m.Creation)
	for i := range c.Staff {
		c.Staff[i].Enrolled = c.Staff[i].ID == m.Lead
	}
	c.Fingerprint, c.Device, c.Log, c.Events, c.Written = fingerprint(m.exam.public()), m.dev.By, m.log, size, m.now
	c.DeviceKey = base64.StdEncoding.EncodeToString(m.dev.Private.Public().(ed25519.PublicKey))
	b, err := c.sign(m.dev.Private)
	if err != nil {
		return err
	}
	return writeWhole(m.opt, filepath.Join(dir, "cover.json"), filepath.Join(dir, "tmp", "cover.json"), b)
}

// enter signs the lead in to the book in its place; the passphrase was given just now.
func (m *making) enter(b *Book) (*Person, error) {
	if err := b.unlock(oneEpoch(m.data), m.dev); err != nil {
		return nil, err
	}
	if err := b.compareCover(); err != nil {
		return nil, err
	}
	return b.admit(m.Lead, m.lead)
}
