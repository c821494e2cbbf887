package store

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"testing"

	"kaowu/app/exam"
)

// holderChild takes the lock in dir, says so, and holds it until its input ends.
func holderChild(dir string) error {
	l, err := takeLock(dir, Options{Program: "kaowu test", Clock: examDay()})
	if err != nil {
		return err
	}
	tell("held")
	_, err = bufio.NewReader(os.Stdin).ReadString('\n')
	l.release()
	if err != nil && err.Error() == "EOF" {
		return nil
	}
	return err
}

func TestSecondProcessIsRefused(t *testing.T) {
	dir := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, dir)
	cmd.Env = append(os.Environ(), childEnv+"=holder")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "held\n" {
		t.Fatalf("the holder said %q %v", line, err)
	}
	opt := Options{Program: "kaowu test", Clock: examDay()}.filled()
	_, err = takeLock(dir, opt)
	var r *exam.Refusal
	if !errors.As(err, &r) || r.Code != "book-held" {
		t.Fatalf("a second process got %v", err)
	}
	if r.Args["pid"] != cmd.Process.Pid || r.Args["program"] != "kaowu test" || r.Args["since"] != "2026-12-19 09:41" {
		t.Fatalf("the refusal says %v", r.Args)
	}
	// However the holder ends, the lock comes free.
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed
	l, err := takeLock(dir, opt)
	if err != nil {
		t.Fatalf("after the holder was killed: %v", err)
	}
	l.release()
	l.release() // twice is once
}

func TestSameProcessTwiceIsRefused(t *testing.T) {
	dir, opt := t.TempDir(), Options{}.filled()
	l, err := takeLock(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := takeLock(dir, opt); !errors.Is(err, exam.Refuse("book-held")) {
		t.Fatalf("second lock: %v", err)
	}
	l.release()
	l, err = takeLock(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	l.release()
}
