package screen

import (
	"strings"

	"github.com/mozillazg/go-pinyin"
)

// called says whether a name fits what was typed: its beginning, or its initials
// in pinyin by any reading of each character (曾 is z or c).
func called(name, text string) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "" || strings.HasPrefix(name, text) {
		return true
	}
	args := pinyin.NewArgs()
	args.Style, args.Heteronym = pinyin.FirstLetter, true
	runes := []rune(name)
	for i, want := range []rune(text) {
		if i >= len(runes) {
			return false
		}
		if !strings.ContainsRune(strings.Join(pinyin.SinglePinyin(runes[i], args), ""), want) {
			return false
		}
	}
	return true
}
