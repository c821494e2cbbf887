// Bare is the rival of the window's benchmarks: an empty Fyne window with our font,
// one toolkit Entry and one toolkit List, and nothing else. PageDown scrolls the list.
package main

import (
	"fmt"
	"os"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kaowu/app/screen/kit"
	"kaowu/assets"
)

func main() {
	rows, err := strconv.Atoi(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "bare ROWS:", err)
		os.Exit(2)
	}
	app.SetMetadata(fyne.AppMetadata{ID: "cn.kaowu.bare", Name: "bare", Release: true, Migrations: map[string]bool{"fyneDo": true}})
	a := app.NewWithID("cn.kaowu.bare")
	st, err := kit.NewStyle(kit.Light, kit.Standard, assets.Font(), assets.Icons())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	a.Settings().SetTheme(kit.NewTheme(st))
	w := a.NewWindow("考务 bare")
	list := widget.NewList(func() int { return rows }, func() fyne.CanvasObject { return widget.NewLabel("") },
		func(i widget.ListItemID, o fyne.CanvasObject) {
			o.(*widget.Label).SetText(fmt.Sprintf("2026%06d　第 %d 位考生　焊工三级　合格", i, i))
		})
	entry := &paging{list: list, rows: rows}
	entry.ExtendBaseWidget(entry)
	w.SetContent(container.NewBorder(entry, nil, nil, nil, list))
	w.Resize(fyne.NewSize(1280, 720))
	w.Canvas().Focus(entry)
	w.ShowAndRun()
}

// paging is an Entry that leaves PageDown to the list.
type paging struct {
	widget.Entry
	list     *widget.List
	at, rows int
}

func (p *paging) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyPageDown {
		p.at = min(p.at+12, p.rows-1)
		p.list.ScrollTo(p.at)
		return
	}
	p.Entry.TypedKey(e)
}
