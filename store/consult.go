package store

import "github.com/civicline/civicline"

const consultColumns = `call_id, asked, asker, officer, note, joined, ended, how`

func scanConsult(s scanner) (civicline.Consultation, error) {
	var c civicline.Consultation
	err := s.Scan(&c.Call, moment{&c.Asked}, &c.Asker, &c.Officer, &c.Note, moment{&c.Joined}, moment{&c.Ended}, &c.How)
	return c, err
}

// Consult returns the consultation that is under way in a call, or a NotFound
// error.
func (v *View) Consult(call civicline.CallID) (civicline.Consultation, error) {
	return only(v, scanConsult, "consultation", `SELECT `+consultColumns+` FROM consult WHERE call_id = ? AND ended = 0`, string(call))
}

// Consults returns every consultation of a call, in order.
func (v *View) Consults(call civicline.CallID) ([]civicline.Consultation, error) {
	return all(v, scanConsult, `SELECT `+consultColumns+` FROM consult WHERE call_id = ? ORDER BY asked`, string(call))
}

// OpenConsults returns those that are under way.
func (v *View) OpenConsults() ([]civicline.Consultation, error) {
	return all(v, scanConsult, `SELECT `+consultColumns+` FROM consult WHERE ended = 0 ORDER BY asked, call_id`)
}

// PutConsult writes a consultation as it now stands; a call has one at a time.
func (t *Tx) PutConsult(c civicline.Consultation) error {
	_, err := t.exec(`INSERT INTO consult (`+consultColumns+`, officer_note) VALUES (?,?,?,?,?,?,?,?,'')
		ON CONFLICT (call_id, asked) DO UPDATE SET joined = excluded.joined, ended = excluded.ended, how = excluded.how`,
		string(c.Call), micros(c.Asked), string(c.Asker), string(c.Officer), c.Note, micros(c.Joined), micros(c.Ended), string(c.How))
	return err
}

// PutConsultNote keeps what an officer wrote about a consultation.
func (t *Tx) PutConsultNote(c civicline.Consultation, note string) error {
	_, err := t.exec(`UPDATE consult SET officer_note = ? WHERE call_id = ? AND asked = ?`, note, string(c.Call), micros(c.Asked))
	return err
}

// ConsultNote returns what an officer wrote about the last consultation of a
// call with them.
func (v *View) ConsultNote(call civicline.CallID, officer civicline.AgentID) (string, error) {
	return only(v, func(s scanner) (note string, err error) { return note, s.Scan(&note) }, "consultation",
		`SELECT officer_note FROM consult WHERE call_id = ? AND officer = ? ORDER BY asked DESC LIMIT 1`, string(call), string(officer))
}
