//go:build !nowindow

package main

import (
	"context"

	"kaowu/app/cli"
	"kaowu/app/desk"
	"kaowu/app/screen"
	"kaowu/assets"
)

// window opens the screens on a home, with the tools that the commands use.
func window() func(ctx context.Context, home, lang string) error {
	return func(ctx context.Context, home, lang string) error {
		font := assets.Font()
		env := cli.Env{Version: version, Commit: commit, Font: font}
		tools, err := cli.NewTools(env, home, lang)
		if err != nil {
			return err
		}
		return screen.Run(ctx, home, lang, screen.Options{
			Version: version,
			Font:    font,
			Desk: func(lang string) (desk.Options, error) {
				t, err := cli.NewTools(env, home, lang)
				if err != nil {
					return desk.Options{}, err
				}
				return t.Desk()
			},
			Plans:     tools,
			Filings:   tools,
			Receiver:  func() (desk.Receiver, error) { return tools.Province(home) },
			FreeSpace: cli.FreeSpace,
		})
	}
}
