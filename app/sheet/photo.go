package sheet

import (
	"bytes"
	"errors"
	"image"
	_ "image/jpeg" // the two formats that registration systems give
	_ "image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"kaowu/app/exam"
)

// Limits of a candidate's photo: what a registration system gives is below 200 KB.
const (
	maxPhoto  = 2 << 20 // bytes
	maxPixels = 4 << 20 // a decoded picture of 16 MB
)

// Photos finds the candidates' photos beside a plan workbook: a folder 照片 or photos
// with <准考证号>.jpg, .jpeg or .png, in whatever case. It gives their paths, and a
// warning at the candidate's row for each file that is no such picture. Without a
// folder there is nothing to say.
func Photos(planFile string, p exam.Plan, src *exam.Source) (map[exam.CandidateNo]string, []exam.Problem, error) {
	rows := map[string]int{}
	for i, c := range p.Candidates {
		rows[strings.ToLower(string(c.No))] = i
	}
	found := map[exam.CandidateNo]string{}
	var bad []exam.Problem
	for _, dir := range []string{"照片", "photos"} {
		dir = filepath.Join(filepath.Dir(planFile), dir)
		list, err := os.ReadDir(dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		for _, f := range list {
			ext := strings.ToLower(filepath.Ext(f.Name()))
			i, ours := rows[strings.ToLower(strings.TrimSuffix(f.Name(), filepath.Ext(f.Name())))]
			if !ours || f.IsDir() || ext != ".jpg" && ext != ".jpeg" && ext != ".png" {
				continue
			}
			no, path := p.Candidates[i].No, filepath.Join(dir, f.Name())
			if code := photoFault(path); code != "" {
				bad = append(bad, exam.Problem{Severity: exam.SeverityWarning, Code: code, Sheet: exam.SheetRoster, Row: src.Row(exam.SheetRoster, i),
					Column: exam.ColExamNo, ExamNo: no, Args: map[string]any{"no": string(no), "mb": maxPhoto >> 20}})
				continue
			}
			found[no] = path
		}
	}
	return found, bad, nil
}

// photoFault is the code of what keeps a file from being shown as a photo.
func photoFault(path string) string {
	info, err := os.Stat(path)
	if err != nil || info.Size() > maxPhoto {
		return "photo-large"
	}
	raw, err := os.ReadFile(path)
	if err != nil || !IsPhoto(raw) {
		return "photo-unreadable"
	}
	return ""
}

// IsPhoto says whether a file is a picture that can be shown: JPEG or PNG, whole, and
// not larger unpacked than a screen needs.
func IsPhoto(raw []byte) bool {
	c, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil || len(raw) > maxPhoto || c.Width < 1 || c.Height < 1 || c.Width > maxPixels/c.Height {
		return false
	}
	_, _, err = image.Decode(bytes.NewReader(raw))
	return err == nil
}
