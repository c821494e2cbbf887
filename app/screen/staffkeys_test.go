package screen

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// The site lead reaches people and keys by F2 and 0, and takes one back by keys alone.
func TestKeyRevokedByKeys(t *testing.T) {
	w := newWorld(t, "2026-12-19 08:20:00")
	w.enter(w.lead.Staff().Name)
	w.key(fyne.KeyF2)
	w.shows("人员与密钥")
	w.shot("21-keys-settings")
	w.typed("0")
	k, ok := w.sh.at.(*staffKeys)
	if !ok {
		t.Fatalf("at %T", w.sh.at)
	}
	if len(k.view.People) != len(w.plan.Staff) || len(k.view.Laptops) != 1 {
		t.Fatalf("%d people, %d laptops", len(k.view.People), len(k.view.Laptops))
	}
	mark := w.staff(exam.RoleAssessor, "", 0)
	for k.holder().Staff != mark.ID {
		if k.holder().Role == exam.RoleSiteLead && bound(k.keys(), "F9") {
			t.Error("the lead's own key can be revoked")
		}
		w.key(fyne.KeyDown)
	}
	w.shows(mark.Name, "有效", "停用密钥")
	w.shot("21-keys")
	w.key(fyne.KeyF9)
	w.shows("此人不能再登录")
	w.key(fyne.KeyF9)
	w.shows("停用密钥要写原因")
	w.typed("2")
	w.key(fyne.KeyTab)
	w.typed("口令贴在键盘上")
	w.shot("21-keys-revoke")
	w.take()
	w.key(fyne.KeyF9)
	w.wants(exam.KeyRevoked, exam.KeyReason)
	if h := k.holder(); h.Staff != mark.ID || h.Holds() || h.Gone.Code != "exposed" || h.Gone.Text != "口令贴在键盘上" {
		t.Errorf("revoked: %+v", h)
	}
	w.shows("已停用", "口令可能被他人知道", "停用以前的操作保留有效")
	if saved := w.sh.u.f.SavedText(); !strings.Contains(saved, mark.Name) {
		t.Errorf("the strip says %q", saved)
	}
	w.shot("21-keys-revoked")
	w.key(fyne.KeyTab)
	w.shows("这就是本机")
	w.shot("21-keys-laptops")
	w.key(fyne.KeyTab)
	w.shows("没有迟到证据")
	w.shot("21-keys-no-late")
	w.key(fyne.KeyEscape)
	if w.sh.at.name() != "day" {
		t.Errorf("Esc goes to %s", w.sh.at.name())
	}
}

// Nobody else is offered it.
func TestKeysAreTheLeads(t *testing.T) {
	w := newWorld(t, "2026-12-19 08:20:00")
	w.enter(w.staff(exam.RoleSupervisor, "", 0).Name)
	w.key(fyne.KeyF2)
	if strings.Contains(w.says(), "人员与密钥") {
		t.Error("the supervisor's settings have it")
	}
	w.typed("0")
	if w.sh.at.name() == "keys" {
		t.Error("the supervisor gets there")
	}
}

// lateDesk is a desk to which late evidence has come.
type lateDesk struct {
	view  desk.KeysView
	calls []string
}

func (l *lateDesk) Keys() (desk.KeysView, error) { return l.view, nil }

func (l *lateDesk) Revoke(_ context.Context, who, code, text string) error {
	l.calls = append(l.calls, strings.Join([]string{"revoke", who, code, text}, " "))
	return nil
}

func (l *lateDesk) AdmitLate(_ context.Context, id exam.ID, reason string) error {
	if reason == "" {
		return exam.Refuse("reason-missing")
	}
	l.calls = append(l.calls, "admit "+id.String()[:4]+" "+reason)
	for i := range l.view.Late {
		if l.view.Late[i].Fact.ID == id {
			l.view.Late[i].Admitted = &desk.KeyGone{When: l.view.Late[i].Fact.Wall, By: "高原", Text: reason}
		}
	}
	return nil
}

