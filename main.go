// Kaowu 考务 runs a certification exam day on ordinary laptops without a network.
// This file only joins the command line to the machine it runs on.
package main

import (
	"context"
	"fmt"
	"os"
	"runtime"

	"golang.org/x/term"

	"kaowu/app/cli"
)

// version and commit are set by the linker, see Makefile.
var (
	version = "0.0.0"
	commit  = "unknown"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:]))
}

// run is the program, from its first step to its exit code.
func run(ctx context.Context, args []string) int {
	if err := noDump(); err != nil {
		fmt.Fprintln(os.Stderr, err) // the exam day goes on all the same
	}
	return cli.Main(ctx, args, cli.Env{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv,
		Version: version, Commit: commit, GoVersion: runtime.Version(),
		AskPassphrase: terminal(), Window: window(),
	})
}

// terminal asks for a passphrase without showing it; nil where no person sits.
func terminal() func(string) ([]byte, error) {
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return nil
	}
	return func(prompt string) ([]byte, error) {
		fmt.Fprint(os.Stderr, prompt)
		defer fmt.Fprintln(os.Stderr)
		return term.ReadPassword(int(os.Stdin.Fd()))
	}
}
