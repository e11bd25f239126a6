package entity

import "strings"

// Cities returns the larger cities of the United States, for a Gazette that
// should know more than its offices' cities.
func Cities() []Place {
	var out []Place
	for line := range strings.SplitSeq(cities, "\n") {
		state, names, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		for name := range strings.SplitSeq(names, ",") {
			p := Place{City: strings.TrimSpace(name), State: state}
			if a := cityAlso[p.City]; a != "" {
				p.Also = strings.Split(a, "|")
			}
			out = append(out, p)
		}
	}
	return out
}

var cityAlso = map[string]string{"New York": "new york city|nueva york|nyc", "Los Angeles": "l a|la ciudad de los angeles", "Philadelphia": "filadelfia|philly", "New Orleans": "nueva orleans", "Saint Louis": "st louis|san luis", "Saint Paul": "st paul", "Saint Petersburg": "st petersburg", "Saint Albans": "st albans", "Fort Worth": "ft worth", "Las Vegas": "vegas", "San Jose": "san josé", "Washington": "washington dc|washington d c"}

const cities = `AL: Birmingham, Montgomery, Mobile, Huntsville
AK: Anchorage, Fairbanks, Juneau
AZ: Phoenix, Tucson, Mesa, Chandler, Scottsdale, Glendale, Yuma, Tempe, Nogales
AR: Little Rock, Fort Smith, Fayetteville
CA: Los Angeles, San Diego, San Jose, San Francisco, Fresno, Sacramento, Long Beach, Oakland, Bakersfield, Anaheim, Santa Ana, Riverside, Stockton, Irvine, Chula Vista, Fremont, San Bernardino, Modesto, Fontana, Oxnard, Santa Clarita, Salinas, Pasadena, Pomona, Escondido, Santa Rosa, Ontario, Hayward, Imperial, Calexico, El Monte, Inglewood, Downey, Compton, Berkeley
CO: Denver, Colorado Springs, Aurora, Fort Collins, Pueblo, Greeley, Boulder
CT: Hartford, Bridgeport, New Haven, Stamford, Waterbury, Danbury
DE: Wilmington, Dover
DC: Washington
FL: Miami, Jacksonville, Tampa, Orlando, Saint Petersburg, Hialeah, Tallahassee, Fort Lauderdale, West Palm Beach, Fort Myers, Kissimmee, Homestead, Gainesville, Pembroke Pines, Hollywood, Naples, Ocala, Oakland Park
GA: Atlanta, Savannah, Augusta, Macon, Athens, Marietta, Dalton
HI: Honolulu, Hilo
ID: Boise, Nampa, Idaho Falls
IL: Chicago, Aurora, Joliet, Rockford, Peoria, Elgin, Cicero, Naperville
IN: Indianapolis, Fort Wayne, Evansville, South Bend, Gary
IA: Des Moines, Cedar Rapids, Davenport, Sioux City
KS: Wichita, Topeka, Overland Park, Dodge City
KY: Louisville, Lexington, Bowling Green
LA: New Orleans, Baton Rouge, Shreveport, Lafayette, Metairie
ME: Portland, Bangor, Lewiston
MD: Baltimore, Silver Spring, Rockville, Frederick, Gaithersburg, Hyattsville, Annapolis
MA: Boston, Worcester, Springfield, Lowell, Lawrence, Brockton, Lynn, Cambridge, Chelsea
MI: Detroit, Grand Rapids, Ann Arbor, Lansing, Flint, Dearborn, Kalamazoo
MN: Minneapolis, Saint Paul, Rochester, Duluth, Bloomington
MS: Jackson, Gulfport, Biloxi
MO: Kansas City, Saint Louis, Springfield, Columbia
MT: Billings, Missoula, Helena, Great Falls
NE: Omaha, Lincoln, Grand Island
NV: Las Vegas, Reno, Henderson, Sparks
NH: Manchester, Nashua, Concord
NJ: Newark, Jersey City, Paterson, Elizabeth, Trenton, Camden, Passaic, Mount Laurel, Union City, Perth Amboy, New Brunswick, Plainfield
NM: Albuquerque, Santa Fe, Las Cruces, Roswell
NY: New York, Buffalo, Rochester, Yonkers, Syracuse, Albany, Queens, Brooklyn, Bronx, Manhattan, Staten Island, Long Island, White Plains, Hempstead, New Rochelle, Utica
NC: Charlotte, Raleigh, Greensboro, Durham, Winston Salem, Fayetteville, Wilmington, Asheville
ND: Fargo, Bismarck
OH: Columbus, Cleveland, Cincinnati, Toledo, Akron, Dayton
OK: Oklahoma City, Tulsa, Norman
OR: Portland, Salem, Eugene, Medford, Gresham
PA: Philadelphia, Pittsburgh, Allentown, Reading, Erie, Scranton, Harrisburg, Lancaster
PR: San Juan, Ponce, Mayagüez, Bayamón
RI: Providence, Pawtucket, Johnston
SC: Charleston, Columbia, Greenville, Greer
SD: Sioux Falls, Rapid City
TN: Nashville, Memphis, Knoxville, Chattanooga
TX: Houston, San Antonio, Dallas, Austin, Fort Worth, El Paso, Arlington, Corpus Christi, Plano, Laredo, Lubbock, Irving, Garland, McAllen, Brownsville, Amarillo, Harlingen, Pasadena, Edinburg, Waco, Odessa, Midland, Beaumont
UT: Salt Lake City, Provo, Ogden, West Valley City
VT: Burlington, Saint Albans
VA: Virginia Beach, Norfolk, Richmond, Alexandria, Fairfax, Arlington, Roanoke, Chesapeake, Manassas
WA: Seattle, Spokane, Tacoma, Yakima, Vancouver, Kent, Bellevue, Everett
WV: Huntington, Morgantown
WI: Milwaukee, Madison, Green Bay, Kenosha
WY: Cheyenne, Casper`
