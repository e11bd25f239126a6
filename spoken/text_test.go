package spoken_test

import (
	"testing"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/spoken"
)

// A pair is a text and what is said for it.
type pair struct{ written, said string }

func check(t *testing.T, l civicline.Language, style spoken.Style, pairs []pair) {
	t.Helper()
	for _, p := range pairs {
		if got := style.Text(p.written, l); got != p.said {
			t.Errorf("%s\n got %q\nwant %q", p.written, got, p.said)
		}
	}
}

func TestEnglishNumbers(t *testing.T) {
	check(t, civicline.English, spoken.Style{}, []pair{
		{"Press 1, then 20.", "Press one, then twenty."},
		{"365 days and 1,234,567 cases", "three hundred sixty-five days and one million two hundred thirty-four thousand five hundred sixty-seven cases"},
		{"It was -40, or +5.", "It was minus forty, or plus five."},
		{"7.25 or .5", "seven point two five or point five"},
		{"version 2.0.1", "version two point zero point one"},
		{"code 0042", "code zero zero four two"},
		{"the 1st, 22nd and 113th", "the first, twenty-second and one hundred thirteenth"},
		{"1/2, 2/3, 5/16, 3 1/4, 2½", "one half, two thirds, five sixteenths, three and one quarter, two and a half"},
		{"24/7", "twenty-four seven"},
		{"80% of cases, 0.5 %", "eighty percent of cases, zero point five percent"},
		{"3-5 days, 6–8 months, 10 - 12 weeks", "three to five days, six to eight months, ten to twelve weeks"},
		{"a 5-4 vote", "a five-four vote"},
		{"1500 people", "fifteen hundred people"},
		{"9 9 9, 0 1 0 1", "nine nine nine, zero one zero one"},
		{"Title VIII, Chapter IV and I, too", "Title eight, Chapter four and I, too"},
		{"20000 and 77036", "twenty thousand and seven seven zero three six"},
	})
}

func TestEnglishMoneyAndMeasures(t *testing.T) {
	check(t, civicline.English, spoken.Style{}, []pair{
		{"It costs $1,440.", "It costs one thousand four hundred forty dollars."},
		{"$12.50, $0.75, $1, $1.01", "twelve dollars and fifty cents, seventy-five cents, one dollar, one dollar and one cent"},
		{"$2.5 million, $5K, 20 USD", "two point five million dollars, five thousand dollars, twenty U S dollars"},
		{"$5-$10", "five dollars to ten dollars"},
		{"£1.50 or 14.50 €", "one pound and fifty pence or fourteen euros and fifty cents"},
		{"-5°F, 65 mph, 1 kg, 6 ft", "minus five degrees Fahrenheit, sixty-five miles per hour, one kilogram, six feet"},
		{"5-10 kg", "five to ten kilograms"},
	})
}

func TestEnglishDatesAndTimes(t *testing.T) {
	check(t, civicline.English, spoken.Style{}, []pair{
		{"on 11/23/2026.", "on November twenty-third, twenty twenty-six."},
		{"2026-11-23", "November twenty-third, twenty twenty-six"},
		{"Nov 23, 2026", "November twenty-third, twenty twenty-six"},
		{"23 Nov. 2026", "the twenty-third of November, twenty twenty-six"},
		{"November 26th, for Thanksgiving", "November twenty-sixth, for Thanksgiving"},
		{"13/02/2005", "the thirteenth of February, two thousand five"},
		{"on 7/4 we close", "on July fourth we close"},
		{"Nov. 23-27", "November twenty-third to twenty-seventh"},
		{"in 1999, 2005 and 2026", "in nineteen ninety-nine, two thousand five and twenty twenty-six"},
		{"the 1980s and the '90s", "the nineteen eighties and the nineties"},
		{"15MAR2019", "March fifteenth, twenty nineteen"},
		{"99/99/2026", "ninety-nine ninety-nine twenty twenty-six"},
		{"you may 3 times", "you may three times"},
		{"at 8:30 a.m. Then call.", "at eight thirty A M. Then call."},
		{"8 a.m. to 8 p.m. ET, daily", "eight A M to eight P M Eastern time, daily"},
		{"08:00-20:00", "eight in the morning to eight in the evening"},
		{"2:05 pm; 9AM-5PM; 10:00", "two oh five P M; nine A M to five P M; ten o'clock"},
		{"1:02:03", "one hour two minutes three seconds"},
		{"Mon - Fri, and Thu. Nov. 26", "Monday to Friday, and Thursday November twenty-sixth"},
		{"the sun and the cat sat", "the sun and the cat sat"},
		{"Nov. 26 - 9 a.m.; Nov. 26 - 5 days", "November twenty-sixth - nine A M; November twenty-sixth - five days"},
		{"Mon-Fri, Sat. 9 a.m.", "Monday to Friday, Saturday nine A M."},
	})
}