// lateWorld shows people and keys after a laptop was stolen and a key was revoked.
func lateWorld(t *testing.T) (*world, *staffKeys, *lateDesk) {
	t.Helper()
	w := newWorld(t, "2026-12-19 10:20:00")
	w.enter(w.lead.Staff().Name)
	l := &lateDesk{}
	at := exam.At(w.clock.Now())
	gone := &desk.KeyGone{When: at, By: w.lead.Staff().Name, Code: "exposed", Text: "口令贴在键盘上"}
	for i, p := range w.plan.Staff {
		row := desk.KeyRow{Staff: p.ID, Name: p.Name, Role: p.Role, Laptop: "device/4c1d0a77", Own: true, Since: at, By: w.lead.Staff().Name, Times: 1}
		switch i {
		case 1:
			row.Times, row.Since = 0, exam.Time{}
		case 2:
			row.Gone, row.Late = gone, 2
		case 3:
			row.Times = 2
		}
		l.view.People = append(l.view.People, row)
	}
	l.view.Laptops = []desk.KeyRow{{Laptop: "device/4c1d0a77", Own: true, Since: at, By: w.lead.Staff().Name, Times: 1}, {Laptop: "device/99fe1234", Since: at, By: w.lead.Staff().Name, Times: 1}}
	who := w.candidates("P01")
	for i, kind := range []exam.Kind{exam.ItemScored, exam.ScoresSent} {
		f := exam.Fact{ID: exam.ID{byte(0xa1 + i)}, Event: exam.Event{Kind: kind, On: "candidate/" + string(who[i].No), By: string(w.plan.Staff[2].ID), Wall: at, Auth: exam.AuthPassphrase}}
		l.view.Late = append(l.view.Late, desk.LateRow{Moment: desk.Moment{Fact: f, By: w.plan.Staff[2].Name, Role: w.plan.Staff[2].Role, NotAdopted: "late"}, Candidate: who[i].No, Laptop: "device/99fe1234"})
	}
	k := newStaffKeys(w.sh.u, l)
	w.stand(k)
	return w, k, l
}

// Late evidence is seen, and admitted one by one with a reason, by tap and by key.
func TestLateEvidenceAdmitted(t *testing.T) {
	w, k, l := lateWorld(t)
	w.key(fyne.KeyDown, fyne.KeyDown)
	w.shows("停用以后收到 2 条迟到证据")
	w.shot("21-keys-late-of")
	w.tap("迟到证据 2")
	w.shows("不计入", "口令")
	w.shot("21-keys-late")
	w.tap("采纳这一条")
	w.key(fyne.KeyF9)
	w.shows("理由")
	if len(l.calls) > 0 {
		t.Fatalf("admitted without a reason: %q", l.calls)
	}
	w.typed("纸质评分表一致")
	w.shot("21-keys-admit")
	w.key(fyne.KeyF9)
	w.shows("已采纳", "纸质评分表一致", "迟到证据 1")
	if bound(k.keys(), "F9") {
		t.Error("it can be admitted twice")
	}
	w.shot("21-keys-admitted")
	w.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyDown, fyne.KeyF9)
	w.shows("不论谁签的")
	w.typed("5")
	w.key(fyne.KeyF9)
	if want := []string{"admit a100 纸质评分表一致", "revoke device/99fe1234 device "}; !slices.Equal(l.calls, want) {
		t.Errorf("called %q, want %q", l.calls, want)
	}
}

// Every area in both languages, looks and sizes, with all that a row can say.
func TestKeysInEachSetting(t *testing.T) {
	w, k, _ := lateWorld(t)
	var states []busyState
	for area, name := range []string{"people", "laptops", "late"} {
		states = append(states, busyState{name, func() { w.stand(k); k.setArea(area); k.move(2) }})
	}
	states = append(states, busyState{"form", func() { w.stand(k); k.setArea(keysPeople); w.key(fyne.KeyF9) }})
	w.inEach("21-keys", states)
}
