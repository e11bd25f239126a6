package hours

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// published are the observed days of twelve years, as the Office of Personnel
// Management published them. Inauguration Day, a holiday of the Washington area
// alone, is left out.
const published = `
2015-01-01 2015-01-19 2015-02-16 2015-05-25 2015-07-03 2015-09-07 2015-10-12 2015-11-11 2015-11-26 2015-12-25
2016-01-01 2016-01-18 2016-02-15 2016-05-30 2016-07-04 2016-09-05 2016-10-10 2016-11-11 2016-11-24 2016-12-26
2017-01-02 2017-01-16 2017-02-20 2017-05-29 2017-07-04 2017-09-04 2017-10-09 2017-11-10 2017-11-23 2017-12-25
2018-01-01 2018-01-15 2018-02-19 2018-05-28 2018-07-04 2018-09-03 2018-10-08 2018-11-12 2018-11-22 2018-12-25
2019-01-01 2019-01-21 2019-02-18 2019-05-27 2019-07-04 2019-09-02 2019-10-14 2019-11-11 2019-11-28 2019-12-25
2020-01-01 2020-01-20 2020-02-17 2020-05-25 2020-07-03 2020-09-07 2020-10-12 2020-11-11 2020-11-26 2020-12-25
2021-01-01 2021-01-18 2021-02-15 2021-05-31 2021-06-18 2021-07-05 2021-09-06 2021-10-11 2021-11-11 2021-11-25 2021-12-24 2021-12-31
2022-01-17 2022-02-21 2022-05-30 2022-06-20 2022-07-04 2022-09-05 2022-10-10 2022-11-11 2022-11-24 2022-12-26
2023-01-02 2023-01-16 2023-02-20 2023-05-29 2023-06-19 2023-07-04 2023-09-04 2023-10-09 2023-11-10 2023-11-23 2023-12-25
2024-01-01 2024-01-15 2024-02-19 2024-05-27 2024-06-19 2024-07-04 2024-09-02 2024-10-14 2024-11-11 2024-11-28 2024-12-25
2025-01-01 2025-01-20 2025-02-17 2025-05-26 2025-06-19 2025-07-04 2025-09-01 2025-10-13 2025-11-11 2025-11-27 2025-12-25
2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-07-03 2026-09-07 2026-10-12 2026-11-11 2026-11-26 2026-12-25`

func TestFederal(t *testing.T) {
	var got []string
	for d := (day{2015, 1, 1}); d.year < 2027; d = d.add(1) {
		if w := d.weekday(); w != time.Saturday && w != time.Sunday && federal(d) != "" {
			got = append(got, d.String())
		}
	}
	if want := strings.Join(strings.Fields(published), " "); strings.Join(got, " ") != want {
		t.Errorf("holidays on working days:\n%s\nwant\n%s", strings.Join(got, " "), want)
	}
}

// TestFederalAgainstATable reads the columns holiday, year, actual, observed.
func TestFederalAgainstATable(t *testing.T) {
	folder := os.Getenv("CIVICLINE_DATA")
	if folder == "" {
		t.Skip("CIVICLINE_DATA is not set: it names the folder in which us-holidays/us_federal_holidays.csv is")
	}
	f, err := os.Open(filepath.Join(folder, "us-holidays", "us_federal_holidays.csv"))
	if err != nil {
		t.Skip("there is no table to compare with:", err)
	}
	t.Cleanup(func() { _ = f.Close() })
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, row := range rows[1:] {
		for _, text := range row[2:] {
			d, err := time.Parse(time.DateOnly, text)
			if err != nil {
				continue // Juneteenth before 2021
			}
			checked++
			name := federal(dayOf(d))
			if is := row[0] != "DayAfterThanksgivingDay"; (name != "") != is {
				t.Errorf("%s %s on %s: we have %q", row[0], row[1], text, name)
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d days were checked", checked)
	}
}
