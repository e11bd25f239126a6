package learn

// kinEnglish are families of English words that people use for one another, a
// family on each line, the word it is known by first. A word may have several
// families. It was written by hand for everyday talk with a service: it holds
// what any speaker knows and nothing of one agency or of a data set.
const kinEnglish = `
want wish desire need require would like love wanna hope prefer seek
tell say inform explain describe give let show list read display present
show display view see list open bring pull
ask inquire enquire question query wonder
talk speak chat converse discuss call
person human representative agent operator someone somebody rep people staff employee officer advisor adviser associate
manager supervisor boss superior chief lead
help assist assistance support aid guide guidance
problem trouble issue error mistake fault glitch bug difficulty matter wrong
broken faulty defective damaged malfunction cracked malfunctioning inoperable
work function operate
fix repair solve resolve correct mend remedy sort rectify troubleshoot
error typo mistake incorrect wrong misspelled inaccurate
correct right accurate true proper
change modify alter edit update amend revise adjust switch
move relocate relocating moved
reset restore reinstate unlock recover reactivate
cancel stop end quit abort terminate discontinue revoke withdraw call off drop void annul undo
close terminate delete deactivate shut end
delete remove erase clear eliminate discard drop rid wipe scrap
add include insert append put attach join
create make generate start compose prepare produce begin new build
start begin commence initiate launch open activate play
stop halt pause cease quit end shut enough silence
pause hold wait interrupt suspend freeze
freeze block lock suspend hold disable stop
activate enable start turn validate
continue resume proceed keep go carry
repeat again replay redo rewind
next skip forward following
previous last back prior former earlier
buy purchase order get acquire shop obtain
order purchase buy request
sell offer trade
pay payment settle paid paying remit
charge fee cost price rate expense billed
cost price charge fee expensive worth amount rate much
free gratis complimentary waived
cheap inexpensive affordable budget low
expensive costly pricey high
bill invoice statement utility
balance amount total funds money available
money cash funds dollar pound euro dough currency bucks
salary pay wage paycheck income earnings payroll paid compensation payday
spend expenditure spent expense spending
save savings saving store keep
earn make income gain
owe debt due owed outstanding
due deadline payable
loan mortgage lend borrow lending credit
credit limit line
score rating rank
interest apr rate percentage
tax taxes irs w2 withholding
refund reimburse reimbursement return repay repayment moneyback
return refund back
deduct debit withdraw taken take subtract
withdraw withdrawal cash atm cashpoint
atm cashpoint machine dispenser
deposit top load add fund topup credited
transfer send wire move remit transferred
send transfer deliver mail ship post forward dispatch
receive get obtain arrive got come delivered
arrive come reach delivered show here land get
mail post letter postal envelope package
package parcel shipment delivery order
track trace follow locate status progress
status update progress news development
delay late slow wait hold overdue
pending processing process waiting progress
wait long time hold queue
fast quick quickly rapid soon hurry express rush expedite swift urgently asap speed immediately
urgent emergency immediately asap critical important
slow slower slowly sluggish
now currently immediately present today instantly moment
soon shortly quickly
late tardy delayed
early sooner
card visa mastercard plastic debit credit
account profile bank
bank branch institution
branch office location
pin passcode code password
password passcode login credential pin
login sign access log enter
identity id identification verify proof
verify confirm validate authenticate prove check verification
check verify confirm look examine inspect review see
document paper form paperwork file
form application document
application request petition
apply request submit file register enroll
approve accept grant authorize approved
decline reject refuse deny fail denied unsuccessful turned rejected
fail decline unsuccessful unable error
allow permit let able possible can authorize
forbid prohibit ban restrict
limit maximum restriction cap max minimum
extra additional more another second spare
another different second other additional new
duplicate double twice copy repeated
copy duplicate replica
lose lost misplace missing disappear gone vanish
missing disappear absent gone lost vanish
find locate search look discover lookup where
search look find browse google
steal stolen theft rob thief swiped robbed snatched
fraud scam fraudulent suspicious unauthorized stolen compromised hacked fake counterfeit
strange unknown unrecognized unfamiliar odd weird unusual suspicious recognize
recognize know familiar authorized
report notify complain alert flag
complain complaint grievance dissatisfied unhappy upset
replace replacement substitute reissue new
renew extend renewal extension
expire expiration expiry expired lapse
valid current good active
new fresh latest recent
latest recent newest current new
old previous former ancient
job work employment occupation career position profession
company business firm employer organization corporation
colleague coworker workmate
meeting appointment conference event schedule
appointment meeting booking slot visit
schedule calendar agenda plan itinerary
book reserve reservation booking arrange schedule
reservation booking table
event festival concert happening activity
reminder remind remember alert note notify
remember recall memorize note
alarm wake alert
timer countdown clock
clock time hour
time hour clock minute
date day today calendar
day date
year annual yearly
weekend saturday sunday
today tonight day
holiday vacation leave pto off break
vacation holiday trip leave getaway pto off
travel trip journey voyage tour visit abroad overseas
abroad overseas foreign international country
flight plane fly airline airplane flights
airport terminal gate
train rail railway subway metro
bus coach
taxi cab uber lyft ride
car vehicle auto automobile truck suv sedan
rent rental lease hire
hotel motel inn lodging accommodation stay room hostel airbnb
luggage baggage bag suitcase carryon
passport visa
drive ride driving
gas fuel petrol gasoline
tire tyre wheel
oil lubricant
mileage mpg miles
traffic congestion road jam
route direction way road path map
direction navigate route directions
map location
distance far miles long
near nearby close closest nearest around local vicinity
address residence location home domicile
home house residence apartment flat
city town place
country nation land state
place location spot venue
restaurant diner eatery cafe bistro pizzeria steakhouse
food meal dish cuisine eat
eat dine dinner lunch breakfast food meal
recipe cook cooking make prepare bake
cook bake prepare fry boil grill roast
ingredient component
calorie nutrition nutritional healthy carb protein fat sugar
grocery groceries supermarket shopping
drink beverage coffee tea juice
coffee espresso latte cappuccino
delivery takeaway takeout carryout
pizza burger sandwich sushi pasta
hungry starving
weather forecast temperature rain climate
rain snow storm umbrella shower sunny cloudy wind precipitation
hot warm heat humid
cold cool chilly freezing
temperature degree thermostat heat heating
light lamp bulb lights lighting illumination
dim darker lower darken
bright brighter lighten brighten
dark dim
color colour hue red blue green yellow pink purple orange shade
plug socket outlet
vacuum hoover clean roomba
clean tidy wash cleaner
music song track tune melody
song music track tune
album record lp
artist singer band musician group
playlist list mix
radio station fm broadcast channel
podcast episode show
audiobook book novel chapter
book novel read
movie film cinema theater
game play
joke funny humor laugh amuse hilarious humour
fun funny entertaining
story tale
news headline headlines current affairs
volume loud sound audio
loud louder raise increase up
quiet quieter soft softer lower down mute silence silent
mute silence unmute
increase raise up higher boost more louder improve
decrease lower reduce down less drop minimize
email mail gmail inbox message
message text sms note
phone telephone mobile cell cellphone smartphone iphone device
contact reach phone number
call phone dial ring telephone
number digit
reply respond answer response
social facebook twitter tweet instagram status
tweet twitter
photo picture image selfie snapshot
definition mean meaning define
spell spelling
translate translation language spanish french german italian chinese japanese say
language english spanish tongue
word term
calculate math compute sum add multiply divide plus minus percent square root
convert conversion exchange equal
exchange convert conversion swap
currency money foreign euro dollar pound
stock share market price trading
weight pound kilogram heavy
random flip coin roll dice
coin heads tails flip
hello hi hey greeting greetings morning
goodbye bye farewell later
thanks thank appreciate grateful gratitude
yes yeah yep sure affirmative correct okay right yup agree absolutely definitely
no nope nah negative not
maybe perhaps possibly unsure uncertain
understand comprehend clear confuse explain elaborate
explain clarify elaborate detail
good great nice excellent wonderful awesome amazing fantastic perfect
bad terrible awful horrible poor
like enjoy love favorite prefer
favorite best prefer like
recommend suggest recommendation suggestion advise best good
review rating opinion
opinion think thoughts view
name called
old age birthday
birthday age born birth
parent mother father maker creator developer
mother mom mum mama
father dad daddy papa
husband wife spouse partner
child kid son daughter baby
brother sister sibling
friend buddy pal
live reside stay
hobby interest pastime enjoy
robot bot computer ai machine artificial
meal lunch dinner breakfast
insurance coverage policy insured
insure insurance coverage
plan coverage
benefit perk advantage reward
reward point points cashback bonus
retirement 401k rollover pension ira
health medical doctor vaccine shot immunization
doctor physician medical hospital clinic
sick ill disease symptom
hurt harm injure pain
danger threat unsafe risk
die death dead kill
shot vaccine vaccination inoculation immunization
todo task list chore
item thing object
task chore todo
subscribe subscription membership
reason why cause purpose explanation
cause reason why due
eligible qualify requirement able
require need requirement necessary must
use utilize using usage apply
accept take allow support
hours schedule open
contactless tap wireless
apple google pay
online internet web website digital app
website site online page
app application software
device gadget phone gadget
connect sync pair link bluetooth wifi
link connect join associate
share split
split share divide
improve raise increase better build boost
difference between compare
compare difference versus
type kind sort
information info detail data details
detail information info
source origin from
age old
size big large small
half part portion
first initial
last final latest
all every each everything entire whole
few some several couple
always often
never not
permission authorize allow
law legal lawyer attorney
lawyer attorney counsel solicitor
court judge hearing
immigration immigrant uscis
citizen citizenship naturalization
marry marriage wed married
divorce separate
school college university class
teacher student
train practice
exam test
interview meeting
fingerprint biometric biometrics
`
