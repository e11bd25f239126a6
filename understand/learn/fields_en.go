package learn

// fieldsEnglish are words that belong to one field of life or are of one kind,
// wider than kin: a country, a dish, a part of a car. Hand-written, as kinEnglish.
const fieldsEnglish = `
#country america usa canada mexico brazil argentina chile colombia peru venezuela cuba haiti jamaica england britain uk ireland scotland france germany spain portugal italy greece turkey russia ukraine poland sweden norway denmark finland iceland netherlands holland belgium austria switzerland hungary romania egypt morocco nigeria kenya ethiopia ghana africa india pakistan bangladesh china japan korea taiwan thailand vietnam philippines indonesia malaysia singapore australia zealand israel iran iraq syria lebanon saudi arabia dubai qatar afghanistan guatemala honduras salvador nicaragua panama ecuador bolivia europe asia
#city york angeles chicago houston phoenix philadelphia antonio diego dallas austin seattle denver boston detroit portland vegas miami atlanta orlando tampa minneapolis cleveland nashville memphis baltimore oakland sacramento francisco washington london paris rome madrid barcelona berlin munich vienna amsterdam brussels dublin moscow istanbul cairo tokyo osaka kyoto seoul beijing shanghai bangkok manila delhi mumbai sydney melbourne toronto montreal vancouver lima bogota caracas havana lisbon athens prague budapest
#state alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada hampshire jersey ohio oklahoma oregon pennsylvania carolina dakota tennessee texas utah vermont virginia wisconsin wyoming
#nationality american british english french german spanish italian portuguese russian chinese japanese korean mexican indian greek turkish dutch swedish polish arabic hebrew hindi vietnamese thai african european asian canadian australian irish brazilian hawaiian latin swahili tagalog creole norwegian danish finnish
#month january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec
#weekday monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
#daytime morning afternoon evening night noon midnight tonight am pm dawn dusk sunrise sunset
#season spring summer autumn fall winter
#feast christmas easter thanksgiving halloween hanukkah ramadan valentine new year independence labor memorial
#number one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million zero dozen
#order first second third fourth fifth sixth seventh eighth ninth tenth last
#colour red blue green yellow orange purple pink violet brown black white grey gray gold silver turquoise magenta cyan maroon
#food beef chicken pork turkey lamb steak ham bacon sausage fish salmon tuna shrimp lobster crab egg cheese milk butter cream yogurt bread toast bagel rice pasta noodle spaghetti lasagna pizza burger hamburger sandwich taco burrito quesadilla enchilada sushi curry soup stew salad chili fry potato tomato onion garlic pepper carrot broccoli spinach lettuce cabbage corn bean pea mushroom avocado guacamole apple banana orange lemon lime grape strawberry blueberry cherry peach mango pineapple melon watermelon coconut cake pie cookie brownie chocolate candy donut pancake waffle cereal oatmeal honey sugar salt flour oil vinegar sauce mayonnaise ketchup mustard basil oregano cinnamon vanilla peanut almond walnut nut tofu meatball meatloaf casserole risotto paella dumpling
#cooking cook bake fry boil grill roast steam simmer oven stove microwave pan pot recipe ingredient teaspoon tablespoon cup ounce substitute chef kitchen dish
#nutrition calorie carb protein fat sugar fiber vitamin healthy nutrition diet cholesterol sodium nutritious
#cuisine chinese italian mexican thai indian japanese korean vietnamese french greek mediterranean vegan vegetarian seafood barbecue bbq halal kosher
#eatingout restaurant diner cafe bar pub bistro buffet table reservation waiter menu dine takeout takeaway delivery mcdonalds starbucks
#drink coffee tea latte espresso cappuccino mocha juice soda water beer wine milk smoothie cocktail brew
#car car vehicle truck engine brake tire wheel battery oil transmission windshield headlight mechanic mileage mpg gas fuel gasoline diesel jump garage dealership odometer gear steering tank
#drive drive road highway freeway street traffic lane route commute turn exit bridge jam accident
#transport bus train subway metro taxi cab uber lyft tram ferry plane flight ticket station stop platform fare depart departure
#flight flight plane airline airport gate terminal luggage baggage carry boarding layover takeoff landing delta united southwest jetblue runway pilot
#trip travel trip vacation hotel motel hostel resort cruise passport visa tourist tourism abroad destination sightseeing itinerary lodging airbnb
#bank bank account checking savings balance deposit withdraw transfer routing statement overdraft branch teller check wire interest fund atm chase citibank wells fargo
#card card credit debit visa mastercard amex discover chip pin cvv limit cardholder plastic
#money money cash dollar cent euro pound yen peso rupee franc yuan buck coin currency bitcoin crypto usd gbp eur aud
#bill bill invoice electric electricity utility water gas internet cable rent mortgage payment due
#tax tax taxes irs refund w2 deduction withhold return filing
#work work job boss office coworker colleague employer employee salary paycheck payday raise promotion hr human resources shift pto vacation leave sick overtime retire
#meeting meeting conference room agenda presentation attendee invite zoom
#insurance insurance policy coverage premium deductible claim insured
#health doctor nurse hospital clinic medicine prescription pharmacy vaccine shot flu sick disease pain medical dentist appointment allergy
#home house home apartment room kitchen bathroom bedroom living basement garage porch hallway lounge corridor door window
#device light lamp thermostat heater fan plug socket vacuum tv television speaker oven fridge refrigerator dishwasher washer dryer coffee maker appliance outlet
#phone phone iphone android cell mobile smartphone battery charger ringer call text voicemail ring speaker vibrate
#computer computer laptop tablet app software wifi internet website browser login password account bluetooth update download
#music music song album artist band singer playlist track tune genre lyric concert radio spotify pandora itunes listen
#genre rock jazz pop hip hop rap country classical blues metal reggae techno folk disco punk indie electronic
#media movie film show tv series episode podcast audiobook book novel news video youtube netflix actor cinema theater
#game game chess trivia puzzle poker mario xbox playstation quiz crossword sudoku
#sport football soccer baseball basketball hockey tennis golf cricket team match score league nfl nba
#weather weather rain snow sun sunny cloud cloudy wind windy storm thunderstorm fog hail hurricane forecast temperature degree humid humidity cold hot warm chilly umbrella jacket coat freeze
#social facebook twitter tweet instagram linkedin snapchat post status follower whatsapp
#email email inbox gmail outlook subject attachment reply forward sender unread mail
#calendar calendar schedule appointment event meeting agenda reminder invite
#alarm alarm wake snooze timer clock
#time time hour minute second clock timezone zone
#shop buy purchase order shop store shopping cart amazon walmart target price product item sale discount coupon online
#parcel package parcel shipment delivery order ship track tracking mail fedex ups courier
#math plus minus times divide multiply add subtract sum square root percent percentage calculate fraction equal average
#measure inch foot feet yard mile meter metre kilometer centimeter pound ounce gram kilogram liter litre gallon pint quart cup celsius fahrenheit degree acre ton convert
#family mother father mom dad parent brother sister son daughter child kid wife husband spouse aunt uncle cousin grandma grandpa grandmother grandfather niece nephew family baby
#friend friend buddy pal roommate neighbor neighbour girlfriend boyfriend partner
#name john mary james robert michael david william richard joseph thomas charles susan jennifer linda karen lisa sarah bob joe tom jim steve mike jane alice paul mark george kevin brian laura anna peter
#animal dog cat bird fish horse cow pig elephant lion tiger bear snake rabbit mouse pet puppy kitten chicken duck monkey whale shark
#clothes shirt pants dress shoe shoes jacket coat hat sock jeans sweater clothes wear outfit
#feeling happy sad angry upset tired bored lonely excited frustrated annoyed mad worried scared disappointed
#praise great awesome excellent wonderful amazing fantastic perfect brilliant nice good cool superb
#thanks thank thanks appreciate grateful
#school school class college university student teacher homework exam course degree study
#law law legal lawyer attorney court judge police crime sue right
#crime steal theft fraud scam rob hack stolen thief suspicious unauthorized
#identity name address identity passport license id birth ssn social security number
#plant plant flower tree garden grass lawn seed
#clean clean vacuum sweep mop dust wash laundry dishes dishwasher trash garbage tidy
#personal you your yourself robot human ai
#question what who where when why how which
#quantity much many more less amount number total enough
`
