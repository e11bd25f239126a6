package casedata_test

import (
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/casedata"
)

func TestForms(t *testing.T) {
	d, g := open(t)
	for said, want := range map[string]string{
		"I-485": "Form I-485 ask for a green card from inside the United States", "i 485": "Form I-485 ask for a green card from inside the United States",
		"n400": "Form N-400 ask to become a US citizen", "work permit": "Form I-765 ask for a work permit or renew it", "Petición familiar": "Form I-130 ask for a relative to come or stay as a resident",
		"green card": "", // two forms have that name
		"I-1":        "", "": "",
	} {
		f := lookUp(t, d, g, "form", civicline.Facts{"form": said})
		if got := strings.TrimSpace(f["form name en"] + " " + f["purpose en"]); got != want {
			t.Errorf("%q: %q; want %q", said, got, want)
		}
	}
}

func TestFilingFees(t *testing.T) {
	d, g := open(t)
	for form, want := range map[string]string{
		"N-400": "both $710 $760", "I-485": "both $1,390 $1,440", "I-129F": "paper  $675", "I-912": "free  $0", "AR-11": "free $0 $0", "I-131": "it depends  ", "I-999": "",
	} {
		f := lookUp(t, d, g, "filing fee", civicline.Facts{"form": form})
		got := f["fee kind"] + " " + f["fee online"] + " " + f["fee paper"]
		if f == nil {
			got = ""
		}
		if got != want {
			t.Errorf("%s: %q; want %q", form, got, want)
		}
		if f["fee kind"] == "it depends" && (f["fee note en"] == "" || f["fee note es"] == "") {
			t.Errorf("%s: on what it depends is not said: %v", form, f)
		}
	}
}

// TestAnotherFeeLeavesNothingBehind: a second answer must cover all of the first.
func TestAnotherFeeLeavesNothingBehind(t *testing.T) {
	d, g := open(t)
	first := lookUp(t, d, g, "filing fee", civicline.Facts{"form": "N-400"})
	second := lookUp(t, d, g, "filing fee", civicline.Facts{"form": "I-129F"})
	for name := range first {
		if _, ok := second[name]; !ok {
			t.Errorf("%q of the first form is left beside the second's", name)
		}
	}
}

func TestWhereFormsAreFiled(t *testing.T) {
	d, g := open(t)
	for form, want := range map[string]string{"I-130": "online in an account", "I-601": "by mail", "I-864": "in one package", "I-9": "nowhere", "AR-11": "online, and", "X-1": ""} {
		f := lookUp(t, d, g, "filing address", civicline.Facts{"form": form, "state": "TX"})
		if got := f["filing address en"]; !strings.HasPrefix(got, want) || (got == "") != (want == "") {
			t.Errorf("%s: %q; want %q …", form, got, want)
		}
	}
}

func TestCivilSurgeons(t *testing.T) {
	d, g := open(t)
	for _, tt := range []struct {
		with civicline.Facts
		want string // how many, the first and its number
	}{
		{civicline.Facts{"zip": "33012"}, "3 Palmetto Family Clinic, in Hialeah 305-555-0132"},
		{civicline.Facts{"zip": "77036"}, "3 Bayou Street Clinic, in Houston 713-555-0142"},
		{civicline.Facts{"city": "Newark", "state": "NJ"}, "3 Ferry Street Clinic, in Newark 973-555-0164"},
		{civicline.Facts{"city": "Yakima", "state": "WA"}, "1 Rainier Family Clinic, in Tukwila 206-555-0186"},
		{civicline.Facts{"state": "PR"}, "1 San Juan Bay Clinic, in Guaynabo 787-555-0189"},
		{civicline.Facts{"zip": "99501"}, ""}, // none within reach of Anchorage
		{civicline.Facts{"state": "XX"}, ""},
		{civicline.Facts{}, ""},
	} {
		f := lookUp(t, d, g, "civil surgeons", tt.with)
		if got := strings.TrimSpace(f["doctors"] + " " + f["doctor en"] + " " + f["doctor number"]); got != tt.want {
			t.Errorf("%v: %q; want %q", tt.with, got, tt.want)
		}
	}
}

