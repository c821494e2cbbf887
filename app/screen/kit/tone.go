package kit

import (
	"image/color"
	"strconv"
)

// Tone names a colour of look.md 2 by what it is for. The three looks give each
// tone its value.
type Tone string

// The tones. Text tones keep 4.5:1 on the grounds they stand on (7:1 in the high
// contrast look), edges 3:1; a test computes it.
const (
	Bg       Tone = "bg"
	Panel    Tone = "panel"
	Rail     Tone = "rail"
	Head     Tone = "head"
	Input    Tone = "input"
	Ink      Tone = "ink"
	Ink2     Tone = "ink2" // labels, captions, and states that ask for nothing
	Hint     Tone = "hint"
	Off      Tone = "off"
	Line     Tone = "line"
	Edge     Tone = "edge"
	FrameBg  Tone = "frame"
	OnFrame  Tone = "onframe"
	OnFrame2 Tone = "onframe2"
	Pri      Tone = "pri"
	OnPri    Tone = "onpri"
	PriTint  Tone = "priT"
	Sel      Tone = "sel"
	Hover    Tone = "hover"
	Pressed  Tone = "pressed"
	Ok       Tone = "ok"
	OkTint   Tone = "okT"
	Warn     Tone = "warn"
	WarnTint Tone = "warnT"
	Err      Tone = "err"
	ErrTint  Tone = "errT"
	OnState  Tone = "onstate"
	Train    Tone = "train" // 演练 only, used nowhere else
	Shade    Tone = "shade"
)

// Tint is the ground that goes with a state's colour.
func (t Tone) Tint() Tone {
	switch t {
	case Ok:
		return OkTint
	case Warn:
		return WarnTint
	case Err:
		return ErrTint
	case Pri:
		return PriTint
	}
	return Panel
}

// Look is one of the three appearances.
type Look string

// The looks. A person chooses with F2; it is kept per laptop.
const (
	Light    Look = "light"
	Dark     Look = "dark"
	Contrast Look = "contrast"
)

// Looks lists the looks in the order F2 offers them.
func Looks() []Look { return []Look{Light, Dark, Contrast} }

// tones is the table of look.md 2: light, dark, high contrast as RRGGBB or RRGGBBAA.
func tones() map[Tone][3]string {
	return map[Tone][3]string{
		Bg: {"E9ECEF", "10151A", "000000"}, Panel: {"FFFFFF", "1A2128", "000000"},
		Rail: {"F4F6F8", "151B21", "000000"}, Head: {"E1E5E9", "232C35", "000000"},
		Input: {"FFFFFF", "10151A", "000000"}, Ink: {"141C24", "EAEEF2", "FFFFFF"},
		Ink2: {"44505C", "B7C1CB", "FFFFFF"}, Hint: {"5E6974", "9CA8B3", "E2E2E2"},
		Off: {"66717C", "8E9AA6", "BDBDBD"}, Line: {"C6CDD4", "36414C", "FFFFFF"},
		Edge: {"75818D", "7C8996", "FFFFFF"}, FrameBg: {"18222D", "070A0D", "000000"},
		OnFrame: {"FFFFFF", "FFFFFF", "FFFFFF"}, OnFrame2: {"B4C0CB", "AAB6C2", "FFFFFF"},
		Pri: {"17509B", "8DBAF7", "6FD8FF"}, OnPri: {"FFFFFF", "0A1A2E", "000000"},
		PriTint: {"E0EAF8", "1D3350", "00304A"}, Sel: {"C9DCF6", "28466E", "003C5C"},
		Hover: {"DDE2E7", "2A343E", "2B2B2B"}, Pressed: {"CBD2D9", "36414C", "444444"},
		Ok: {"11663A", "6FD098", "74FF9F"}, OkTint: {"DDF1E4", "153423", "003A18"},
		Warn: {"845000", "F2B950", "FFE066"}, WarnTint: {"FBEBC8", "3A2B0C", "3A3000"},
		Err: {"AE2018", "FF9B90", "FFB1A8"}, ErrTint: {"FBE2DF", "451F1C", "4A0D08"},
		OnState: {"FFFFFF", "10151A", "000000"}, Train: {"6A2C91", "D5A6F2", "F0B8FF"},
		Shade: {"141C2473", "00000099", "000000B3"},
	}
}

// palette reads one column of the table.
func palette(l Look) map[Tone]color.NRGBA {
	at := map[Look]int{Light: 0, Dark: 1, Contrast: 2}[l]
	out := map[Tone]color.NRGBA{}
	for t, hex := range tones() {
		out[t] = rgba(hex[at])
	}
	return out
}

func rgba(hex string) color.NRGBA {
	if len(hex) == 6 {
		hex += "FF"
	}
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		return color.NRGBA{R: 255, A: 255} // the contrast test finds a misspelt row
	}
	return color.NRGBA{R: uint8(n >> 24), G: uint8(n >> 16), B: uint8(n >> 8), A: uint8(n)}
}
