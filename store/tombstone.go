package store

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kaowu/app/exam"
)

// Tombstone is what stays in a home of an exam whose book was deleted when its years
// had run (record.md 10): that there was one, how far it went, and who deleted it. It
// names no candidate and stands alone: the founding events in it lead from the exam's
// key to the key of the lead who signed it, and to the devices that signed its
// checkpoints, so that an archive or a printed checkpoint can still be held against it.
type Tombstone struct {
	Format       string         `json:"format"` // "kaowu tombstone v1"
	Exam         string         `json:"exam"`   // 计划编号
	Organisation string         `json:"organisation"`
	Site         string         `json:"site"`
	Drill        bool           `json:"drill"`
	Fingerprint  string         `json:"fingerprint"`
	From         exam.Date      `json:"from"`
	To           exam.Date      `json:"to"`
	Closed       exam.Date      `json:"closed"` // day of the last closing
	Kept         exam.Date      `json:"kept"`   // last day on which it had to be kept
	Counts       GraveCounts    `json:"counts"`
	Archive      string         `json:"archive"` // SHA-256 hex of the archive that was checked before
	Reason       string         `json:"reason"`
	By           exam.StaffID   `json:"by"`
	Name         string         `json:"name"` // of the lead who deleted it: they answer for it
	Key          string         `json:"key"`  // id of the key that signed this
	Written      exam.Time      `json:"written"`
	Logs         []exam.LogSeen `json:"logs"`        // every log as it stood
	Checkpoints  []string       `json:"checkpoints"` // the last that the book held of each log
	Founding     []archiveEvent `json:"founding"`    // as an archive's
	// Numbers are the certificate numbers that the exam gave or skipped: they are not
	// given again because it is gone.
	Numbers []exam.NumberSpan `json:"numbers"`
}

// GraveCounts says how much there was, without a person.
type GraveCounts struct {
	Candidates   int    `json:"candidates"`
	Sessions     int    `json:"sessions"`
	Qualified    int    `json:"qualified"`
	Certificates int    `json:"certificates"`
	Events       uint64 `json:"events"`
}

// tombstoneFile is a tombstone with the lead's Ed25519 signature over tombstonePrefix
// and the tombstone's bytes.
type tombstoneFile struct {
	Tombstone Tombstone `json:"tombstone"`
	Sig       string    `json:"sig"` // lower-case hex
}

const (
	formatTombstone = "kaowu tombstone v1"
	tombstonePrefix = "kaowu tombstone v1\n"
	tombstoneHead   = `{"tombstone":{"format":` // how such a file begins
	tombstoneDir    = "tombstones"
	tombstoneEnd    = ".json"
)

// TombstonePath is where the tombstone of an exam stands in a home.
func TombstonePath(home, examID string) string {
	return filepath.Join(home, tombstoneDir, examID+tombstoneEnd)
}

// WriteTombstone takes a last checkpoint, fills in of t what the book knows itself,
// signs it as the lead and puts it into the home, flushed. From then on the book is
// going away: no program opens it again, and Bury, or the next start, removes it. It
// gives the SHA-256 hex of the file. Refusals: not-lead, archive-not-whole (the book's
// own chain does not hold), disk-full.
func (b *Book) WriteTombstone(ctx context.Context, lead *Person, t Tombstone) (string, error) {
	if lead.role != exam.RoleSiteLead {
		return "", exam.Refuse("not-lead", "staff", string(lead.staff))
	}
	if _, err := b.Checkpoint(ctx); err != nil {
		return "", err
	}
	k, found, err := b.chain()
	if err != nil {
		return "", err
	}
	if len(found) > 0 {
		return "", exam.Refuse("archive-not-whole", "finding", "code:finding."+found[0].Code)
	}
	c := b.Cover()
	t.Format, t.Exam, t.Organisation, t.Site, t.Drill, t.From, t.To = formatTombstone, k.exam, c.Organisation, c.Site, c.Drill, c.From, c.To
	t.Fingerprint, t.By, t.Key, t.Written = fingerprint(k.examKey), lead.staff, lead.Signer().Key, b.Now()
	t.Founding, t.Checkpoints, t.Logs = foundingList(k), []string{}, []exam.LogSeen{}
	if t.Numbers == nil {
		t.Numbers = []exam.NumberSpan{}
	}
	if err := b.lastOfEach(&t, k); err != nil {
		return "", err
	}
	raw, err := t.sign(lead.keys.sign)
	if err != nil {
		return "", err
	}
	path := TombstonePath(b.home(), t.Exam)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", diskError(fmt.Errorf("make folder for tombstones: %w", err))
	}
	// The folder's own name must be on the disk before anything rests on it.
	if err := syncDir(b.home()); err != nil {
		return "", fmt.Errorf("make folder for tombstones: %w", err)
	}
	if err := writeWhole(b.opt, path, filepath.Join(b.dir, "tmp", "tombstone.json"), raw); err != nil {
		return "", diskError(err)
	}
	return digestOf(raw), nil
}

// home is the home that the book lies in.
func (b *Book) home() string { return filepath.Dir(filepath.Dir(b.dir)) }

// lastOfEach fills in size and root of every log, and the last checkpoint of each that
// has one.
func (b *Book) lastOfEach(t *Tombstone, k *chain) error {
	trees := map[string]*frontier{}
	err := b.Each(func(f exam.Fact) error {
		if trees[f.Log] == nil {
			trees[f.Log] = &frontier{}
			t.Logs = append(t.Logs, exam.LogSeen{Log: f.Log})
		}
		trees[f.Log].add(f.Signed.Leaf())
		t.Counts.Events++
		return nil
	})
	if err != nil {
		return fmt.Errorf("count events: %w", err)
	}
	for i, l := range t.Logs {
		root := trees[l.Log].root()
		t.Logs[i].Size, t.Logs[i].Root = trees[l.Log].n, root.String()
	}
	slices.SortFunc(t.Logs, func(x, y exam.LogSeen) int { return strings.Compare(x.Log, y.Log) })
	notes, err := b.EveryCheckpoint()
	if err != nil {
		return err
	}
	last := map[string]checkpoint{}
	text := map[string]string{}
	for _, n := range notes {
		if cp, err := k.openNote(n); err == nil && cp.size >= last[cp.log].size {
			last[cp.log], text[cp.log] = cp, n
		}
	}
	for _, l := range t.Logs {
		if n := text[l.Log]; n != "" {
			t.Checkpoints = append(t.Checkpoints, n)
		}
	}
	return nil
}

func (t Tombstone) sign(key ed25519.PrivateKey) ([]byte, error) {
	raw, err := exam.Marshal(t)
	if err != nil {
		return nil, fmt.Errorf("write tombstone: %w", err)
	}
	sig := ed25519.Sign(key, append([]byte(tombstonePrefix), raw...))
	return exam.Marshal(tombstoneFile{t, hex.EncodeToString(sig)})
}

func digestOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
