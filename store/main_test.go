package store

import (
	"fmt"
	"os"
	"testing"
)

// childEnv tells a test's own program that it is a child of a test, and which.
const childEnv = "KAOWU_STORE_CHILD"

// TestMain lets the test program also be the child that a test kills, refuses, or
// puts on a full disk.
func TestMain(m *testing.M) {
	children := map[string]func(dir string) error{"saver": saverChild, "holder": holderChild, "full": fullChild}
	if child, ok := children[os.Getenv(childEnv)]; ok {
		if err := child(os.Args[len(os.Args)-1]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}
