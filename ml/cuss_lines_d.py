"""Sentences that the tagger learns from: English calls of factories, hotels, schools and offices, written for this project."""

from __future__ import annotations

CALLS = """
# en d01
rep connecting: Morning Priya, Daniel here, we swapped cards at the manufacturing expo.
prospect connecting: Ah yes, you were the one with the free coffee.
rep connecting: Guilty, it was the only way to get anybody to stop at our booth.
rep understanding: So tell me, how does the plant handle its three shifts right now?
prospect understanding: Each line leader keeps a notebook and sends me a photo at the end of the week.
prospect understanding: Then my assistant types two hundred names into a sheet.
rep understanding: And when two notebooks disagree, who wins?
prospect none: Haha, good one.
rep sharing: With the terminal at the gate the hours are in the system before they reach their locker.
prospect understanding: Does it need internet the whole time?
rep sharing: No, it keeps thirty days on board and uploads when the line is back.
rep setting: Why don't I drop by on the ninth and show you one working?
prospect setting: The ninth is fine, after lunch please.

# en d02
? none: Good afternoon, Harbour View Hotel, how may I direct your call?
rep none: Could you put me through to the housekeeping manager?
? none: One moment.
prospect none: Hello, yes?
rep connecting: Hi Mr Gomez, this is Farah, your cousin Rita suggested I give you a ring.
prospect connecting: Rita, really, I haven't seen her since the wedding.
rep understanding: She said rostering the attendants eats up your Sundays, is she exaggerating?
prospect understanding: If anything she is being kind, it's both Saturday and Sunday when we are full.
prospect understanding: Occupancy changes by the hour, so whatever I plan on Friday is rubbish by Sunday.
rep sharing: What other hotels do is feed the bookings in, and the plan redraws itself.
prospect understanding: And who pays when it calls in too many people?
rep sharing: You set a ceiling per day, it never goes over that.
prospect setting: Send me something I can show to the general manager.
rep setting: You'll have a two-pager in your inbox before five.

# en d03
rep connecting: Sorry to catch you between meetings, I'll keep this short.
prospect none: Mm.
rep connecting: I read that your school won the green campus award, well done.
prospect connecting: Thank you, the children did most of the planting.
rep understanding: With eighty relief teachers on your list, how do you know who is free tomorrow?
prospect understanding: My clerk phones them one after another from six in the morning.
rep understanding: How often does a class end up without anybody?
prospect understanding: Twice last term, and the parents wrote to the ministry.
rep sharing: Teachers get a message and the first to accept has the class, usually within four minutes.
prospect understanding: Would that work for those who have no smartphone?
rep sharing: Yes, it falls back to an ordinary text message.
prospect setting: I have to put it to the school board, they sit on the first Monday.
rep setting: Then let's talk the day after they met.

# en d04
prospect none: Can you hear me?
rep none: You're breaking up a bit.
prospect none: How about now?
rep none: Better, much better.
rep connecting: How's the little one, walking already?
prospect connecting: Running, and into everything, I hardly sleep.
rep connecting: Oh I remember those months, hang in there.
rep understanding: Last time you said claims pile up on your desk, still the case?
prospect understanding: Worse, we hired twelve technicians and each has petrol and parking.
prospect understanding: I'm three weeks behind and they are getting grumpy.
rep understanding: So it's less about the money than about the waiting, am I reading that correctly?
prospect none: Exactly.
rep sharing: They photograph the receipt, it reads the amount, and you approve ten at a time.
prospect setting: Fine, set me up with a test account and I'll try it this week.

# en d05
rep connecting: Hello Mr Subra, it's Kelvin again, promise I won't sing this time.
prospect connecting: Pity, it was the best part.
prospect understanding: Look, straight to the point, my boss thinks forty thousand is a lot for a clock.
rep understanding: Compared with what did he look at it, if I may ask?
prospect understanding: With doing nothing, basically.
rep sharing: Doing nothing cost you fifty-two thousand in unplanned overtime last year, going by your own figures.
rep sharing: So even if we only catch half of that it pays from the tenth month.
prospect understanding: He will say those hours were necessary.
rep sharing: Some were; the report separates the approved ones from the ones nobody asked for.
prospect none: Hmm.
rep setting: Shall I walk him through it myself, say Tuesday at his office?
prospect setting: Let me ask his secretary and text you a slot.

# en d06
rep none: Hi, you've reached the voicemail of Angela Toh.
rep none: Leave your name and number and I will call you back.
? none: The person you are calling is not available at the moment.
? none: Press one for sales, press two for support.
? none: Your call is important to us, please stay on the line.
prospect none: She's on maternity leave.
prospect none: He resigned in June, I took over his phone.
prospect none: There is no Mr Lim here, this is a private number.
rep none: Oh, my apologies, wrong extension.
rep none: Is there a better time to reach her?
prospect none: Try the main line.
prospect none: Not interested, thanks.
prospect none: Alright bye bye.

# en d07
rep connecting: Nadia speaking from Shiftwise, hope I'm not pulling you out of lunch.
prospect connecting: No no, just finished my nasi lemak.
rep connecting: The one at the corner stall? I'm jealous.
rep understanding: May I know roughly how many guards you deploy across your sites?
prospect understanding: About four hundred and sixty, plus sixty on call.
prospect understanding: Clients fine us if a post is empty for more than fifteen minutes.
rep understanding: And how do you find out that a post is empty?
prospect understanding: The client tells us, that's the embarrassing bit.
rep sharing: Guards check in with their face and you get an alarm five minutes after a no-show.
rep sharing: One agency your size went from thirty penalties a month to two.
prospect understanding: Do the guards have to buy a phone for it?
rep sharing: No, one tablet at the post is enough for everybody.
prospect setting: OK let's trial it at the Jurong warehouse from the first of next month.
rep setting: I'll prepare the agreement and bring the tablets on the thirtieth.

# en d08
rep connecting: Thanks for squeezing me in, I know the auditors are at your place.
prospect connecting: Tell me about it, I've been living on biscuits.
rep understanding: What did they pick on this year?
prospect understanding: Leave balances, the sheet and the contracts don't match for nineteen people.
rep understanding: What would it mean for you if they found that again next year?
prospect understanding: A qualified opinion, and my bonus gone.
rep sharing: Balances are computed from the contract itself, so there is nothing to reconcile.
rep sharing: And the auditor gets his own read-only login.
prospect none: I see.
prospect understanding: Who else in our industry has it?
rep sharing: Two freight forwarders in Pasir Gudang, you may call either of them.
prospect setting: Give me their contacts and ring me once the audit is over.
rep setting: Will do, I'll check in on the fifteenth.

# en d09
prospect none: who is this
rep connecting: hi its melissa from peoplepad we spoke in april
prospect none: ah ok
rep understanding: you mentioned the contract with your vendor runs out soon is it still december
prospect understanding: yes end of december they want to raise it by twelve percent
rep understanding: and are you happy with them otherwise
prospect understanding: support takes a week to answer and the app logs people out
rep sharing: our support answers within the hour and you get one person who knows you
prospect understanding: everyone says that
rep sharing: fair enough thats why the first three months can be cancelled any day
prospect setting: ok send me the comparison and lets talk after deepavali
rep setting: perfect ill send it tonight

# en d10
rep connecting: Good to hear your voice again, how was the trip to Sapporo?
prospect connecting: Cold but beautiful, we ate crab every night.
rep connecting: You deserve it after the year you had.
prospect understanding: Business wise, we're merging the two clinics and payroll must become one by July.
rep understanding: Two systems today, or two spreadsheets?
prospect understanding: One of each, sadly.
rep understanding: Who owns that project on your side?
prospect understanding: Officially finance, in practice me.
rep sharing: Importing from a spreadsheet takes us a day, from the other system about a week.
rep sharing: We run both months in parallel so nobody is paid wrongly on day one.
prospect understanding: What's the damage for a hundred and ten staff?
rep sharing: Six dollars fifty a head, onboarding included.
prospect setting: Put that in writing, and copy our finance manager.
rep setting: Done today, and shall we pencil in a walk-through for the three of us?

# en d11
prospect understanding: Honestly I don't see what's wrong with our punch cards.
rep understanding: Fair, what happens with them at the end of the month?
prospect understanding: Two girls add them up for three days.
rep understanding: And in those three days, what can't they do?
prospect understanding: Recruitment, which is why we're short of eleven operators.
rep understanding: So the cards cost you six days of hiring each month, did I get that right?
prospect none: Never thought of it that way.
rep sharing: The reader on the wall adds up by itself, they only look at the exceptions.
rep sharing: It is about the price of one temp for two months.
prospect setting: All right, come and show it to the two of them first.
rep setting: Does Wednesday morning suit the ladies?
prospect setting: Wednesday works.
rep connecting: Lovely, I'll bring kuih for everybody.

# en d12
rep connecting: Mr Halim, congratulations on the second kitchen, I saw the photos.
prospect connecting: Thank you, the family is very proud.
prospect understanding: But now I'm running between two places like a madman.
rep connecting: I can imagine, that must be exhausting.
rep understanding: Which of the two gives you the bigger headache with people?
prospect understanding: The new one, the boys there are students, they swap among themselves and tell nobody.
rep sharing: Swapping is allowed in the app, but only between people who can do the same station.
rep sharing: And you see it straight away on your phone.
prospect understanding: Is it in Malay also?
rep sharing: Malay, English, Chinese and Bengali.
prospect setting: OK call me after Raya, now too hectic.
rep setting: Sure, I'll ring you on the Monday after.
prospect none: OK ya, salam.

# en d13
rep none: Let me just share my screen.
prospect none: I only see a black box.
rep none: And now?
prospect none: Yep, got it.
rep sharing: On the left you have your outlets, on the right next week, red means understaffed.
rep sharing: If I drag Siti to Thursday it tells me she would exceed forty-four hours.
prospect understanding: Can my supervisors see the pay rates?
rep sharing: Only if you let them, by default they see hours and no money.
prospect understanding: Our union agreement says eleven hours between shifts, does it know that?
rep sharing: It's a rule you tick once, then nobody can plan against it.
prospect understanding: We have about thirty such rules, some of them contradict each other.
rep setting: Could you mail me those thirty so that I can set up your own sandbox?
prospect setting: I'll get our HR to forward them tomorrow.

# en d14
rep connecting: It's been ages, are you still cycling to work?
prospect connecting: Until the rain started, now I'm back to the train.
rep understanding: What changed since we last spoke, are you still looking for a recruitment tool?
prospect understanding: We froze hiring in March but the board just opened forty positions.
rep understanding: By when do they have to be filled?
prospect understanding: Before the new line starts, so end of the third quarter.
prospect understanding: And I have no budget of my own, it sits with operations.
rep understanding: Who decides there, is it still Mr Tanaka?
prospect none: Yes.
rep sharing: Candidates apply by WhatsApp in two minutes, which is how a plant nearby filled sixty jobs in five weeks.
rep setting: Would you introduce me to Mr Tanaka next week?
prospect setting: I'll bring you along to our Thursday operations meeting.

# en d15
prospect understanding: Your quotation is nearly double what I budgeted.
rep understanding: Which part of it surprised you most?
prospect understanding: The set-up fee, nobody mentioned that.
rep connecting: You're right, that is on me and I apologise.
rep sharing: The fee covers the data move; if your team prepares the file we can drop it.
rep sharing: That leaves four ringgit twenty a head, within ten percent of your budget.
prospect none: Okay.
prospect understanding: We'd still need approval from headquarters in Osaka.
rep understanding: How long does that normally take?
prospect understanding: Three weeks if nobody is on holiday.
rep setting: I'll revise the quotation by tonight so that you can submit it tomorrow.
prospect setting: Good, submit tomorrow, and we speak on the twenty-third.
rep none: Bye for now.

# en d16
rep connecting: I used to be a ward clerk myself, so I feel for your team.
prospect connecting: Then you know why we all have grey hair.
rep understanding: How many of your nurses asked for a different shift last month?
prospect understanding: Half of them, and every change goes through matron's WhatsApp.
prospect understanding: She answers at midnight because she can't bear to leave them waiting.
rep understanding: If that stopped tomorrow, what would matron do with her evenings?
prospect connecting: Sleep, I hope, she's a dear.
rep sharing: Requests go to whoever may approve them and what breaks the rest rules is refused at once.
prospect understanding: Is the data kept in the country?
rep sharing: In Singapore, encrypted, and you can have a copy any time.
prospect setting: I'd like matron to see this with her own eyes.
rep setting: Let me come to the ward for twenty minutes at the end of a shift, which day is quietest?
prospect setting: Sundays after two.

# en d17
rep understanding: How do your drivers tell you they've started?
prospect understanding: They ring the dispatcher, he writes it on the whiteboard.
prospect none: Hold on, someone's at the door.
prospect none: Sorry, carry on.
rep understanding: And the overtime at the weekend, where does that come from?
prospect understanding: Container delays, half the time we can't prove it to the client though.
rep sharing: With location stamps you have the proof, minute by minute, and can bill the waiting.
rep sharing: A haulier in Klang gets back eighteen thousand a month that way.
prospect understanding: My drivers would hate being tracked.
rep sharing: It only records while they're on duty, that's the point we make in every briefing.
prospect setting: Let's test with five trucks, if they don't revolt we go on.
rep setting: Five trucks from Monday, I'll come at six to brief them.

# en d18
rep connecting: I really appreciated how frank you were at our last meeting.
prospect connecting: Life is too short for anything else.
prospect understanding: So frankly, we went with somebody else in May.
rep understanding: May I ask what tipped it?
prospect understanding: They promised to be live in two weeks, we're now in week nine.
rep connecting: I'm sorry to hear that, I know how much you had riding on it.
rep understanding: What is the part that hurts right now?
prospect understanding: Nothing talks to our accounts package, we key in everything twice.
rep sharing: Ours posts to it every night, I can show you a live customer with the same package.
prospect understanding: I can't throw out something I bought half a year ago.
rep setting: Understood, how about we look at it together when their first term ends, in November?
prospect setting: November is realistic, put me in your diary.
"""