func TestEnglishReferences(t *testing.T) {
	check(t, civicline.English, spoken.Style{}, []pair{
		{"IOE9999900101", "I O E, nine nine nine, nine nine zero, zero one zero one"},
		{"LIN-99-991-00306", "L I N, nine nine nine, nine one zero, zero three zero six"},
		{"A123456789 and A 123 456 789", "A, one two three, four five six, seven eight nine and A, one two three, four five six, seven eight nine"},
		{"I-485, N-400, I-90, I-102", "I four eighty-five, N four hundred, I ninety, I one oh two"},
		{"I-129F, G-1145, I-864EZ, DS-260", "I one twenty-nine F, G eleven forty-five, I eight sixty-four E Z, D S two sixty"},
		{"F2A, EB-2, H-1B", "F two A, E B two, H one B"},
		{"800-375-5283", "eight hundred, three seven five, five two eight three"},
		{"(713) 555-0101 ext. 12", "seven one three, five five five, zero one zero one, extension one two"},
		{"+1 713 555 0101", "plus one, seven one three, five five five, zero one zero one"},
		{"1-800-FLOWERS", "one, eight hundred, FLOWERS"},
		{"123-45-6789", "one two three, four five, six seven eight nine"},
		{"call 911 or 988", "call nine one one or nine eight eight"},
		{"10.0.0.1", "one zero dot zero dot zero dot one"},
		{"room 1024, section 245", "room ten twenty-four, section two forty-five"},
	})
}

func TestEnglishPlacesAndSigns(t *testing.T) {
	check(t, civicline.English, spoken.Style{}, []pair{
		{"123 N. Main St., Apt. 4B, Houston, TX 77036", "one twenty-three North Main Street, apartment four B, Houston, Texas seven seven zero three six"},
		{"2675 Prosperity Ave, Fairfax, VA 22031-4906.", "twenty-six seventy-five Prosperity Avenue, Fairfax, Virginia two two zero three one, four nine zero six."},
		{"26 St. James St.", "twenty-six Saint James Street."},
		{"Dr. Jones of Oak Dr. in St. Louis", "Doctor Jones of Oak Drive in Saint Louis"},
		{"my.uscis.gov", "my dot U S C I S dot gov"},
		{"https://www.uscis.gov/forms.", "W W W dot U S C I S dot gov slash forms."},
		{"info.desk@example.org", "info dot desk at example dot org"},
		{"USCIS, RFEs, FOIA, ADIT and VAWA", "U S C I S, R F E's, FOIA, ADIT and VAWA"},
		{"U.S. citizens, 8 C.F.R., AT&T", "U S citizens, eight C F R, A T and T"},
		{"Mr. Smith, e.g., or Mrs. Jones etc.", "Mister Smith, for example, or Missus Jones et cetera."},
		{"No. It is no. 5.", "No. It is number five."},
		{"Press # or *. #5 & more @ home", "Press pound or star. number five and more at home"},
		{"and/or w/o", "and or without"},
		{"PLEASE CALL US NOW OR GO HOME", "PLEASE CALL US NOW OR GO HOME"},
	})
}

