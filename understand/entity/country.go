package entity

import "strings"

// country finds the name of a country, in English, among words in either
// language. Mexico is not the state, Georgia not the country unless it is said so.
func country(words []string) string {
	best, at, long := "", -1, 0
	for i := range words {
		for n := 4; n >= 1; n-- {
			if i+n > len(words) {
				continue
			}
			c := countries[strings.Join(words[i:i+n], " ")]
			if c == "" || i > 0 && n == 1 && (words[i-1] == "new" || words[i-1] == "nuevo") {
				continue
			}
			if at < 0 || n > long {
				best, at, long = c, i, n
			}
			break
		}
	}
	return best
}

var countries = func() map[string]string {
	out := map[string]string{}
	for line := range strings.SplitSeq(countryNames, "\n") {
		name, also, _ := strings.Cut(strings.TrimSpace(line), ":")
		if name == "" {
			continue
		}
		out[strings.Join(Plain(name), " ")] = name
		for a := range strings.SplitSeq(also, ",") {
			if w := strings.Join(Plain(a), " "); w != "" {
				out[w] = name
			}
		}
	}
	for _, ambiguous := range []string{"georgia", "india"} {
		delete(out, ambiguous)
	}
	out["india"] = "India"
	return out
}()

const countryNames = `Afghanistan: afganistan
Albania
Algeria: argelia
Angola
Argentina
Armenia
Australia
Austria
Azerbaijan: azerbaiyan
Bahamas: the bahamas, las bahamas
Bangladesh
Barbados
Belarus: bielorrusia
Belgium: belgica
Belize: belice
Bolivia
Bosnia and Herzegovina: bosnia
Brazil: brasil
Bulgaria
Cambodia: camboya
Cameroon: camerun
Canada
Chile
China: mainland china, china continental
Colombia
Congo: democratic republic of the congo, el congo
Costa Rica
Croatia: croacia
Cuba
Czech Republic: republica checa, czechia
Denmark: dinamarca
Dominican Republic: republica dominicana, the dominican, la dominicana, dominicana
Ecuador
Egypt: egipto
El Salvador: salvador
Eritrea
Ethiopia: etiopia
Fiji
Finland: finlandia
France: francia
Georgia: republic of georgia, country of georgia
Germany: alemania
Ghana
Greece: grecia
Guatemala
Guyana
Haiti: ayiti
Honduras
Hong Kong
Hungary: hungria
India: la india
Indonesia
Iran
Iraq: irak
Ireland: irlanda
Israel
Italy: italia
Ivory Coast: costa de marfil
Jamaica
Japan: japon
Jordan: jordania
Kazakhstan: kazajistan
Kenya: kenia
Kuwait
Laos
Lebanon: libano
Liberia
Lithuania: lituania
Macau: macao
Malaysia: malasia
Mexico: méjico
Moldova: moldavia
Mongolia
Morocco: marruecos
Myanmar: burma, birmania
Nepal
Netherlands: holland, the netherlands, holanda, paises bajos
New Zealand: nueva zelanda
Nicaragua
Nigeria
North Korea: corea del norte
Norway: noruega
Pakistan
Panama
Paraguay
Peru
Philippines: the philippines, filipinas, las filipinas, filipines
Poland: polonia
Portugal
Romania: rumania
Russia: rusia
Rwanda: ruanda
Saudi Arabia: arabia saudita
Senegal
Serbia
Sierra Leone: sierra leona
Singapore: singapur
Somalia
South Africa: sudafrica
South Korea: korea, corea, corea del sur
Spain: espana
Sri Lanka
Sudan
Sweden: suecia
Switzerland: suiza
Syria: siria
Taiwan
Tanzania
Thailand: tailandia
Trinidad and Tobago: trinidad, trinidad y tobago
Turkey: turquia, turkiye
Uganda
Ukraine: ucrania
United Kingdom: england, great britain, inglaterra, reino unido, scotland
United States: united states of america, the united states, estados unidos, usa
Uruguay
Uzbekistan
Venezuela
Vietnam: viet nam
Yemen
Zimbabwe`
