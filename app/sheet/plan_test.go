package sheet

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"kaowu/app/exam"
	"kaowu/assets"
)

// config is a PlanConfig with the tables that Kaowu ships.
func config(t testing.TB) PlanConfig {
	t.Helper()
	cal, err := exam.LoadCalendar(assets.Holidays())
	if err != nil {
		t.Fatal(err)
	}
	b, err := fs.ReadFile(assets.Codes(), "policy.json")
	if err != nil {
		t.Fatal(err)
	}
	var pol exam.Policy
	if err := json.Unmarshal(b, &pol); err != nil {
		t.Fatal(err)
	}
	return PlanConfig{Calendar: cal, Policy: pol, TempDir: t.TempDir()}
}

// demo writes the demo plan to a file.
func demo(t testing.TB) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "plan.xlsx")
	if err := os.WriteFile(name, assets.DemoPlan(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestDemoPlanHasNoErrors(t *testing.T) {
	got, err := ReadPlan(context.Background(), demo(t), config(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range got.Problems {
		t.Errorf("%s %s %s:%d %s %q %v", p.Severity, p.Code, p.Sheet, p.Row, p.Column, p.Value, p.Args)
	}
	// Counts as in design 8: the demo plan has 120 candidates, 17 sessions, 16
	// staff, 5 rooms, 3 subjects.
	want := map[string]int{"candidates": 120, "sessions": 17, "staff": 16, "rooms": 5, "subjects": 3}
	have := Counts(got.Plan)
	for k, n := range want {
		if have[k] != n {
			t.Errorf("%s: %d, want %d", k, have[k], n)
		}
	}
}
