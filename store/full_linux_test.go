package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"kaowu/app/exam"
)

// TestReallyFullDisk fills a small tmpfs in a mount namespace of its own. Where the
// system refuses such a namespace, TestFailingDisk's file layer is what is tested.
func TestReallyFullDisk(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, t.TempDir())
	cmd.Env = append(os.Environ(), childEnv+"=full")
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if os.Getuid() != 0 {
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
	}
	out, err := cmd.CombinedOutput()
	if errors.Is(err, unix.EPERM) || cmd.ProcessState != nil && cmd.ProcessState.ExitCode() == exitNoMount {
		t.Logf("no mount namespace here: %v %s", err, out)
		return
	}
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// exitNoMount is how fullChild says that it may not mount.
const exitNoMount = 77

// fullChild runs a book on a tmpfs of 160 MB until a stranger fills it, goes on when
// there is room again, and does so once more across a restart.
func fullChild(dir string) error {
	err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, "")
	if err == nil {
		err = unix.Mount("tmpfs", dir, "tmpfs", 0, "size=160m")
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(exitNoMount)
	}
	opt := Options{Clock: examDay(), MinFree: 48 << 20, Reserve: 40 << 20}
	bookDir := filepath.Join(dir, "book")
	d, err := newBookData(bookDir, oneEpoch(testKey()), testDevice(), testLog, testExam, opt)
	if err != nil {
		return fmt.Errorf("new book: %w", err)
	}
	b := &Book{dir: bookDir, opt: d.opt, data: d}
	if _, err := b.Append(context.Background(), firstEvents()...); err != nil {
		return err
	}
	saved := uint64(3)
	for _, how := range []string{"running", "reopened"} {
		if err := fill(filepath.Join(dir, "stranger")); err != nil {
			return err
		}
		if how == "reopened" {
			if err := again(b); err != nil {
				return fmt.Errorf("%s: %w", how, err)
			}
		}
		for i := range 50 {
			if _, err := b.Append(context.Background(), scoreDraft(i, i, 215)); !errors.Is(err, exam.Refuse("disk-full")) {
				return fmt.Errorf("%s: a save on a full disk: %v", how, err)
			}
			if _, err := b.Attach(context.Background(), make([]byte, 1<<20)); !errors.Is(err, exam.Refuse("disk-full")) {
				return fmt.Errorf("%s: a file on a full disk: %v", how, err)
			}
		}
		if events, err := b.Events("exam"); err != nil || len(events) != 1 {
			return fmt.Errorf("%s: reading on a full disk: %v", how, err)
		}
		if err := os.Remove(filepath.Join(dir, "stranger")); err != nil {
			return err
		}
		for i := range 50 {
			if _, err := b.Append(context.Background(), scoreDraft(i, i, 215)); err != nil {
				return fmt.Errorf("%s: a save with room again: %w", how, err)
			}
			saved++
		}
	}
	if err := again(b); err != nil {
		return err
	}
	rep, err := b.Check(context.Background(), nil)
	if err == nil && (rep.Events != saved || len(rep.Findings) > 0) {
		err = fmt.Errorf("%d of %d events, %v", rep.Events, saved, rep.Findings)
	}
	return errors.Join(err, b.data.close())
}

// again closes a book's data and opens it.
func again(b *Book) error {
	if err := b.data.close(); err != nil {
		return err
	}
	b.data = nil
	return b.unlock(oneEpoch(testKey()), testDevice())
}

// fill writes to path until the disk is full.
func fill(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	for _, size := range []int{1 << 20, 1 << 12} {
		for err == nil {
			_, err = f.Write(make([]byte, size))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			return errors.Join(err, f.Close())
		}
		err = nil
	}
	return f.Close()
}
