package cli

import (
	"slices"
	"time"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// keys lists people and laptops with their keys, or the late evidence alone, after do; nil:
// only lists them.
func (r *run) keys(do func(*desk.Desk) error, lateOnly bool) error {
	var v desk.KeysView
	err := r.asDesk(func(d *desk.Desk) (err error) {
		if do != nil {
			if err := do(d); err != nil {
				return err
			}
		}
		v, err = d.Keys()
		return err
	})
	if err != nil {
		return err
	}
	if r.json {
		out := map[string]any{"ok": true, "late": lateJSON(v.Late)}
		if !lateOnly {
			out["people"], out["laptops"] = keysJSON(v.People), keysJSON(v.Laptops)
		}
		return r.printJSON(out)
	}
	if !lateOnly {
		r.say("cli.keys", "n", len(v.People), "laptops", len(v.Laptops))
		for _, k := range slices.Concat(v.People, v.Laptops) {
			r.sayKey(k)
		}
	}
	if lateOnly || len(v.Late) > 0 {
		r.say("cli.key-lates", "n", len(v.Late))
	}
	for _, l := range v.Late {
		r.sayLate(l)
	}
	return nil
}

func (r *run) sayKey(k desk.KeyRow) {
	who := string(k.Staff)
	if who == "" {
		who = k.Laptop
	}
	switch {
	case k.Times == 0:
		r.say("cli.key-none", "id", who, "name", k.Name)
	case k.Gone != nil:
		r.say("cli.key-gone", "id", who, "name", k.Name, "when", minute(k.Gone.When), "by", k.Gone.By, "why", "code:revoke."+k.Gone.Code, "text", k.Gone.Text, "late", k.Late)
	default:
		r.say("cli.key-holds", "id", who, "name", k.Name, "when", minute(k.Since), "laptop", k.Laptop, "times", k.Times)
	}
}

func (r *run) sayLate(l desk.LateRow) {
	r.say("cli.key-late-row", "event", l.Fact.ID.String(), "when", minute(l.Fact.Wall), "who", l.Fact.By, "what", "code:screen.kind."+string(l.Fact.Kind), "on", l.Fact.On)
	if a := l.Admitted; a != nil {
		r.say("cli.key-admitted", "when", minute(a.When), "by", a.By, "text", a.Text)
	}
}

func minute(t exam.Time) string { return t.Format("2006-01-02 15:04") }

func keysJSON(rows []desk.KeyRow) []map[string]any {
	out := []map[string]any{}
	for _, k := range rows {
		out = append(out, map[string]any{"staff": k.Staff, "laptop": k.Laptop, "role": k.Role, "own": k.Own, "holds": k.Holds(), "since": momentJSON(k.Since),
			"keys": k.Times, "revoked": goneJSON(k.Gone), "late": k.Late})
	}
	return out
}

func lateJSON(rows []desk.LateRow) []map[string]any {
	out := []map[string]any{}
	for _, l := range rows {
		out = append(out, map[string]any{"event": l.Fact.ID, "kind": l.Fact.Kind, "on": l.Fact.On, "about": l.Fact.Abt, "by": l.Fact.By,
			"time": momentJSON(l.Fact.Wall), "laptop": l.Laptop, "admitted": goneJSON(l.Admitted)})
	}
	return out
}

func goneJSON(g *desk.KeyGone) any {
	if g == nil {
		return nil
	}
	return map[string]any{"time": momentJSON(g.When), "code": g.Code, "text": g.Text}
}

func momentJSON(t exam.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.Format(time.RFC3339)
}
