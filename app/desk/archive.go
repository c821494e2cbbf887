package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"kaowu/app/exam"
	"kaowu/store"
)

// WriteArchive writes the exam's archive 考核档案 to path: papers, workbooks,
// handwriting, scans, every signed event and every checkpoint (record.md 9;
// notice 6.3). It is read back and verified before it counts as written, and the
// book then says so. Refusals: records-unsigned (which), in-conflict.
func (d *Desk) WriteArchive(ctx context.Context, path string, progress func(done, total int64)) error {
	if err := d.allow("WriteArchive", ""); err != nil {
		return err
	}
	return d.writeArchive(ctx, path, nil, progress)
}

// WriteArchiveWith is WriteArchive with what Officer.Evidence gave for this exam: the
// events of the institution's book that it rests on, with their proofs (record.md 1).
func (d *Desk) WriteArchiveWith(ctx context.Context, path string, evidence []byte, progress func(done, total int64)) error {
	if err := d.allow("WriteArchiveWith", ""); err != nil {
		return err
	}
	return d.writeArchive(ctx, path, evidence, progress)
}

func (d *Desk) writeArchive(ctx context.Context, path string, evidence []byte, progress func(done, total int64)) error {
	if err := d.site.complete(); err != nil {
		return err
	}
	expect, papers, err := d.expect()
	if err != nil {
		return err
	}
	share := newShares(progress, papers)
	gather := func(seal store.Seal) ([]string, error) { return d.gather(ctx, seal, evidence, share.made) }
	if err := d.site.book.WriteArchive(ctx, path, d.who.Load(), gather, expect, share.handled); err != nil {
		return err
	}
	sum, err := fileDigest(path)
	if err != nil {
		return err
	}
	if _, err = d.append(ctx, d.say(exam.ArchiveWritten, onArchive, "archive", exam.Paper{SHA256: sum})); err != nil {
		return err
	}
	return d.site.book.UpdateCover(func(c *store.Cover) {
		c.State = stateArchived
		c.Archived = &store.CoverArchive{File: filepath.Base(path), SHA256: sum, On: d.site.today()}
	})
}

// complete refuses while an exam-room record is unsigned or a conflict open: a
// record belongs into that exam's archive (notice 6.3).
func (s *Site) complete() error {
	r, err := s.Roster()
	if err != nil {
		return err
	}
	var open []string
	for _, row := range r.Plan.Sessions {
		rec, err := s.record(row.No)
		if err != nil {
			return err
		}
		if rec.Paper == nil {
			open = append(open, string(row.No))
		}
		if len(rec.Conflicts) > 0 {
			return exam.Refuse("in-conflict", "about", "record/"+string(row.No))
		}
	}
	if len(open) > 0 {
		return exam.Refuse("records-unsigned", "n", len(open), "sessions", open)
	}
	if err := s.refuseUndecided(); err != nil {
		return err
	}
	for _, row := range r.Plan.Candidates {
		c, err := s.candidate(row.No)
		if err != nil {
			return err
		}
		if len(c.Conflicts) > 0 {
			return exam.Refuse("in-conflict", "about", c.Conflicts[0].About)
		}
	}
	return nil
}

func fileDigest(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read the archive back: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("read the archive back: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// CopyArchive writes a second copy of an archive that was written, and reads it back
// (store.CopyArchive). Refusals: copy-differs, disk-full.
func (d *Desk) CopyArchive(ctx context.Context, from, to string, progress func(done, total int64)) error {
	if err := d.allow("CopyArchive", ""); err != nil {
		return err
	}
	return store.CopyArchive(ctx, from, to, progress)
}
