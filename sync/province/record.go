package province

import (
	"crypto/sha256"
	"encoding/hex"

	"kaowu/app/exam"
)

// Record is one qualified person in layout `full` of domain 11: 26 columns, all
// of them text, as written there. Dates are YYYYMMDD, scores have one decimal
// ("78.5"), codes are those of assets/codes/province.json.
type Record struct {
	Seq            string `json:"seq"`             // 序号, 1…
	Name           string `json:"name"`            // 姓名, no blanks inside Han names
	IDKind         string `json:"id_kind"`         // 证件类型, 201 is the resident ID
	IDNumber       string `json:"id_number"`       // 证件号码, GB 11643 for the resident ID
	Sex            string `json:"sex"`             // 性别, 1 男, 2 女
	Birth          string `json:"birth"`           // 出生日期
	Education      string `json:"education"`       // 文化程度
	Unit           string `json:"unit"`            // 工作单位
	Phone          string `json:"phone"`           // 联系电话, empty unless asked for
	Occupation     string `json:"occupation"`      // 职业名称
	OccupationCode string `json:"occupation_code"` // 职业编码, 6-31-01-03
	Trade          string `json:"trade"`           // 工种, "--" when none
	Level          string `json:"level"`           // 职业技能等级, 5…1
	Theory         string `json:"theory"`          // 理论知识成绩
	Practical      string `json:"practical"`       // 操作技能成绩
	Review         string `json:"review"`          // 综合评审成绩, levels 2 and 1 only
	Total          string `json:"total"`           // 评定成绩, a number or 合格
	ExamNo         string `json:"exam_no"`         // 准考证号
	ExamDate       string `json:"exam_date"`       // 认定日期, the last component's day
	CertificateNo  string `json:"certificate_no"`  // 证书编号, empty when the office gives it
	Issued         string `json:"issued"`          // 发证日期, empty when the office gives the number
	Body           string `json:"body"`            // 评价机构名称, as filed
	Filing         string `json:"filing"`          // 机构备案编号, 13 characters
	Plan           string `json:"plan"`            // 计划编号
	Site           string `json:"site"`            // 考点名称, may be empty
	DataKind       string `json:"data_kind"`       // 数据类型, see the Kind constants
}

// Data kinds 数据类型 of domain 11.
const (
	KindNew    = "1" // 新增
	KindMend   = "2" // 更正: replaces what the office holds for the exam number
	KindRevoke = "3" // 撤销: takes it away
)

// Content is the SHA-256, in hex, of what the record says about the person. The
// running number and the data kind are left out, because they differ between
// batches, and so are the certificate's number and date, which may be the office's
// own and are not known when the record is sent.
func (r Record) Content() (string, error) {
	r.Seq, r.DataKind, r.CertificateNo, r.Issued = "", "", "", ""
	b, err := exam.Marshal(r)
	if err != nil {
		return "", err
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:]), nil
}