func TestSpanish(t *testing.T) {
	check(t, civicline.Spanish, spoken.Style{}, []pair{
		{"Hay 21 personas, 21 minutos y 21.", "Hay veintiuna personas, veintiún minutos y veintiuno."},
		{"1 hora, 1 año, 500 solicitudes, 31 días", "una hora, un año, quinientas solicitudes, treinta y un días"},
		{"Oprima 1 para español, 2 para hablar.", "Oprima uno para español, dos para hablar."},
		{"1.500 y 1,500 y 1 500", "mil quinientos y mil quinientos y mil quinientos"},
		{"3,5 y 3.5", "tres coma cinco y tres punto cinco"},
		{"1.000.000 de casos, 2.000.000 personas", "un millón de casos, dos millones de personas"},
		{"50 % o 3.5%", "cincuenta por ciento o tres punto cinco por ciento"},
		{"1/2, 2/3, 5/12, 1/20, 2 1/2", "un medio, dos tercios, cinco doceavos, un veinteavo, dos y medio"},
		{"la 1.ª vez, el 3.er día, 2do, 21.º", "la primera vez, el tercer día, segundo, vigésimo primero"},
		{"$1,440 o $12.50 o 14,5 € o $1", "mil cuatrocientos cuarenta dólares o doce dólares con cincuenta centavos o catorce coma cinco euros o un dólar"},
		{"$2.5 millones, 200 £", "dos punto cinco millones de dólares, doscientas libras"},
		{"23/11/2026 y 11/23/2026", "veintitrés de noviembre de dos mil veintiséis y veintitrés de noviembre de dos mil veintiséis"},
		{"el 1 de enero del 2027", "el primero de enero del dos mil veintisiete"},
		{"el 23 de noviembre de 2026", "el veintitrés de noviembre de dos mil veintiséis"},
		{"a las 8:30 a. m. Espere.", "a las ocho y treinta de la mañana. Espere."},
		{"de 08:00 a 20:00", "de las ocho de la mañana a las ocho de la noche"},
		{"a la 1 p.m., hora del Este", "a la una de la tarde, hora del Este"},
		{"a las 20:30 horas", "a las veinte treinta horas"},
		{"IOE9999900101", "i, o, e, nueve nueve nueve, nueve nueve cero, cero uno cero uno"},
		{"el I-485 y la N-400", "el i cuatrocientos ochenta y cinco y la ene cuatrocientos"},
		{"al (800) 375-5283, ext. 12", "al ochocientos, tres siete cinco, cinco dos ocho tres, extensión uno dos"},
		{"marque 911", "marque nueve uno uno"},
		{"123 N. Main St., Apt. 4B, Houston, TX 77036", "ciento veintitrés norte Main Street, apartamento cuatro be, Houston, Texas siete siete cero tres seis"},
		{"my.uscis.gov o ayuda@uscis.gov", "my punto u ese ce i ese punto gov o ayuda arroba u ese ce i ese punto gov"},
		{"USCIS, el EAD, la VAWA", "u ese ce i ese, el e a de, la VAWA"},
		{"El Sr. Ruiz y la Dra. Paz, p. ej., en EE. UU. y EE.UU. también", "El señor Ruiz y la doctora Paz, por ejemplo, en Estados Unidos y Estados Unidos también"},
		{"n.º 5, No. 5, núm. 5", "número cinco, número cinco, número cinco"},
		{"siglo xix, capítulo IV", "siglo diecinueve, capítulo cuatro"},
		{"de 3-5 días, lun.-vie.", "de tres a cinco días, lunes a viernes"},
		{"-5 °C, 1 milla, 65 mph", "menos cinco grados Celsius, una milla, sesenta y cinco millas por hora"},
		{"Marque * o #.", "Marque asterisco o numeral."},
	})
}

func TestConventionalStyle(t *testing.T) {
	check(t, civicline.English, spoken.Conventional, []pair{
		{"$12.05", "twelve dollars five cents"}, {"105", "one hundred and five"}, {"105,000", "one hundred five thousand"}, {"17500", "one seven five zero zero"},
		{"3 p.m. est", "three PM EST"}, {"03/04/07", "March fourth, zero seven"}, {"our FAQ", "our FAQ"}, {"17:00", "seventeen o'clock"}, {"4½", "four and one half"},
	})
	check(t, civicline.Spanish, spoken.Conventional, []pair{{"2:15 p.m.", "dos y quince p m"}, {"el IRS", "el IRS"}})
}
