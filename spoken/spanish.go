//nolint:misspell // it is Spanish
package spoken

const spanishScale = `
	1000 mil[ >]
	2000 « mil[ >]
	1000000 un millón[ >]
	2000000 « millones[ >]
	1000000000000 un billón[ >]
	2000000000000 « billones[ >]
	1000000000000000000 un trillón[ >]
	2000000000000000000 « trillones[ >]`

const spanishTeens = `
	2 dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieciséis|diecisiete|dieciocho|diecinueve|veinte`

const spanishTens = `
	22 veintidós|veintitrés|veinticuatro|veinticinco|veintiséis|veintisiete|veintiocho|veintinueve
	30 treinta[ y >]
	40 cuarenta[ y >]
	50 cincuenta[ y >]
	60 sesenta[ y >]
	70 setenta[ y >]
	80 ochenta[ y >]
	90 noventa[ y >]
	100 cien|ciento >
	`

const spanishHundreds = `200 doscientos[ >]
	300 trescientos[ >]
	400 cuatrocientos[ >]
	500 quinientos[ >]
	600 seiscientos[ >]
	700 setecientos[ >]
	800 ochocientos[ >]
	900 novecientos[ >]` + spanishScale

var spanishMasculine = numbersFrom(spanishWith("un", "veintiún")+spanishHundreds, nil)

var spanishCardinals = numbersFrom(spanishWith("uno", "veintiuno")+spanishHundreds, spanishMasculine)

var spanishFeminine = numbersFrom(spanishWith("una", "veintiuna")+`200 doscientas[ >]
	300 trescientas[ >]
	400 cuatrocientas[ >]
	500 quinientas[ >]
	600 seiscientas[ >]
	700 setecientas[ >]
	800 ochocientas[ >]
	900 novecientas[ >]
	1000 mil[ >]
	2000 < mil[ >]
	1000000 un millón[ >]
	2000000 « millones[ >]
	1000000000000 un billón[ >]
	2000000000000 « billones[ >]
	1000000000000000000 un trillón[ >]
	2000000000000000000 « trillones[ >]`, spanishMasculine)

// spanishWith is the table below two hundred with its word for one.
func spanishWith(one, twentyOne string) string {
	return "0 cero|" + one + spanishTeens + "\n21 " + twentyOne + "\n" + spanishTens
}

var spanishOrdinals = numbersFrom(`0 cero|primero|segundo|tercero|cuarto|quinto|sexto|séptimo|octavo|noveno|décimo|undécimo|duodécimo|decimotercero|decimocuarto|decimoquinto|decimosexto|decimoséptimo|decimoctavo|decimonoveno
	20 vigésimo[ >]
	30 trigésimo[ >]
	40 cuadragésimo[ >]
	50 quincuagésimo[ >]
	60 sexagésimo[ >]
	70 septuagésimo[ >]
	80 octogésimo[ >]
	90 nonagésimo[ >]
	100 centésimo[ >]
	200 ducentésimo[ >]
	300 tricentésimo[ >]
	400 cuadringentésimo[ >]
	500 quingentésimo[ >]
	600 sexcentésimo[ >]
	700 septingentésimo[ >]
	800 octingentésimo[ >]
	900 noningentésimo[ >]
	1000 milésimo[ >]
	2000 « milésimo[ >]
	1000000 millonésimo[ >]
	2000000 « millonésimo[ >]
	1000000000000 billonésimo[ >]
	2000000000000 « billonésimo[ >]`, spanishMasculine)

