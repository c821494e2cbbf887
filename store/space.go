package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"kaowu/app/exam"
)

// Badger maps its files into memory: on a full disk the system kills the program
// (pitfalls.md 3.2). So nothing is saved when less than MinFree is left, and a
// reserve file is kept, given up when even opening or closing lacks room.

// windowsDiskFull is ERROR_DISK_FULL, which errors.Is does not take for ENOSPC.
const windowsDiskFull = syscall.Errno(112)

// diskFull is the refusal: what is needed and what is there, in whole MB.
func diskFull(need, have uint64) error {
	return exam.Refuse("disk-full", "need", (need+1<<20-1)>>20, "have", have>>20)
}

// gate refuses a save of n bytes when too little is left. Saves go on by themselves
// when there is room again.
func (d *data) gate(n int) error {
	free, err := d.opt.FreeSpace(d.dir)
	if err != nil {
		return fmt.Errorf("ask for free space: %w", err)
	}
	if need := d.opt.MinFree + uint64(n); free < need {
		return diskFull(need, free)
	}
	return nil
}

// diskError turns a full disk into its refusal and leaves other errors alone.
func diskError(err error) error {
	if err == nil {
		return nil
	}
	var r *exam.Refusal
	if errors.As(err, &r) {
		return err
	}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || isErrno(err, windowsDiskFull) {
		return errors.Join(diskFull(1<<20, 0), err)
	}
	return err
}

func isErrno(err error, want syscall.Errno) bool {
	var e syscall.Errno
	return filepath.Separator == '\\' && errors.As(err, &e) && e == want
}

// saveError is what a save says when the disk refused it: disk-full, or save-failed.
func saveError(err error) error {
	err = diskError(err)
	var r *exam.Refusal
	if errors.As(err, &r) {
		return err
	}
	return fmt.Errorf("%w: %w", exam.Refuse("save-failed"), err)
}

func (d *data) reservePath() string { return filepath.Join(d.dir, "reserve") }

// giveReserve gives the reserve up.
func (d *data) giveReserve() {
	d.reserved = false
	_ = os.Remove(d.reservePath()) // missing is what is wanted
}

// keepReserve makes the reserve when it is missing and there is plenty of room.
func (d *data) keepReserve() {
	if d.reserved {
		return
	}
	if st, err := os.Stat(d.reservePath()); err == nil && uint64(st.Size()) == d.opt.Reserve {
		d.reserved = true
		return
	}
	free, err := d.opt.FreeSpace(d.dir)
	if err != nil || free < d.opt.MinFree+2*d.opt.Reserve {
		return
	}
	if err := d.fillReserve(); err != nil {
		d.giveReserve() // half a reserve only takes room; tried again with the next save
		return
	}
	d.reserved = true
}

// fillReserve writes the reserve: zeros, really written, for a hole reserves nothing.
func (d *data) fillReserve() error {
	f, err := d.opt.open(d.reservePath())
	if err != nil {
		return err
	}
	zeros := make([]byte, 1<<20)
	for at := uint64(0); at < d.opt.Reserve && err == nil; at += uint64(len(zeros)) {
		_, err = f.WriteAt(zeros[:min(uint64(len(zeros)), d.opt.Reserve-at)], int64(at))
	}
	return errors.Join(err, f.Close())
}

// room makes sure that Badger can open: it writes then.
func (d *data) room() error {
	free, err := d.opt.FreeSpace(d.dir)
	if err != nil {
		return fmt.Errorf("ask for free space: %w", err)
	}
	if free >= d.opt.Reserve {
		return nil
	}
	d.giveReserve()
	if free, err = d.opt.FreeSpace(d.dir); err != nil {
		return fmt.Errorf("ask for free space: %w", err)
	}
	if need := d.opt.Reserve / 2; free < need {
		return diskFull(need, free)
	}
	return nil
}
