package casedata

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/civicline/civicline"
)

// A Form is one that people file.
type Form struct {
	Number  string          // I-485
	Purpose civicline.Words // follows "used to": "ask for a green card"
	Also    []string        // what people call it; a name may belong to several forms
	How     string          // how it is filed, one of ways
}

// A Fee is what a form costs, in whole dollars; -1 where it is not filed so.
type Fee struct {
	Form          string
	Online, Paper int
	Note          civicline.Words // who pays something else; where both are -1, what it depends on
}

// ways are how a form may be filed, as it follows "is filed".
var ways = map[string]civicline.Words{
	"either": {civicline.English: "online in an account, or by mail to the address on the form's own page", civicline.Spanish: "en línea, en su cuenta, o por correo a la dirección que da la página del formulario"},
	"online": {civicline.English: "online, and it needs no address", civicline.Spanish: "en línea, y no necesita dirección"},
	"paper":  {civicline.English: "by mail, to the address on the form's own page", civicline.Spanish: "por correo, a la dirección que da la página del formulario"},
	"with":   {civicline.English: "in one package with the form it belongs to", civicline.Spanish: "en el mismo paquete que el formulario al que acompaña"},
	"kept":   {civicline.English: "nowhere: the employer keeps it", civicline.Spanish: "solo ante el empleador, que lo guarda"},
}

// ReadForms reads forms.csv. A form must be tellable in every language.
func ReadForms(name string, r io.Reader) ([]Form, error) {
	var out []Form
	err := table(name, r, "number,how,purpose_en,purpose_es,also", func(col func(string) string) error {
		f := Form{Number: col("number"), How: col("how"), Purpose: civicline.Words{civicline.English: col("purpose_en"), civicline.Spanish: col("purpose_es")}}
		for s := range strings.SplitSeq(col("also"), ";") {
			if s = bare(s); s != "" {
				f.Also = append(f.Also, s)
			}
		}
		switch m := f.Purpose.Missing(); {
		case f.Number == "":
			return fmt.Errorf("a form has no number; write one like I-485")
		case len(m) > 0:
			return fmt.Errorf("%s: write purpose_%s: what it is used to do", f.Number, m[0])
		case ways[f.How] == nil:
			return fmt.Errorf("%s: %q is no way to file a form; write either, online, paper, with or kept", f.Number, f.How)
		}
		out = append(out, f)
		return nil
	})
	return out, err
}

// ReadFees reads fees.csv.
func ReadFees(name string, r io.Reader) ([]Fee, error) {
	var out []Fee
	err := table(name, r, "form,online,paper,note_en,note_es", func(col func(string) string) error {
		f := Fee{Form: col("form"), Note: civicline.Words{civicline.English: col("note_en"), civicline.Spanish: col("note_es")}}
		var err error
		for column, to := range map[string]*int{"online": &f.Online, "paper": &f.Paper} {
			*to = -1
			if text := col(column); text != "" {
				if *to, err = strconv.Atoi(text); err != nil || *to < 0 {
					return fmt.Errorf("%s: %s: %q is no fee; write whole dollars, like 470", f.Form, column, text)
				}
			}
		}
		m := f.Note.Missing()
		if len(m) == 1 || len(m) > 0 && f.Online < 0 && f.Paper < 0 {
			return fmt.Errorf("%s: write note_%s", f.Form, m[0])
		}
		out = append(out, f)
		return nil
	})
	return out, err
}

// form tells what a form is for, by its number or by what people call it.
func (d *Data) form(with civicline.Facts) civicline.Facts {
	f, ok := d.formNamed(with["form"])
	if !ok {
		return nil
	}
	facts := f.named()
	put(facts, "purpose", f.Purpose)
	from(facts, d.tables.FormSource)
	return facts
}

// filingFee tells what a form costs. All of its facts are given, those that do
// not apply empty: an earlier form's must not be left beside them.
func (d *Data) filingFee(with civicline.Facts) civicline.Facts {
	f, ok := d.formNamed(with["form"])
	i := slices.IndexFunc(d.tables.Fees, func(fee Fee) bool { return fee.Form == f.Number })
	if !ok || i < 0 {
		return nil
	}
	fee := d.tables.Fees[i]
	facts := f.named()
	facts["fee kind"], facts["fee online"], facts["fee paper"] = fee.kind(), dollars(fee.Online), dollars(fee.Paper)
	for _, l := range civicline.Languages {
		facts["fee note "+string(l)] = fee.Note[l]
	}
	from(facts, d.tables.FeeSource)
	return facts
}

func (f Fee) kind() string {
	switch {
	case f.Online < 0 && f.Paper < 0:
		return "it depends"
	case max(f.Online, f.Paper) == 0:
		return "free"
	case f.Online < 0:
		return "paper"
	case f.Paper < 0:
		return "online"
	}
	return "both"
}

// filingAddress tells how a form is filed. Addresses themselves are not kept
// here: they change, and a wrong one costs a caller weeks.
func (d *Data) filingAddress(with civicline.Facts) civicline.Facts {
	f, ok := d.formNamed(with["form"])
	if !ok {
		return nil
	}
	facts := f.named()
	put(facts, "filing address", ways[f.How])
	from(facts, d.tables.FormSource)
	return facts
}

// formNamed finds a form by its number, however it is written, or by a name
// that is its alone.
func (d *Data) formNamed(said string) (Form, bool) {
	number := strings.NewReplacer("-", "", " ", "", ".", "").Replace(strings.ToUpper(said))
	named := -1
	for i, f := range d.tables.Forms {
		plain := strings.ReplaceAll(f.Number, "-", "")
		if number != "" && number == plain {
			return f, true
		}
		if slices.Contains(f.Also, bare(said)) {
			if named >= 0 {
				return Form{}, false // two have that name: who asks must say which
			}
			named = i
		}
	}
	if named < 0 {
		return Form{}, false
	}
	return d.tables.Forms[named], true
}

// named is what a form is called.
func (f Form) named() civicline.Facts {
	return civicline.Facts{"form name en": "Form " + f.Number, "form name es": "el formulario " + f.Number}
}

// dollars writes an amount as a price; "" is none.
func dollars(n int) string {
	switch {
	case n < 0:
		return ""
	case n < 1000:
		return fmt.Sprintf("$%d", n)
	}
	return fmt.Sprintf("$%d,%03d", n/1000, n%1000)
}

// bare writes a name in lower case, without accents and double blanks.
func bare(s string) string {
	return strings.Join(strings.Fields(unaccent.Replace(strings.ToLower(s))), " ")
}

var unaccent = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ü", "u", "ñ", "n")
