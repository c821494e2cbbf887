// Package paper makes what Kaowu prints: sign-in sheets, score sheets, the
// exam-room record 考场记录表 and the other forms of domain.md 9, their PDF files
// and the signatures under them.
//
// A page is laid out once and drawn twice (design 1): a form gives a Doc, pages of
// plain items in millimetres, which Press draws as PDF and app/screen draws as a
// preview. So what a supervisor reads on the screen is what they sign on paper.
//
// Layout is our own (wrapping, tables, page breaks), because gopdf's tables do not
// break pages and let wrapped text run upward (pitfalls 4.1). A character that the
// font lacks is printed as its code, 〔U+2B5E7〕, never dropped: names are evidence.
//
// The package reads no clock and no disk. The same data gives the same bytes,
// until a signature is added, so that a printed record can be made again and
// compared by hash.
package paper

// Ink is how dark a thing is printed, in percent of black. Papers are read in
// black and white: a tint only ever repeats what words or lines already say.
type Ink uint8

// The inks that forms use.
const (
	Black Ink = 100
	Soft  Ink = 62 // captions, notes and page numbers
	Rule  Ink = 55 // table lines
	Tint  Ink = 7  // the ground of heads and labels
)

// Doc is a laid-out paper. Title and Subject go into the PDF's properties: they
// name the form, exam and session, never a candidate.
type Doc struct {
	Title, Subject string
	Pages          []Page
}

// Page is one side of paper. W, H and all places of items are millimetres from
// the top left corner, y growing downward. Items are drawn in order.
type Page struct {
	W, H  float64
	Items []Item
}

// Item is a thing on a page: Text, Line, Box, Path, Bits or Photo.
type Item interface{ item() }

// Text is one line of text that begins at X with its baseline at Y. Size is in
// points. S holds only characters that the face has (see Face.Printable).
type Text struct {
	X, Y, Size float64
	S          string
	Ink        Ink
}

// Line is a straight line W millimetres wide.
type Line struct {
	X1, Y1, X2, Y2, W float64
	Ink               Ink
}

// Box is a rectangle. Fill 0 leaves the ground; Stroke 0 draws no border.
type Box struct {
	X, Y, W, H float64
	Fill       Ink
	Stroke     float64 // width of the border
	Ink        Ink     // of the border
}

// Point is a place on a page.
type Point struct{ X, Y float64 }

// Path is one stroke of handwriting: a polyline W millimetres wide with round
// ends and joints. A single point is a dot.
type Path struct {
	Points []Point
	W      float64
}

// Bits is a QR or Code 128 symbol: black runs on a grid of cells CellW × CellH
// whose top left corner is X, Y. The quiet zone is not part of it.
type Bits struct {
	X, Y, CellW, CellH float64
	Cols, Rows         int
	Runs               []Run
}

// Run is Len black cells of one row, from column Col on.
type Run struct{ Row, Col, Len int }

// Photo is a picture fitted into a box without changing its shape. JPEG is the file
// as PDF takes it over: see PhotoJPEG.
type Photo struct {
	X, Y, W, H float64
	JPEG       []byte
}

func (Text) item()  {}
func (Line) item()  {}
func (Box) item()   {}
func (Path) item()  {}
func (Bits) item()  {}
func (Photo) item() {}

// Join puts the pages of several papers, such as all score sheets of a session,
// behind one another in one Doc under the title and subject of the first. Each
// keeps its own page numbers, since the sheets are parted after printing.
func Join(docs ...Doc) Doc {
	var out Doc
	for i, d := range docs {
		if i == 0 {
			out.Title, out.Subject = d.Title, d.Subject
		}
		out.Pages = append(out.Pages, d.Pages...)
	}
	return out
}
