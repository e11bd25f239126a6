package learn

// phrasesEnglish are families as kinEnglish, of expressions of several words,
// joined by _, and of words that say the same.
const phrasesEnglish = `
off turn_off switch_off shut_off shut_down power_down power_off put_out off kill disable deactivate cut_off turn_out
on turn_on switch_on power_on power_up start_up put_on on fire_up enable activate boot
up turn_up crank_up louder raise increase higher pump_up up boost bump_up jack_up
down turn_down lower decrease softer quieter reduce down dial_down bring_down
remove get_rid_of take_off take_out remove delete erase cross_off wipe_out throw_away scratch drop toss clear
cancel call_off back_out change_my_mind no_longer_want no_longer_need do_not_want cancel undo never_mind scrap take_back
open_account sign_up set_up open register create start get_started join enroll
login log_in sign_in log_on login log_into get_into access enter locked_out
logout log_out sign_out log_off
findout find_out look_up look_for check_on look_into search find search_for figure_out track_down locate
show_me let_me_see pull_up bring_up show display give_me tell_me list
howmuch how_much what_is_the_cost what_is_the_price price cost charge fee amount how_expensive rate pricing
howmany how_many number_of count amount total
howlong how_long how_much_time how_many_days how_soon duration length time_frame when_will when_can eta time_does_it_take
howfar how_far distance miles_to long_way
howold how_old age your_age birthday
howto how_do how_can how_to what_is_the_way steps instruction way_to best_way process procedure walk_me_through show_me_how teach what_do_i_do what_should_i_do how_would how_should
why how_come what_for why reason_for reason the_cause explain_why for_what_reason what_happened what_went_wrong
whatis what_is what_does meaning definition define mean stand_for explain
whereis where_is where_are where_can where_do location whereabouts find which_place
when what_time what_day what_date when
who whose whom what_person who
status how_is going_on any_update progress status update how_far_along where_is_my state_of
not_work not_work not_working stop_working does_not_work will_not_work did_not_work would_not_work is_broken broken broke acting_up not_function out_of_order crash malfunction fail failing faulty down defective
not_go_through not_go_through did_not_go_through reject decline deny not_accept not_approve refuse unsuccessful bounce would_not_accept not_let failed denied
not_arrive not_arrive not_receive not_get not_come not_show not_here has_not_come never_came never_got never_arrived not_show_up not_appear not_reflect yet still_waiting still_not missing not_in_my where_is_my have_not_received did_not_get did_not_receive not_there
late taking_so_long take_so_long too_long take_forever so_long still_waiting still_pending delay late overdue slow long_time forever not_yet
unknown not_mine not_me not_recognize not_make do_not_remember never_made not_authorize did_not_make i_did_not fraud unauthorized unfamiliar suspicious strange without_my someone_else not_my someone_used somebody_used
twice twice double duplicate two_times charged_again more_than_once repeated multiple_times second_time extra
lost can_not_find lost misplace missing left_behind lost_track gone lose leave_behind
stolen steal rob swipe pickpocket snatch mug took_my was_taken
notallowed not_allow not_let will_not_let not_permit can_not unable not_able block refuse restrict
may can_i may_i am_i_able is_it_possible possible could_i allow permit ok_to able_to let_me
pay_for pay_off pay_for pay pay_up settle make_a_payment clear
topup top_up add_money add_funds put_money load_money fund load credit topping top reload topped
takeout take_out cash_out withdraw get_cash get_money pull_out draw_out withdrawal
payback pay_back refund reimburse money_back return give_back get_back reverse
sendmoney send_money transfer wire move_money pay_someone transfer_money
giveback give_back return send_back take_back bring_back
getcard get_a_card order_a_card new_card another_card request_a_card apply_for
changeover swap exchange switch convert change_into trade trade_in
speak_human real_person live_agent human representative talk_to_someone speak_to_someone customer_service live_person speak_with customer_support
repeat_that say_again say_that_again repeat come_again one_more_time pardon what_did_you_say once_more over_again again
slow_down slow_down slower too_fast more_slowly speak_slower
hold_on hold_on wait one_moment just_a_second hang_on one_second a_minute give_me_a_second one_sec
startover start_over reset begin_again from_scratch restart reboot
wake wake_up wake get_up alarm
remind remind_me do_not_let_me_forget remember_to make_sure_i reminder remind note alert_me notify_me let_me_know
nearby near_me close_by around_here nearby closest nearest in_the_area local vicinity around_me in_my_area close_to
goodbye good_bye bye see_you talk_to_you_later later farewell goodnight good_night have_a_good take_care signing_off
hello good_morning good_afternoon good_evening hello hi hey what_is_up how_are_you how_is_it_going greetings
thanks thank_you thanks appreciate_it much_obliged grateful cheers
yes that_is_right you_got_it sounds_good of_course yes yeah sure i_agree correct go_ahead for_sure affirmative absolutely definitely exactly yup right indeed
no no_way not_at_all no nope absolutely_not never nah negative do_not_think that_is_wrong not_true false incorrect
maybe not_sure i_do_not_know maybe perhaps might could_be possibly unsure hard_to_say do_not_know
askname your_name who_are_you call_you you_called go_by what_are_you_called name
askbot are_you_a are_you_human real_person are_you_real computer robot bot ai machine artificial
askmake made_you who_made create_you your_creator designed_you built_you who_built your_maker programmed_you developer
askcan what_can_you can_you_do your_abilities capable help_with your_features able_to_do you_do
askfrom where_are_you_from you_from born grow_up your_hometown where_were_you
joke make_me_laugh tell_me_a_joke joke funny crack_me_up something_funny cheer_me_up humor pun
fact tell_me_about interesting_fact trivia did_you_know teach_me fun_fact information_about
free no_charge free at_no_cost no_fee without_paying complimentary for_free free_of_charge no_cost
expensive too_much rip_off overpriced expensive overcharged steep costly
safe safe secure protect security privacy
dirty dirty clean_up mess dusty vacuum sweep tidy
sick under_the_weather sick ill not_feeling_well throw_up fever
hungry get_something_to_eat hungry grab_a_bite eat starving order_food
outoftown out_of_town going_away travel trip on_vacation abroad leaving traveling going_to
runout run_out out_of run_low ran_out left remaining need_more low_on
available is_there do_you_have available in_stock have_any offer support carry provide
used_for use_for used_for what_can_i_do accept take where_can_i_use work_with can_be_used accepted
expire run_out expire no_longer_valid expiration end_date good_until about_to_expire
getold get_another replace another new_one replacement spare extra second additional
getstuck get_stuck stuck swallow ate keep_my eat captured retain would_not_give_back
rate exchange_rate rate conversion convert worth how_many_dollars in_dollars
weather going_to_rain like_outside need_an_umbrella need_a_jacket forecast weather how_hot how_cold outside temperature
traffic how_is_traffic traffic jam backed_up congestion bumper_to_bumper accident
directions how_do_i_get_to get_to directions route way_to navigate take_me_to
reserve make_a_reservation book reserve table_for book_a_table get_me_a_table reservation
book book_a schedule set_up_a arrange make_an_appointment appointment plan make_a
listadd add_to put_on_my add_on_my write_down jot_down note put_on_the
play put_on play listen hear start turn_on want_to_hear shuffle stream
song what_song name_of_this name_of_the_song what_is_playing who_sings this_song who_is_singing current_song
like_music i_like i_love my_favorite great_song love_this favorite like_this
skip skip next_song next_track next play_the_next change_the_song
worry do_not_worry it_is_fine no_problem
confused do_not_understand confuse not_get not_clear what_do_you_mean do_not_follow lost_me makes_no_sense unclear clarify explain
good well_done good_job nice_work great awesome excellent you_did_well perfect nailed_it amazing
wrong you_are_wrong that_is_wrong not_right wrong incorrect mistake not_what_i_asked not_correct misheard misunderstand screwed_up
stop shut_up be_quiet stop quit enough cut_it_out knock_it_off stop_it hush silence
die pass_away die dead death killed
marry get_married tie_the_knot wedding marry spouse engaged
movehouse move moving_to new_address change_address relocate new_house new_place new_home moved address
jobloss lose_my_job fired laid_off quit unemployed let_go
raise_money pay_raise raise earn_more bonus promotion
salary how_much_do_i_make earnings income salary wage i_earn i_make paid paycheck
debt owe in_debt debt loan balance_due outstanding
score credit_score score credit_rating fico
apply apply_for apply application submit sign_up request file_for
eligible qualify eligible am_i_eligible can_i_get meet_the_requirements requirement
fill fill_out fill_in complete paperwork
turn_in hand_in submit send_in file mail_in turn_in
pick pick_up collect pick get fetch grab
drop drop_off deliver leave
status any_news any_update what_is_going_on where_does_it_stand where_do_things_stand did_it_move progress status case_moved what_is_happening
file petition case application request filing paperwork submission
residence green_card permanent_resident residency resident_card lpr
workpermit work_permit employment_authorization ead work_authorization work_card
citizen citizenship citizen naturalization naturalize become_a_citizen become_citizen
fingerprint fingerprint biometrics biometric prints
moved i_moved moving moved_house change_my_address new_apartment relocate change_of_address different_address
wrongdata spelled_wrong misspelled typo wrong_name wrong_date mistake_on error_on has_the_wrong incorrect not_spelled_right wrong
notcame never_came never_arrived did_not_come has_not_arrived never_got did_not_get have_not_gotten still_have_not not_in_the_mail never_received
sentback sent_back returned_to_sender undeliverable returned came_back bounced
waiting waiting_for_years waiting_for_months been_waiting too_long past_the_time forever taking_forever overdue outside_normal
emergency emergency dying funeral passed_away hospital urgent lose_my_job severe expedite speed_up hurry
reschedule reschedule change_the_date move_my_appointment another_date different_day postpone can_not_make_it new_date
missed missed_my could_not_go did_not_go missed forgot_to_go no_show was_not_there
advice should_i am_i_eligible do_i_qualify what_are_my_chances can_i_still will_it_affect advise recommend advice
refuse denied rejected refuse turned_down denial appeal
scam scam fake pretending_to_be wants_money is_it_real impostor fraud suspicious stole_my_money threaten
rude rude treated_me complaint hung_up disrespectful unprofessional yelled supervisor
hearing court judge hearing deport deportation detained ice arrested removal
embassy embassy consulate visa_interview nvc
disabled wheelchair deaf blind disability accommodation sign_language handicap
abuse abuse beats_me hits_me hurt_me threaten afraid scared violence kill unsafe
soldier military army navy marine deployed veteran soldier
hire employer hire new_hire mismatch e_verify i_9
evidence evidence rfe proof documents_they_want request_for_evidence
letter letter notice mail correspondence document
oath oath ceremony swearing
doctor doctor medical civil_surgeon vaccination physical exam
asylum asylum asylee refugee
language interpreter translate translator speak_spanish another_language
`
