package kit

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
)

// SetBars draws top bar, rail and training band.
func (f *Frame) SetBars(b Bars) {
	f.bars = b
	f.top.Objects, f.rail.Objects, f.train.Objects, f.alarm.Objects = nil, nil, nil, nil
	if !b.Bare {
		f.top.Objects = []fyne.CanvasObject{f.topBar(b)}
		f.rail.Objects = []fyne.CanvasObject{f.railBar(b)}
	}
	if b.Train != "" {
		f.train.Objects = []fyne.CanvasObject{f.st.Flat(Train), f.st.Centre(b.Train, min(f.st.Body, 18), OnState)}
	}
	if b.Alarm != "" {
		words := Row(8, Space(), f.st.Shape(Fault, 20), f.st.Text(b.Alarm, min(f.st.Body, 18), Err), Space())
		f.alarm.Objects = []fyne.CanvasObject{f.st.Tap(Stack(f.st.Box(ErrTint, Err, f.st.Stroke(), 0), words), b.AlarmDo)}
	}
	f.root.Refresh()
	f.update()
}

// Bars is what the bars show now.
func (f *Frame) Bars() Bars { return f.bars }

// SetClock shows the time; it is all that changes by itself.
func (f *Frame) SetClock(text string) {
	f.clock = text
	f.clockText.Objects = []fyne.CanvasObject{f.st.Text(text, 22, OnFrame)}
	f.clockText.Refresh()
}

func (f *Frame) topBar(b Bars) fyne.CanvasObject {
	st := f.st
	badge := Fixed(Stack(st.Box(OnFrame, OnFrame, 0, 6), st.Centre("考", 22, FrameBg)), 32, 32)
	cap := min(st.Caption, 16)
	names := Col(-3, st.Text(b.Line1, min(st.Body, 18), OnFrame), st.Text(b.Line2, cap, OnFrame2))
	parts := []fyne.CanvasObject{badge, names, Space()}
	for _, h := range b.Health {
		word := h.Word
		if st.Step == Extra && !h.Bad {
			word = ""
		}
		if h.Bad {
			chip := Pad(2, 9, Row(6, st.Icon(h.Icon, 18, Warn), st.Text(word, cap, Warn)))
			parts = append(parts, st.Tap(Stack(st.Box(WarnTint, WarnTint, 0, 6), chip), h.Do))
			continue
		}
		parts = append(parts, st.Tap(Row(6, st.Icon(h.Icon, 18, OnFrame2), st.Text(word, cap, OnFrame2)), h.Do))
	}
	bar := func() fyne.CanvasObject { return Fixed(st.Fill(OnFrame2), 1, 28) }
	who := Col(-3, st.Right(b.Who, min(st.Body, 18), OnFrame), st.Right(b.Role, cap, OnFrame2))
	f.clockText.Objects = []fyne.CanvasObject{st.Text(f.clock, 22, OnFrame)}
	right := Row(14, bar(), st.Tap(who, b.Person), st.Tap(st.Icon("lock", 22, OnFrame2), b.Lock))
	time := f.clockText.MinSize()
	parts = append(parts, bar(), Gap(time.Width, time.Height), right)
	line := []fyne.CanvasObject{st.Flat(FrameBg)}
	if st.Look == Contrast {
		line = append(line, Col(0, Space(), Fixed(st.Fill(Line), 0, 2)))
	}
	// The clock alone moves: it lies over the room that the rest leaves for it.
	over := Pad(0, 16, Row(14, Space(), f.clockText, Gap(right.MinSize().Width, 0)))
	return Stack(st.Still(Stack(append(line, Pad(0, 16, Row(14, parts...)))...)), over)
}

func (f *Frame) railBar(b Bars) fyne.CanvasObject {
	st := f.st
	var rows []fyne.CanvasObject
	for _, it := range b.Rail {
		tone := Ink2
		ground := []fyne.CanvasObject{}
		if it.On {
			tone = Pri
			ground = append(ground, st.Fill(PriTint), Columns(0, Fixed(st.Fill(Pri), 4, 0)))
		}
		parts := []fyne.CanvasObject{st.Icon(it.Icon, 20, tone), Grow(Fit(st.Text(it.Word, st.Body, tone)), 1)}
		if it.Badge > 0 {
			n := strconv.Itoa(it.Badge)
			disc := st.Box(Warn, Warn, 0, 11)
			disc.SetMinSize(fyne.NewSize(22, 22))
			parts = append(parts, Stack(disc, Fixed(Pad(0, 5, st.Centre(n, 14, OnState)), 0, 22)))
		} else {
			parts = append(parts, st.Text(it.Digit, st.Caption, Hint))
		}
		body := Stack(append(ground, Inset(0, 7, 0, 13, Row(6, parts...)))...)
		rows = append(rows, st.Tap(Fixed(body, 0, 46), it.Do))
	}
	edge := Fixed(st.Fill(Line), st.Stroke(), 0)
	return st.Still(Stack(st.Flat(Rail), Columns(0, Space(), edge), Inset(8, 1, 0, 0, Col(0, rows...))))
}

// update redraws the key strip if what it says has changed.
func (f *Frame) update() {
	says := f.stripText()
	if says != f.says {
		f.says = says
		f.drawStrip()
	}
	if f.After != nil {
		f.After()
	}
}

func (f *Frame) stripRows() Table {
	var rows Table
	seen := map[string]bool{}
	for _, k := range f.Keys() {
		if k.Quiet || !k.On() || k.Word == "" || seen[k.Shown()] {
			continue
		}
		seen[k.Shown()] = true
		rows = append(rows, k)
	}
	return rows
}

func (f *Frame) stripText() string {
	var b strings.Builder
	for _, k := range f.stripRows() {
		b.WriteString(k.Shown() + "\x00" + k.Word + "\x00")
	}
	return b.String() + f.saved + strconv.FormatBool(f.bars.Bare)
}

// cap is a key with its word as it stands on the strip. What is there again and again
// keeps its picture.
func (f *Frame) cap(k Key) fyne.CanvasObject {
	name := k.Shown() + "\x00" + k.Word
	one, ok := f.caps[name]
	if !ok {
		st := f.st
		one = st.Still(Row(6, st.KeyCap(k.Shown()), st.Text(k.Word, st.Caption, Ink2)))
		f.caps[name] = one
	}
	return one
}

func (f *Frame) drawStrip() {
	st := f.st
	var saved fyne.CanvasObject = Gap(0, 0)
	if f.saved != "" {
		saved = st.MarkSized(Admitted, f.saved, 16, st.Caption)
	}
	room := f.root.Size().Width - 48 - saved.MinSize().Width
	var parts []fyne.CanvasObject
	var used float32
	for _, k := range f.stripRows() {
		one := f.cap(k)
		used += one.MinSize().Width + 16
		if used > room && f.root.Size().Width > 0 {
			break // the help page has the rest
		}
		if do := k.Do; do != nil {
			one = st.Tap(one, func() { do(); f.update() })
		}
		parts = append(parts, one)
	}
	parts = append(parts, Space(), saved)
	f.Put(f.strip, st.Flat(Head), Col(0, Fixed(st.Fill(Line), 0, st.Stroke()), Grow(Pad(0, 16, Row(16, parts...)), 1)))
}
