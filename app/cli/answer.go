package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"kaowu/app/exam"
	"kaowu/app/words"
)

// printJSON writes v as one line, as programs read it.
func (r *run) printJSON(v any) error {
	enc := json.NewEncoder(r.env.Out)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// say writes a wording to standard output, tell to standard error.
func (r *run) say(key string, pairs ...any)  { fmt.Fprintln(r.env.Out, r.words.T(key, pairs...)) }
func (r *run) tell(key string, pairs ...any) { fmt.Fprintln(r.env.Err, r.words.T(key, pairs...)) }

// exitOf maps an error to an exit code. A refusal is the answer no, unless what
// refused was the disk, the network or the way of asking.
func exitOf(err error) int {
	var u usage
	if errors.As(err, &u) {
		return exitUsage
	}
	if errors.Is(err, errNo) {
		return exitNo
	}
	var ref *exam.Refusal
	if errors.As(err, &ref) {
		switch ref.Code {
		case "no-exam", "no-institution", "several-exams", "who-missing", "out-not-empty", "laptops-one", "no-passphrase", "province-file", "province-address", "file-exists", "no-province", "stamp-address", "stamp-file", "stamp-none":
			return exitUsage
		case "disk-full", "book-held", "save-failed", "book-read-only", "province-unreachable", "province-busy", "file-unreadable", "stamp-unreachable", "stamp-tls", "stamp-refused":
			return exitFail
		}
		return exitNo
	}
	return exitFail
}

// fail prints an error where a person reads it, and as JSON for exits 2 and 3.
func (r *run) fail(err error) int {
	code := exitOf(err)
	if code == exitNo && errors.Is(err, errNo) {
		return code // the answer has been printed
	}
	sentence, stable, mend := r.sentence(err, code)
	if r.json {
		_ = r.printJSON(map[string]any{"error": map[string]string{"code": stable, "message": sentence, "mend": mend}})
		return code
	}
	fmt.Fprintln(r.env.Err, sentence)
	if mend != "" {
		fmt.Fprintln(r.env.Err, mend)
	}
	return code
}

func (r *run) sentence(err error, code int) (sentence, stable, mend string) {
	var ref *exam.Refusal
	var path *fs.PathError
	switch {
	case errors.As(err, &ref):
		stable = ref.Code
		sentence = r.words.Sentence(err)
		if k := "refusalmend." + ref.Code; r.words.Has(k) {
			mend = r.words.Args(k, ref.Args)
		}
	case code == exitUsage:
		stable, sentence, mend = "usage", r.words.T("cli.usage", "detail", err.Error()), r.words.T("cli.usage-mend")
	case errors.As(err, &path) && errors.Is(err, os.ErrNotExist):
		stable, sentence, mend = "file-missing", r.words.T("cli.file-missing", "file", path.Path), r.words.T("cli.file-missing-mend")
	default:
		stable, sentence, mend = words.Code(err), r.words.T("refusal.internal", "detail", err.Error()), r.words.T("cli.internal-mend")
	}
	return sentence, stable, mend
}

// progress prints a line on standard error about twice a second at most, with the
// time that is left once enough of the work is done to tell it. It is silent with --json.
func (r *run) progress(what string) func(done, total int64) {
	start := r.now()
	last, ended := time.Time{}, false
	return func(done, total int64) {
		if r.json || total <= 0 {
			return
		}
		now := r.now()
		if now.Sub(last) < 500*time.Millisecond && done < total {
			return
		}
		if last.IsZero() && now.Sub(start) < 500*time.Millisecond {
			return // short work needs no line
		}
		if ended && done >= total {
			return // the whole was said
		}
		last, ended = now, done >= total
		if done*20 < total || now.Sub(start) < 2*time.Second { // a first piece may be the slowest
			r.tell("cli.progress-begun", "what", r.words.T(what), "done", done, "total", total)
			return
		}
		left := time.Duration(float64(now.Sub(start)) * float64(total-done) / float64(max(done, 1))).Round(time.Second)
		r.tell("cli.progress", "what", r.words.T(what), "done", done, "total", total, "left", left.String())
	}
}

func (r *run) now() time.Time {
	if r.env.Clock != nil {
		return r.env.Clock.Now()
	}
	return time.Now()
}
