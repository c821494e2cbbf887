package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Theme gives the toolkit's own widgets our colours, sizes and font. Its variant is
// ignored: the look is chosen by the person, since a system's high contrast is not
// told to programs (pitfalls 1.5).
type Theme struct {
	st  *Style
	ttf fyne.Resource
}

// NewTheme makes the theme of a style.
func NewTheme(st *Style) *Theme {
	return &Theme{st: st, ttf: fyne.NewStaticResource("KaowuSans.ttf", st.font.ttf)}
}

// Use changes look and text sizes in place. A theme that is set anew makes the toolkit
// read the font again and keep the old one, 95 MB each time (measured, fyne 2.8.1);
// the caller draws the window again after it.
func (t *Theme) Use(st *Style) { t.st = st }

// Own colour names, for use with the toolkit's theme lookups.
const (
	nameRail  fyne.ThemeColorName = "k.rail"
	nameTrain fyne.ThemeColorName = "k.train"
)

// toneOf maps the toolkit's names to tones (look.md 2).
func toneOf(n fyne.ThemeColorName) Tone {
	switch n {
	case theme.ColorNameBackground:
		return Bg
	case theme.ColorNameButton, theme.ColorNameOverlayBackground, theme.ColorNameMenuBackground:
		return Panel
	case nameRail, theme.ColorNameDisabledButton, theme.ColorNameScrollBarBackground:
		return Rail
	case theme.ColorNameHeaderBackground, theme.ColorNameInnerWindowBorder, theme.ColorNameInnerWindowBorderInactive:
		return Head
	case theme.ColorNameInputBackground:
		return Input
	case theme.ColorNamePlaceHolder:
		return Hint
	case theme.ColorNameDisabled:
		return Off
	case theme.ColorNameSeparator:
		return Line
	case theme.ColorNameInputBorder, theme.ColorNameScrollBar:
		return Edge
	case theme.ColorNamePrimary, theme.ColorNameHyperlink:
		return Pri
	case theme.ColorNameForegroundOnPrimary:
		return OnPri
	case theme.ColorNameFocus:
		return PriTint
	case theme.ColorNameSelection:
		return Sel
	case theme.ColorNameHover:
		return Hover
	case theme.ColorNamePressed:
		return Pressed
	case theme.ColorNameSuccess:
		return Ok
	case theme.ColorNameWarning:
		return Warn
	case theme.ColorNameError:
		return Err
	case theme.ColorNameForegroundOnSuccess, theme.ColorNameForegroundOnWarning, theme.ColorNameForegroundOnError:
		return OnState
	case nameTrain:
		return Train
	case theme.ColorNameShadow:
		return Shade
	}
	return Ink
}

// Color is the colour of a toolkit name.
func (t *Theme) Color(n fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	return t.st.C(toneOf(n))
}

// Font is the one face for every style: emphasis is by size and ink (look.md 3).
func (t *Theme) Font(fyne.TextStyle) fyne.Resource { return t.ttf }

// Icon leaves the toolkit its own icons.
func (t *Theme) Icon(n fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(n) }

// Size gives text sizes and spaces (look.md 3).
func (t *Theme) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case theme.SizeNameText:
		return t.st.Body
	case theme.SizeNameCaptionText:
		return t.st.Caption
	case theme.SizeNameSubHeadingText:
		return t.st.Lead
	case theme.SizeNameHeadingText:
		return t.st.Title
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return 4
	case theme.SizeNameInputBorder:
		return t.st.Stroke()
	case theme.SizeNameScrollBar, theme.SizeNameScrollBarSmall:
		return 6
	case theme.SizeNameScrollBarRadius:
		return 3
	}
	return theme.DefaultTheme().Size(n)
}
