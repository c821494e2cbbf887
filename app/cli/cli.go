package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kaowu/app/words"
	"kaowu/assets"
	"kaowu/store"
)

// Env is what the commands need of the world, so that tests can give it.
type Env struct {
	In            io.Reader
	Out, Err      io.Writer
	Getenv        func(string) string
	Version       string
	Commit        string
	GoVersion     string
	AskPassphrase func(prompt string) ([]byte, error)                // on the terminal; nil: there is none
	Window        func(ctx context.Context, home, lang string) error // nil: built without the window
	Clock         store.Clock                                        // nil: the machine's
	ScryptLog     int                                                // of new key files; 0: the default
	FreeSpace     func(string) (uint64, error)                       // nil: the disk's
	Font          []byte                                             // the one face, for who has read it; nil: read when it is needed
}

// Exit codes of design 8.
const (
	exitDone  = 0
	exitNo    = 1
	exitUsage = 2
	exitFail  = 3
)

// run is one call of the program.
type run struct {
	env   Env
	words *words.Words

	home, lang, exam, as, passFile string
	json                           bool
	sheet                          string // where the recovery sheet goes; empty: nowhere
}

// answered is returned by a command that has printed its answer, which is no.
var errNo = errors.New("the answer is no")

// usage wraps an error of the command line itself.
type usage struct{ error }

func (u usage) Unwrap() error { return u.error }

// Main runs the program and gives its exit code.
func Main(ctx context.Context, args []string, env Env) int {
	r := &run{env: env}
	if env.Getenv == nil {
		r.env.Getenv = os.Getenv
	}
	// Errors before flags are read still need a language and a form.
	r.lang, r.json = early(args)
	w, err := words.Load(assets.Words(), words.Languages()[0])
	if err != nil {
		fmt.Fprintln(env.Err, err) // a broken build: there are no words to say it in
		return exitFail
	}
	r.words = w
	if r.lang != w.Lang() {
		if r.words, err = words.Load(assets.Words(), r.lang); err != nil {
			r.words = w
			return r.fail(usage{fmt.Errorf("--lang: %w", err)})
		}
	}
	root := r.root()
	root.SetArgs(args)
	root.SetIn(env.In)
	root.SetOut(env.Out)
	root.SetErr(env.Err)
	if err := root.ExecuteContext(ctx); err != nil {
		return r.fail(err)
	}
	return exitDone
}

// early finds --lang and --json wherever they stand. The language is Chinese
// whatever the locale says.
func early(args []string) (lang string, asJSON bool) {
	lang = words.Languages()[0]
	for i, a := range args {
		switch {
		case a == "--":
			return lang, asJSON
		case a == "--json" || a == "--json=true":
			asJSON = true
		case a == "--lang" && i+1 < len(args):
			lang = args[i+1]
		case strings.HasPrefix(a, "--lang="):
			lang = a[len("--lang="):]
		}
	}
	return lang, asJSON
}

func (r *run) root() *cobra.Command {
	t := r.words.T
	root := &cobra.Command{
		Use: "kaowu", Short: t("cli.root"), Long: t("cli.root-long"),
		SilenceErrors: true, SilenceUsage: true, Args: noArgs,
		Version: fmt.Sprintf("%s %s %s", r.env.Version, r.env.Commit, r.env.GoVersion),
		RunE:    func(c *cobra.Command, _ []string) error { return r.window(c.Context()) },
	}
	root.SetVersionTemplate("kaowu {{.Version}}\n")
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage{err} })
	f := root.PersistentFlags()
	f.StringVar(&r.home, "home", "", t("cli.flag.home"))
	f.StringVar(&r.lang, "lang", words.Languages()[0], t("cli.flag.lang"))
	f.BoolVar(&r.json, "json", false, t("cli.flag.json"))
	f.StringVar(&r.exam, "exam", "", t("cli.flag.exam"))
	f.StringVar(&r.as, "as", "", t("cli.flag.as"))
	f.StringVar(&r.passFile, "passphrase-file", "", t("cli.flag.passphrase-file"))
	root.AddCommand(r.planCommand(), r.filingCommand(), r.resultCommand(), r.uploadCommand(), r.provinceCommand(),
		r.archiveCommand(), r.verifyCommand(), r.authorityCommand(), r.statusCommand(), r.rebuildCommand(), r.rehearseCommand(), r.drawCommand(), r.certificateCommand(),
		r.ledgerCommand(), r.avoidanceCommand(), r.staffCommand(), r.violationCommand(), r.proveCommand(), r.seenCommand(), r.retentionCommand(), r.personCommand(), r.literacyCommand(), r.packCommand(), r.keyCommand(),
		r.clockCommand(), r.stampCommand())
	return root
}

// noArgs and exactly are cobra's checks with our kind of error.
func noArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage{fmt.Errorf("unknown command %q", args[0])}
	}
	return nil
}

func exactly(n int) cobra.PositionalArgs { return between(n, n) }

// between takes low to high arguments.
func between(low, high int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch n := len(args); {
		case n >= low && n <= high:
			return nil
		case low == high:
			return usage{fmt.Errorf("%s takes %d arguments, got %d", c.CommandPath(), low, n)}
		default:
			return usage{fmt.Errorf("%s takes %d to %d arguments, got %d", c.CommandPath(), low, high, n)}
		}
	}
}

// group makes a command that only holds others.
func (r *run) group(use string, sub ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{Use: use, Short: r.words.T("cli." + use), Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return usage{fmt.Errorf("%s needs a command", c.CommandPath())}
		}}
	c.AddCommand(sub...)
	return c
}

func (r *run) window(ctx context.Context) error {
	if r.env.Window == nil {
		return usage{errors.New(r.words.T("cli.no-window"))}
	}
	return r.env.Window(ctx, r.homeDir(), r.lang)
}

// homeDir is --home, else KAOWU_HOME, else the user's own folder.
func (r *run) homeDir() string {
	if r.home != "" {
		return r.home
	}
	if h := r.env.Getenv("KAOWU_HOME"); h != "" {
		return h
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "kaowu"
	}
	return filepath.Join(dir, "kaowu")
}