var spanish = &table{
	counting: spanishCardinals, masculine: spanishMasculine, feminine: spanishFeminine, wide: spanishCardinals, ordinals: spanishOrdinals,
	ordinalShort: map[string]string{"primero": "primer", "tercero": "tercer"},
	ordinalEnds: map[string]Form{"º": Counting, "°": Counting, "ª": Feminine, "er": Masculine, "ro": Counting, "ra": Feminine, "do": Counting, "da": Feminine, "to": Counting, "ta": Feminine, "mo": Counting, "ma": Feminine,
		"vo": Counting, "va": Feminine, "no": Counting, "na": Feminine},
	feminineOrdinal: [2]string{"o", "a"}, longSingly: 10,
	minus: "menos", plus: "más", point: "punto", comma: "coma", to: "a", and: "y", dotGroups: true, blankGroups: true,
	feminineEnds: []string{"a", "as", "ción", "ciones", "sión", "siones", "dad", "dades", "tud", "tudes", "veces", "vez", "visas", "imágenes", "noches", "tardes", "partes", "clases", "llaves", "calles", "mujeres"},
	masculineNouns: set("día", "días", "problema", "problemas", "programa", "programas", "idioma", "idiomas", "sistema", "sistemas", "mapa", "mapas", "trámites", "guardias", "gramas", "temas", "tema",
		"poemas", "planetas", "artistas", "turistas", "dentistas", "colegas", "telegramas", "diagramas", "kilogramas", "esquemas", "aviones", "camiones", "millones"),
	notNouns: set("para", "a", "e", "o", "u", "y", "ni", "de", "del", "en", "con", "por", "si", "no", "que", "se", "es", "la", "las", "el", "los", "al", "ha", "hasta", "hacia", "sobre", "entre", "contra", "desde", "sin", "más", "menos", "o", "pero",
		"ya", "ahora", "antes", "después", "además", "entonces", "veces", "otra", "otro", "era", "está", "están", "fue", "puede", "como", "cuando", "donde", "mientras", "aquí", "allí", "hoy", "ayer", "mañana", "sí", "también",
		"tras", "según", "su", "sus", "mi", "mis", "un", "una", "uno", "dos", "tres", "coma", "punto", "mil", "millón", "cero", "ciento", "cien"),
	named: set("oprima", "marque", "presione", "pulse", "opción", "tecla", "número", "paso", "nivel", "sección", "línea", "sala", "puerta", "extensión", "código", "página", "parte", "capítulo", "artículo", "diga", "año"),
	fractions: map[string][2]string{"2": {"medio", "medios"}, "3": {"tercio", "tercios"}, "4": {"cuarto", "cuartos"}, "5": {"quinto", "quintos"}, "6": {"sexto", "sextos"}, "7": {"séptimo", "séptimos"}, "8": {"octavo", "octavos"},
		"9": {"noveno", "novenos"}, "10": {"décimo", "décimos"}, "100": {"centésimo", "centésimos"}, "1000": {"milésimo", "milésimos"}},
	fractionEnd: [2]string{"avo", "avos"}, fractionOver: 11, half: "medio", over: "sobre", vulgar: vulgar,

	letters: spanishLetters, acronyms: spanishAcronyms,
	months: [13]string{"", "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
	monthOf: map[string]int{"enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8, "septiembre": 9, "setiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12,
		"ene": 1, "feb": 2, "mar": 3, "abr": 4, "may": 5, "jun": 6, "jul": 7, "ago": 8, "sep": 9, "sept": 9, "set": 9, "oct": 10, "nov": 11, "dic": 12},
	weekdays:  [7]string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
	weekdayOf: map[string]int{"dom": 0, "lun": 1, "mar": 2, "mart": 2, "mié": 3, "miér": 3, "mier": 3, "mie": 3, "jue": 4, "juev": 4, "vie": 5, "vier": 5, "sáb": 6, "sab": 6},
	dayFirst:  true, monthFirst: "{d} de {m}", dayOf: "{d} de {m}", yearAfter: " de ", of: []string{"de"}, yearTies: []string{"de", "del"}, firstDay: "primero", cardinalDay: true,
	eras:    map[string]string{"ac": "antes de Cristo", "dc": "después de Cristo", "ec": "era común", "aec": "antes de la era común"},
	quarter: "{o} trimestre de {y}",

	clock: clockWords{one: "la", many: "las", tie: " y ",
		parts: []partOfDay{{0, "de la madrugada"}, {5, "de la mañana"}, {12, "de la tarde"}, {20, "de la noche"}},
		hms:   [3][2]string{{"hora", "horas"}, {"minuto", "minutos"}, {"segundo", "segundos"}}},
	suffixes: [2]string{"a m", "p m"}, zoneTie: ", ",
	zones: map[string]string{"ET": "hora del Este", "EST": "hora del Este", "EDT": "hora del Este", "CT": "hora del Centro", "CST": "hora del Centro", "CDT": "hora del Centro", "MT": "hora de la Montaña", "MST": "hora de la Montaña",
		"MDT": "hora de la Montaña", "PT": "hora del Pacífico", "PST": "hora del Pacífico", "PDT": "hora del Pacífico", "AKST": "hora de Alaska", "AKDT": "hora de Alaska", "HST": "hora de Hawái", "UTC": "hora universal", "GMT": "hora de Greenwich"},

	currencies: spanishMoney, centsTie: " con ", scaleOf: "de",
	scales: map[string]string{"mil": "mil", "millón": "millón", "millones": "millones", "billón": "billón", "billones": "billones", "K": "mil", "M": "millones"},
	units:  spanishUnits, percent: "por ciento",
	extension: "extensión", extensions: " ext extensión x ", phoneTail: "extensión", pairedCode: true,

	abbreviations: spanishAbbreviations, streets: englishStreets, states: spanishStates,
	points:     map[string]string{"N": "norte", "S": "sur", "E": "este", "W": "oeste", "O": "oeste", "NE": "noreste", "NW": "noroeste", "NO": "noroeste", "SE": "sureste", "SW": "suroeste", "SO": "suroeste"},
	dates:      set("el", "del", "hasta", "desde", "día", "fecha"),
	romanAfter: set("siglo", "siglos", "capítulo", "parte", "título", "sección", "artículo", "año", "clase", "mundial", "tomo", "volumen", "fase", "anexo", "tipo", "nivel"),
	symbols: map[string]string{"&": "y", "@": "arroba", "%": "por ciento", "+": "más", "=": "igual a", "#": "numeral", "*": "asterisco", "°": "grados", "§": "sección", "§§": "secciones", "<": "menor que", ">": "mayor que",
		"~": "cerca de", "≈": "cerca de", "≤": "menor o igual que", "≥": "mayor o igual que", "×": "por", "÷": "entre", "±": "más o menos", "©": "derechos de autor", "®": "marca registrada", "™": "marca", "€": "euros", "£": "libras", "$": "dólares"},
	web:      map[string]string{".": "punto", "/": "barra", ":": "dos puntos", "-": "guion", "_": "guion bajo", "@": "arroba", "?": "signo de pregunta", "=": "igual", "&": "y", "#": "numeral", "%": "por ciento", "+": "más", "~": "tilde"},
	number:   "número",
	hotlines: hotlines,
}

// spanishLetters are the names of the letters.
var spanishLetters = map[rune]string{'A': "a", 'B': "be", 'C': "ce", 'D': "de", 'E': "e", 'F': "efe", 'G': "ge", 'H': "hache", 'I': "i", 'J': "jota", 'K': "ka", 'L': "ele", 'M': "eme", 'N': "ene", 'Ñ': "eñe",
	'O': "o", 'P': "pe", 'Q': "cu", 'R': "erre", 'S': "ese", 'T': "te", 'U': "u", 'V': "uve", 'W': "doble u", 'X': "equis", 'Y': "i griega", 'Z': "zeta"}

var centavos = unit{"centavo", "centavos", false}

var spanishMoney = func() map[string]*currency {
	dollar := &currency{unit{"dólar", "dólares", false}, centavos}
	euro := &currency{unit{"euro", "euros", false}, unit{"céntimo", "céntimos", false}}
	pound := &currency{unit{"libra", "libras", true}, unit{"penique", "peniques", false}}
	return map[string]*currency{"$": dollar, "USD": dollar, "US$": dollar, "€": euro, "EUR": euro, "£": pound, "GBP": pound, "¥": {unit{"yen", "yenes", false}, unit{"sen", "sen", false}},
		"MXN": {unit{"peso mexicano", "pesos mexicanos", false}, centavos}, "CAD": {unit{"dólar canadiense", "dólares canadienses", false}, centavos}, "¢": {centavos, centavos}}
}()

var spanishUnits = map[string]unit{
	"km": {"kilómetro", "kilómetros", false}, "m": {"metro", "metros", false}, "cm": {"centímetro", "centímetros", false}, "mm": {"milímetro", "milímetros", false}, "kg": {"kilogramo", "kilogramos", false}, "g": {"gramo", "gramos", false},
	"mg": {"miligramo", "miligramos", false}, "lb": {"libra", "libras", true}, "lbs": {"libra", "libras", true}, "oz": {"onza", "onzas", true}, "mi": {"milla", "millas", true}, "ft": {"pie", "pies", false}, "yd": {"yarda", "yardas", true},
	"mph": {"milla por hora", "millas por hora", true}, "km/h": {"kilómetro por hora", "kilómetros por hora", false}, "kph": {"kilómetro por hora", "kilómetros por hora", false}, "°C": {"grado Celsius", "grados Celsius", false},
	"°F": {"grado Fahrenheit", "grados Fahrenheit", false}, "°": {"grado", "grados", false}, "h": {"hora", "horas", true}, "hr": {"hora", "horas", true}, "hrs": {"hora", "horas", true}, "min": {"minuto", "minutos", false},
	"seg": {"segundo", "segundos", false}, "s": {"segundo", "segundos", false}, "ms": {"milisegundo", "milisegundos", false}, "GB": {"gigabyte", "gigabytes", false}, "MB": {"megabyte", "megabytes", false}, "KB": {"kilobyte", "kilobytes", false},
	"TB": {"terabyte", "terabytes", false}, "Mbps": {"megabit por segundo", "megabits por segundo", false}, "Hz": {"hercio", "hercios", false}, "kHz": {"kilohercio", "kilohercios", false}, "MHz": {"megahercio", "megahercios", false},
	"GHz": {"gigahercio", "gigahercios", false}, "W": {"vatio", "vatios", false}, "kW": {"kilovatio", "kilovatios", false}, "kWh": {"kilovatio hora", "kilovatios hora", false}, "V": {"voltio", "voltios", false}, "L": {"litro", "litros", false},
	"l": {"litro", "litros", false}, "ml": {"mililitro", "mililitros", false}, "m²": {"metro cuadrado", "metros cuadrados", false}, "m2": {"metro cuadrado", "metros cuadrados", false}, "km²": {"kilómetro cuadrado", "kilómetros cuadrados", false},
	"km2": {"kilómetro cuadrado", "kilómetros cuadrados", false}, "m³": {"metro cúbico", "metros cúbicos", false}, "m3": {"metro cúbico", "metros cúbicos", false}, "ha": {"hectárea", "hectáreas", true}, "dB": {"decibelio", "decibelios", false},
}

var spanishAbbreviations = map[string]abbreviation{
	"sr": {words: "señor", dot: true, title: true}, "sra": {words: "señora", dot: true, title: true}, "srta": {words: "señorita", dot: true, title: true}, "sres": {words: "señores", dot: true, title: true}, "dr": {words: "doctor", dot: true, title: true},
	"dra": {words: "doctora", dot: true, title: true}, "lic": {words: "licenciado", dot: true, title: true}, "ing": {words: "ingeniero", dot: true, title: true}, "prof": {words: "profesor", dot: true, title: true}, "gral": {words: "general", dot: true, title: true},
	"ud": {words: "usted", dot: true}, "uds": {words: "ustedes", dot: true}, "vd": {words: "usted", dot: true}, "etc": {words: "etcétera", dot: true}, "tel": {words: "teléfono", dot: true, title: true}, "c/u": {words: "cada uno"}, "s/n": {words: "sin número"}, "p.ej": {words: "por ejemplo", dot: true, title: true},
	"p. ej": {words: "por ejemplo", dot: true, title: true}, "ee.uu": {words: "Estados Unidos", dot: true}, "ee. uu": {words: "Estados Unidos", dot: true}, "s.a": {words: "ese a", dot: true}, "a.m": {words: "a m", dot: true}, "p.m": {words: "p m", dot: true},
	"av": {words: "Avenida", dot: true, title: true}, "avda": {words: "Avenida", dot: true, title: true}, "depto": {words: "departamento", dot: true, title: true}, "apdo": {words: "apartado", dot: true, title: true}, "sta": {words: "Santa", dot: true, title: true}, "sto": {words: "Santo", dot: true, title: true},
	"no": {words: "número", dot: true, title: true, number: true}, "núm": {words: "número", dot: true, title: true, number: true}, "nº": {words: "número", title: true}, "n.º": {words: "número", title: true}, "sec": {words: "sección", dot: true, title: true, number: true}, "apt": {words: "apartamento", title: true, number: true}, "apto": {words: "apartamento", title: true, number: true},
	"ste": {words: "oficina", title: true, number: true}, "pág": {words: "página", dot: true, title: true, number: true}, "págs": {words: "páginas", dot: true, title: true, number: true}, "art": {words: "artículo", dot: true, title: true, number: true},
	"cap": {words: "capítulo", dot: true, title: true, number: true}, "ext": {words: "extensión", title: true, number: true}, "st": {words: "Saint", dot: true, title: true}, "aprox": {words: "aproximadamente", dot: true}, "u.s": {words: "u ese", dot: true},
	"blvd": {words: "Boulevard"}, "ave": {words: "Avenue", dot: true}, "pkwy": {words: "Parkway"}, "hwy": {words: "Highway"}, "p.o": {words: "pe o", dot: true, title: true}, "atte": {words: "atentamente", dot: true},
}

var spanishAcronyms = acronyms(`USCIS DHS CBP EOIR EAD RFE NOID NTA ASC TPS SSN SSA IRS USPS FBI LPR AOS NVC CIS INA CFR PDF PO TTY TDD US USA UE UTC GMT DMV DOS DOJ IVR DC LLC EB IOE LIN EAC WAC SRC YSC MSC NBC URL SMS GPS IP AM PM VIH ADN
	QR OEA DNI CURP#`, map[string]string{"foia": "", "vawa": "", "adit": "", "nasa": "", "daca": "", "onu": "", "otan": "", "ice": "", "elis": "", "save": "", "sida": "", "covid": "", "ovni": "", "unicef": "", "ee": "e e", "fy": "año fiscal"})

var spanishStates = states(`AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC D C|FL Florida|GA Georgia|HI Hawái|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Luisiana|ME Maine|MD Maryland|MA Massachusetts|MI Míchigan|MN Minnesota|MS Misisipi|MO Misuri|MT Montana|NE Nebraska|NV Nevada|NH Nuevo Hampshire|NJ Nueva Jersey|NM Nuevo México|NY Nueva York|NC Carolina del Norte|ND Dakota del Norte|OH Ohio|OK Oklahoma|OR Oregón|PA Pensilvania|PR Puerto Rico|RI Rhode Island|SC Carolina del Sur|SD Dakota del Sur|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|VI Islas Vírgenes|GU Guam|WA Washington|WV Virginia Occidental|WI Wisconsin|WY Wyoming`)
