package casedata_test

import (
	"context"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/casedata"
)

func tables(t *testing.T) casedata.Tables {
	t.Helper()
	a, err := agency.Load(agency.Demo())
	if err != nil {
		t.Fatal(err)
	}
	return a.Tables
}

func open(t *testing.T) (*casedata.Data, civicline.Grants) {
	t.Helper()
	a, err := agency.Load(agency.Demo())
	if err != nil {
		t.Fatal(err)
	}
	tables := a.Tables
	tables.Now = func() time.Time { return time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC) }
	d, err := casedata.Open(tables)
	if err != nil {
		t.Fatal(err)
	}
	return d, a.Grants
}

func lookUp(t *testing.T, d *casedata.Data, g civicline.Grants, what string, with civicline.Facts) civicline.Facts {
	t.Helper()
	pass, err := g.Ask(civicline.Bot, casedata.Needs(what))
	if err != nil {
		t.Fatal(err)
	}
	f, err := d.LookUp(context.Background(), pass, what, with)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestNoPassNoAnswer(t *testing.T) {
	d, g := open(t)
	general, err := g.Ask(civicline.Bot, civicline.GiveGeneral)
	if err != nil {
		t.Fatal(err)
	}
	for name, pass := range map[string]civicline.Pass{"the zero pass": {}, "a pass for something else": general} {
		f, err := d.LookUp(context.Background(), pass, casedata.CaseStatus, civicline.Facts{"receipt number": "IOE9999900101"})
		if civicline.FaultOf(err) != civicline.Refused || f != nil {
			t.Errorf("%s: %v, %v", name, f, err)
		}
	}
}

// TestProtectedIsNotFound: what may not be spoken of cannot be told from what
// does not exist, whatever way the number is written.
func TestProtectedIsNotFound(t *testing.T) {
	d, g := open(t)
	for _, n := range []string{"EAC9999100508", "EAC9999100509", "eac-99-991-00509", "EAC0000000000", "ABC123", "", "A12345678"} {
		if f := lookUp(t, d, g, casedata.CaseStatus, civicline.Facts{"receipt number": n}); f != nil {
			t.Errorf("%s: %v; want nothing", n, f)
		}
	}
}

func TestCaseStatusIsPublicTextInBothLanguages(t *testing.T) {
	d, g := open(t)
	f := lookUp(t, d, g, casedata.CaseStatus, civicline.Facts{"receipt number": "LIN 99-991-00306"})
	want := civicline.Facts{"form": "I-140", "status date": "2019-12-03", "status en": "Case Was Approved", "status es": "Caso aprobado",
		"meaning en": "The case was approved and a notice was sent.", "meaning es": "El caso fue aprobado y se envió un aviso.",
		"next step en": "Please wait for the notice.", "next step es": "Espere el aviso.",
		"source en": "the demonstration case table", "source es": "la tabla de casos de demostración", "source date": "2026-11-20"}
	if !maps.Equal(f, want) {
		t.Errorf("got  %v\nwant %v", f, want)
	}
}

func TestNearestOffice(t *testing.T) {
	d, g := open(t)
	for _, tt := range []struct {
		with civicline.Facts
		want string
	}{
		{civicline.Facts{"zip": "77036"}, "the Houston Field Office, Houston, Texas"},
		{civicline.Facts{"zip": "07302"}, "the Newark Field Office, Newark, New Jersey"},
		{civicline.Facts{"zip": "99901"}, "the Seattle Field Office, Tukwila, Washington"},
		{civicline.Facts{"zip": "96913"}, "the Agana Field Office, Barrigada, Guam"},
		{civicline.Facts{"city": "Newark", "state": "NJ"}, "the Newark Field Office, Newark, New Jersey"},
		{civicline.Facts{"city": "Passaic", "state": "NJ"}, "the Newark Field Office, Newark, New Jersey"},
		{civicline.Facts{"state": "UT"}, "the Salt Lake City Field Office, Salt Lake City, Utah"},
		{civicline.Facts{"state": "WY"}, "the Salt Lake City Field Office, Salt Lake City, Utah"},
		{civicline.Facts{"state": "TX"}, "Irving, El Paso, Harlingen, Houston and San Antonio, Texas"},
		{civicline.Facts{"zip": "00000"}, ""},
		{civicline.Facts{}, ""},
	} {
		f := lookUp(t, d, g, casedata.NearestOffice, tt.with)
		got := strings.Trim(f["office en"]+f["offices en"]+", "+f["office place en"], ", ")
		if got != tt.want {
			t.Errorf("%v: %q; want %q", tt.with, got, tt.want)
		}
		if f != nil && (f["source en"] == "" || f["source date"] == "" || f["office place es"] == "") {
			t.Errorf("%v: no source, date or Spanish: %v", tt.with, f)
		}
	}
}

func TestHoursAndNews(t *testing.T) {
	d, g := open(t)
	h := lookUp(t, d, g, casedata.Hours, nil)
	if h["open"] != "yes" || h["next opening or closing"] != "2026-11-23T20:00:00-05:00" || h["source date"] == "" {
		t.Errorf("hours: %v", h)
	}
	n := lookUp(t, d, g, casedata.NewsNow, nil)
	if !strings.Contains(n["news es"], "Acción de Gracias") || n["source date"] != "2026-11-16" {
		t.Errorf("news: %v", n)
	}
}

func TestNormalize(t *testing.T) {
	for in, want := range map[string]string{
		"IOE9999900101": "IOE9999900101", "ioe 99-999.00101": "IOE9999900101", "10E99999OO1O1": "IOE9999900101", "LIN99991003O6": "LIN9999100306",
		"IOE999990010": "", "IOE99999001011": "", "": "", "1234567890123": "", "A12345678": "",
	} {
		got, ok := casedata.Normalize(in)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q, %v; want %q", in, got, ok, want)
		}
	}
}

func TestTablesThatAreWrong(t *testing.T) {
	for want, read := range map[string]func() error{
		`cases.csv:2: "XYZ" is no receipt number; write three letters and ten digits`: func() error {
			_, err := casedata.ReadCases("cases.csv", strings.NewReader("receipt_number,form,status_code,last_action_date,protected_1367\nXYZ,I-90,RECEIVED,2026-01-01,no\n"))
			return err
		},
		`cases.csv:2: last_action_date: "soon" is no date; write YYYY-MM-DD`: func() error {
			_, err := casedata.ReadCases("cases.csv", strings.NewReader("receipt_number,form,status_code,last_action_date,protected_1367\nIOE9999900101,I-90,RECEIVED,soon,no\n"))
			return err
		},
		`cases.csv:1: there is no column "protected_1367"`: func() error {
			_, err := casedata.ReadCases("cases.csv", strings.NewReader("receipt_number,form,status_code,last_action_date\n"))
			return err
		},
		`statuses.csv:2: X: write meaning_es`: func() error {
			_, err := casedata.ReadStatuses("statuses.csv", strings.NewReader("code,title_en,title_es,meaning_en,meaning_es,next_en,next_es\nX,a,b,c,,d,e\n"))
			return err
		},
		`zips.csv:2: 005: write latitude and longitude in degrees`: func() error {
			_, err := casedata.ReadAreas("zips.csv", strings.NewReader("zip3,state,lat,lon\n005,NY,north,-73\n"))
			return err
		},
	} {
		if err := read(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("err = %v; want %s", err, want)
		}
	}
}
