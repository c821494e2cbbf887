package desk

import (
	"testing"

	"kaowu/app/exam"
)

// Issue 5: two laptops never give one number. A real exam in a home without the
// institution's book numbers only from a block that this book reserved for it, and the
// book's own home passes the block over.
func TestNumbersAreReserved(t *testing.T) {
	b, ctx := newInstitution(t), t.Context()
	w := newRealEnded(t)
	w.toPublished()
	lead, plan := w.lead(), w.site.Cover().Exam
	no := w.refused("numbers-no-block", func() error { _, err := lead.GiveCertificates(ctx); return err })
	if no.Args["fingerprint"] != w.site.Fingerprint() || no.Args["exam"] != plan {
		t.Errorf("%v", no.Args)
	}
	reserve := func(level exam.Level, count int, of, print string) (exam.NumberBlock, error) {
		return b.officer.ReserveNumbers(ctx, level, count, of, print)
	}
	b.refused("block-filing", func() error { _, err := reserve(3, 4, plan, w.site.Fingerprint()); return err })
	b.published()
	b.must(b.officer.EnterReply(ctx, b.reply(), nil))
	b.refused("block-count", func() error { _, err := reserve(3, 0, plan, w.site.Fingerprint()); return err })
	b.refused("block-count", func() error { _, err := reserve(9, 1, plan, w.site.Fingerprint()); return err })
	b.refused("block-exam", func() error { _, err := reserve(3, 4, "", w.site.Fingerprint()); return err })
	b.refused("block-exam", func() error { _, err := reserve(3, 4, plan, "KF1-AAAA"); return err })
	_, err := reserve(3, 999999, plan, w.site.Fingerprint())
	b.must(err)
	b.refused("numbers-exhausted", func() error { _, err := reserve(3, 1, plan, w.site.Fingerprint()); return err })
}

// Blocks are given out one behind the other, and numbers come from them in order.
func TestBlocksInOrder(t *testing.T) {
	b, ctx := newInstitution(t), t.Context()
	b.published()
	b.must(b.officer.EnterReply(ctx, b.reply(), nil))
	w := newRealEnded(t)
	w.toPublished()
	lead, plan, print := w.lead(), w.site.Cover().Exam, w.site.Fingerprint()
	b.clock.to("2026-12-30 08:00")
	other, err := b.officer.ReserveNumbers(ctx, 3, 40, "SC-JD-2026-0777", print)
	b.must(err)
	first, err := b.officer.ReserveNumbers(ctx, 3, 4, plan, print)
	b.must(err)
	second, err := b.officer.ReserveNumbers(ctx, 3, 4, plan, print)
	b.must(err)
	electric, err := b.officer.ReserveNumbers(ctx, 2, 9, plan, print)
	b.must(err)
	if other.From != 1 || first.From != 41 || first.To != 44 || second.From != 45 || electric.From != 1 {
		t.Errorf("%+v %+v %+v", other, first, second)
	}
	if n := len(b.site.Cover().Numbers); n != 2 { // 1 to 48 of one series, 1 to 9 of the other
		t.Errorf("cover %v", b.site.Cover().Numbers)
	}
	take := func(text string) error { _, _, err := lead.TakeBlock(ctx, text); return err }
	w.refused("block-text", func() error { return take("kaowu-numbers:1.AA.AA") })
	w.refused("block-signature", func() error { return take(first.Proof[:len(first.Proof)-4] + "AAAA") })
	w.refused("block-other", func() error { return take(other.Proof) })
	w.must(take(first.Proof[:30] + "\n " + first.Proof[30:] + "\n"))
	w.refused("numbers-no-block", func() error { _, err := lead.GiveCertificates(ctx); return err }) // six welders, four numbers; no electricians'
	if len(w.numbersOf()) != 0 {
		t.Error("half of the numbers were given")
	}
	w.must(take(second.Proof))
	_, by, err := lead.TakeBlock(ctx, electric.Proof)
	w.must(err)
	if by != b.inst.Fingerprint() {
		t.Errorf("reserved by %s", by)
	}
	size := w.site.Size()
	w.must(take(first.Proof))
	if w.site.Size() != size {
		t.Error("taken twice")
	}
	n, err := lead.GiveCertificates(ctx)
	w.must(err)
	v, err := lead.Certificates()
	w.must(err)
	if n != 12 || v.Rows[0].Number != electricians+"000001" || v.Rows[6].Number != welders+"000041" || v.Rows[11].Number != welders+"000046" {
		t.Errorf("%d: %s %s %s", n, v.Rows[0].Number, v.Rows[6].Number, v.Rows[11].Number)
	}
	if len(v.Gaps) != 1 || v.Gaps[0].To != 40 || !v.Gaps[0].Away {
		t.Errorf("gaps %+v", v.Gaps)
	}
	// What was reserved outlives the officer's session.
	b.reopened()
	again, err := b.officer.ReserveNumbers(ctx, 3, 1, plan, print)
	if err != nil || again.From != 49 {
		t.Errorf("%+v, %v", again, err)
	}
}

// A home with the body's own book numbers behind what that book reserved elsewhere.
func TestRegisteredHome(t *testing.T) {
	w := newWorldOf(t, false)
	if ok, err := w.site.registered("Y000051000123"); ok || err != nil {
		t.Errorf("without an institution's book: %t, %v", ok, err)
	}
	made, err := CreateInstitution(t.Context(), w.home, "邓英军", secret("S01"), loadingOf(testFiling()), sharedOf(t).policy, false, w.opt)
	w.must(err)
	o, ctx := made.Officer, t.Context()
	w.must(o.ConfirmFiling(ctx))
	_, err = o.NoticeFiling(ctx)
	w.must(err)
	w.clock.to("2026-12-05 09:00")
	w.must(o.PublishFiling(ctx))
	w.must(o.EnterReply(ctx, exam.Reply{Number: "Y000051000123", From: "2026-11-01", Until: "2029-10-31"}, nil))
	if ok, err := w.site.registered("Y000051000123"); !ok || err != nil {
		t.Errorf("with it: %t, %v", ok, err)
	}
	if ok, _ := w.site.registered("Y000051000999"); ok {
		t.Error("another body's exam")
	}
	b, err := o.ReserveNumbers(ctx, 3, 7, "SC-JD-2026-0777", w.site.Fingerprint())
	w.must(err)
	w.must(made.Institution.Close())
	w.toPublished()
	n, err := w.lead().GiveCertificates(ctx)
	w.must(err)
	if got := w.numbersOf(); n != 12 || b.To != 7 || got[welder] <= welders+"000007" {
		t.Errorf("%d, %s behind %d", n, got[welder], b.To)
	}
}
