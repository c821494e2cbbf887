// Package sheet reads and writes workbooks: the plan that an office sends
// 认定计划, result files of computer-based tests, and the workbooks that leave
// the exam, 成绩册, 工作台账 and the upload of qualified persons.
//
// Offices send workbooks as they are: title rows above the header, columns in
// another order, full-width digits, dates as text. All of that is read. What
// cannot be trusted is not: every doubt becomes a problem that names sheet, row,
// column, value and mend, and a file that is no workbook is refused in words.
//
// Workbooks are streamed, in and out, so that memory does not grow with the
// roster. What excelize unpacks goes to a folder that the caller names, for a
// roster holds ID numbers.
package sheet