// TestFilingAnswersAreWhole: in every language, with a source and its date.
func TestFilingAnswersAreWhole(t *testing.T) {
	d, g := open(t)
	for what, with := range map[string]civicline.Facts{"form": {"form": "I-90"}, "filing fee": {"form": "I-90"}, "filing address": {"form": "I-90"}, "civil surgeons": {"zip": "77036"}} {
		f := lookUp(t, d, g, what, with)
		if f["source en"] == "" || f["source es"] == "" || f["source date"] == "" {
			t.Errorf("%s: no source or date: %v", what, f)
		}
		for name := range f {
			if base, ok := strings.CutSuffix(name, " en"); ok && f[base+" es"] == "" && f[name] != "" {
				t.Errorf("%s: %q is not in Spanish", what, base)
			}
		}
	}
}

// TestTheDaysAhead asks for the hours on days before closed ones.
func TestTheDaysAhead(t *testing.T) {
	a, err := agency.Load(agency.Demo())
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string]string{
		"2026-11-23 10:15": "open  Thanksgiving Day 2026-11-26",
		"2026-11-23 23:30": "open  Thanksgiving Day 2026-11-26",
		"2026-11-25 10:15": "closed holiday: Thanksgiving Day Thanksgiving Day 2026-11-26",
		"2026-11-27 10:15": "closed weekend Christmas Day 2026-12-25",
	} {
		tables := a.Tables
		now, err := time.ParseInLocation("2006-01-02 15:04", at, a.Calendar.Zone())
		if err != nil {
			t.Fatal(err)
		}
		tables.Now = now.UTC
		d, err := casedata.Open(tables)
		if err != nil {
			t.Fatal(err)
		}
		f := lookUp(t, d, a.Grants, casedata.Hours, nil)
		if got := f["tomorrow"] + " " + f["tomorrow why"] + " " + f["next holiday"] + " " + f["next holiday date"]; got != want {
			t.Errorf("%s: %q; want %q", at, got, want)
		}
	}
}

func TestFilingTablesThatAreWrong(t *testing.T) {
	const forms, fees, doctors = "number,how,purpose_en,purpose_es,also\n", "form,online,paper,note_en,note_es\n", "name,city,state,zip,phone\n"
	for want, read := range map[string]func() error{
		`forms.csv:2: I-1: "pigeon" is no way to file a form; write either, online, paper, with or kept`: func() error {
			_, err := casedata.ReadForms("forms.csv", strings.NewReader(forms+"I-1,pigeon,a,b,\n"))
			return err
		},
		`forms.csv:2: I-1: write purpose_es`: func() error {
			_, err := casedata.ReadForms("forms.csv", strings.NewReader(forms+"I-1,paper,a,,\n"))
			return err
		},
		`fees.csv:2: I-1: paper: "a lot" is no fee; write whole dollars, like 470`: func() error {
			_, err := casedata.ReadFees("fees.csv", strings.NewReader(fees+"I-1,,a lot,,\n"))
			return err
		},
		`fees.csv:2: I-1: write note_en`: func() error {
			_, err := casedata.ReadFees("fees.csv", strings.NewReader(fees+"I-1,,,,\n"))
			return err
		},
		`doctors.csv:2: Clinic: "770" is no ZIP code; write five digits`: func() error {
			_, err := casedata.ReadDoctors("doctors.csv", strings.NewReader(doctors+"Clinic,Houston,TX,770,713-555-0142\n"))
			return err
		},
		`doctors.csv:2: Clinic: "7135550142" is no telephone number; write it like 713-555-0142`: func() error {
			_, err := casedata.ReadDoctors("doctors.csv", strings.NewReader(doctors+"Clinic,Houston,TX,77036,7135550142\n"))
			return err
		},
		`fees.csv: there is a fee for form "I-1", and forms.csv has none of that number; write it`: func() error {
			return (&casedata.Tables{Fees: []casedata.Fee{{Form: "I-1"}}}).Check()
		},
	} {
		if err := read(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("err = %v; want %s", err, want)
		}
	}
}
