"""Sentences that the tagger learns from: English calls of eateries, clinics, shops, made for this project."""

from __future__ import annotations

CALLS = """
# en a01
prospect none: Golden Lotus Dim Sum, how may I help?
rep none: Could you put me through to whoever is in charge of the outlets, please?
prospect none: One moment, I'll transfer you.
rep connecting: Good afternoon Mr Tay, I'm Priyanka, I look after restaurant groups at Shiftwise.
prospect connecting: Ah, Priyanka, Chef Lim did say that somebody from your side would ring.
rep understanding: Who draws up the duty roster for your seven outlets at the moment?
prospect understanding: Each outlet manager does it in Excel, then posts a photo in the WhatsApp group.
rep sharing: You told me photos get lost, so here the latest roster is pinned on top for all outlets.
rep sharing: With us a waiter asks for a swap on his phone and the manager just taps approve.
rep sharing: A hotpot chain with eleven branches stopped using those photos within three weeks.
prospect setting: Come by the Jurong outlet next Tuesday, about three, after the lunch crowd.
rep setting: Tuesday at three it is, and I'll bring my colleague who set up the hotpot chain.

# en a02
rep connecting: Morning Dr Fernandez, how was the marathon on Sunday?
prospect connecting: Survived it, my knees are complaining, thanks for remembering.
rep connecting: Ouch, I did a half once and could not walk downstairs for days.
rep understanding: So when a nurse calls in sick at six in the morning, what do you do?
prospect understanding: My clinic manager wakes up and phones people one after another.
prospect understanding: We run four clinics with about thirty nurses, and two are always on leave.
rep sharing: The app pushes the open shift to every nurse who is free and qualified, all at once.
rep sharing: Certificates sit on the profile, and an expired one blocks the shift.
prospect none: Mm, I see.
rep setting: Shall I set you up with a sandbox on Wednesday so your manager can play with it?
prospect setting: Make it the week after, she's on a course until the twelfth.
rep setting: Noted, I'm moving the sandbox to the fifteenth and will tell her myself.

# en a03
rep none: hello can you hear me
prospect none: yeah you sound like you are in a tunnel
rep none: let me switch to my headset one sec
rep connecting: sorry about that, first day with the new headphones
rep understanding: how do your shop staff clock in today
prospect understanding: thumbprint machine but it jams when their hands are wet
prospect understanding: so they write in a book and my wife types it in on sunday night
rep connecting: your poor wife, sundays should be for family
rep sharing: our tablet uses the face so wet hands are no problem
prospect understanding: how much is the tablet
rep sharing: you can use any android one you already own, we only charge for the licence
prospect setting: ok send me the link and i try it at the bangsar shop first

# en a04
prospect none: You've reached the voicemail of Helen Marsh, please speak after the tone.
rep connecting: Hi Helen, Tom Whitaker here from Rotaline, we swapped cards at the Casual Dining Show.
rep setting: I'll try you again tomorrow around half ten, before service starts.
prospect none: To re-record your message, press two.
rep connecting: Helen, at last! Sorry for chasing you, I know August is mad for pubs.
prospect connecting: No need to apologise, I liked your message, you sounded human.
prospect understanding: We've nine pubs, and tips are the thing that drives me up the wall.
rep understanding: Is it the sharing out itself, or proving to HMRC that it was fair?
prospect understanding: Proving it, mostly, with the new law we must keep records for three years.
rep sharing: Every pool and every payout is logged, and you can print the lot for an inspector.
rep sharing: For nine sites you'd be looking at roughly two hundred and seventy pounds a month.
prospect setting: Let me run that past my business partner over the weekend.

# en a05
rep connecting: Selamat pagi Pak Rudi, this is Anita, we spoke briefly at the Jakarta café expo.
prospect connecting: Oh yes, you were the one who knew all about Toraja beans.
rep connecting: Haha guilty, my uncle has a small farm up there.
prospect understanding: We just opened our fifteenth café, so now I've got around two hundred baristas.
prospect understanding: Our BPJS goes to a consultant, but she is dear and always late with the numbers.
rep understanding: Roughly what does she cost you each month, if I may ask?
prospect understanding: About twelve juta, not including the year-end tax work.
rep sharing: Our whole package for two hundred people comes to less than half of that.
prospect none: Wah.
rep sharing: And the BPJS file comes out ready to upload, you don't have to retype a thing.
prospect setting: Please send the proposal to my finance manager, Ibu Wulan, and copy me.
rep setting: She'll have it tonight, and I'd like to ring both of you on Senin afternoon.

# en a06
prospect understanding: What I can't stand is finding out about overtime after it has been worked.
rep understanding: So the cost only becomes visible once the month is closed, have I got that right?
prospect none: Exactly.
rep sharing: Since you only find out afterwards, here's the live labour cost next to the till sales.
prospect understanding: Would that pull sales from Lightspeed?
rep sharing: Lightspeed, Square and Kounta all feed in every fifteen minutes.
prospect none: Righto.
rep connecting: By the way, that flat white your team made me on the way in was superb.
prospect connecting: Ha, I'll tell Josie, she's only been on the machine a fortnight.
prospect understanding: Anything above five grand goes to my brother, he's the money man.
rep setting: Then let's have your brother on the next call so he hears it first-hand.
prospect setting: He's in Perth till Sunday, so ring us Tuesday arvo.

# en a07
rep connecting: Hello Madam Siew, I'm Hakim, I took over your account from Jason who has moved to Penang.
prospect connecting: Aiyo, Jason left already? He was a nice boy.
rep connecting: He sends his regards and says your otah is still the best in Muar.
prospect understanding: Last time he quoted me for ten people, but now I have only six.
prospect understanding: The foreign workers' permits, I renew them myself and I always forget the date.
rep sharing: The system warns you ninety, sixty and thirty days before a permit runs out.
rep sharing: For six people the small plan is enough, that's fifty ringgit flat.
rep sharing: No lock-in, it runs month by month and you may stop whenever you like.
prospect setting: Okay then, you come to my shop after the school holidays and show me.
rep setting: I will WhatsApp you on the eighteenth to fix the exact time.
prospect none: Ok ok, bye bye.

# en a08
rep none: Hi, am I speaking with the practice manager?
prospect none: No, this is the reception, she's with a patient right now.
rep none: Do you know when she'll be free?
prospect none: Not before lunch, sorry.
rep setting: Could you tell her I'll ring again at two?
prospect setting: I'll leave a note on her desk for two o'clock.
rep connecting: Hello Mrs Okafor, thank you for taking my call on such a hectic Monday.
prospect connecting: That's all right love, it has calmed down now.
rep understanding: Your website mentions six hygienists; are they employed or self-employed?
prospect understanding: Four are on the books and two invoice us each month, which makes payday a puzzle.
rep sharing: This demo practice has the same mix as yours, look at the grey rows for the contractors.
rep sharing: You can run both kinds in one pay run, the invoices simply appear as a separate line.

# en a09
prospect understanding: Frankly, we looked at three systems last year and none could do split shifts.
rep understanding: What do your split shifts look like on a typical Friday?
prospect understanding: Eleven to two thirty, then back at half past five till closing.
rep sharing: Let me pull up the roster view, you'll see a split shift is just two blocks on one row.
prospect none: Hang on, my screen is still black.
rep none: Try refreshing the page.
prospect none: There we go.
rep sharing: The gap in the middle is unpaid by default, and you can override that per person.
rep sharing: If the clock-out is missing it turns orange, and you confirm it as paid with one click.
prospect setting: Finally! Get me that on a trial before the Melbourne Cup rush.
prospect connecting: You've obviously worked a floor before.
rep connecting: Three years at my aunt's trattoria in Leichhardt, I still have the burn marks.

# en a10
rep connecting: hi kelvin its suresh from payroll plus how are you doing
prospect connecting: im good just back from hatyai ate too much
rep connecting: haha same la my pants cannot button since deepavali
rep understanding: last time you said the boss wants to close two outlets is that still happening
prospect understanding: ya one closed already the other one the lease ends in march
rep sharing: no issue you pay only for active staff so the bill goes down by itself
rep sharing: leavers are kept seven years free of charge
prospect setting: ok i think can proceed, you prepare the agreement first
rep setting: will do, you'll have it before five today
prospect none: ok set

# en a11
rep connecting: Good evening Chef, I hope I haven't caught you in the middle of prep.
prospect connecting: You have, but my hands are clean, so you're lucky.
rep understanding: Fair enough, one question only: how many no-shows did you have last month?
prospect understanding: Among the staff? Eight, and five of those were casuals from the agency.
rep understanding: What does it cost you when a station is left empty on a Saturday?
prospect understanding: I lose a section, so call it two thousand dollars in covers.
rep sharing: Venues that use our shift reminders see no-shows fall by about forty per cent.
prospect understanding: That's your marketing figure, who can I actually talk to?
rep sharing: Marco at Osteria Balla was sceptical too, and he's been with us since 2021.
rep setting: I can connect the two of you by text tonight if you want to hear it from him.
prospect setting: Do that, and call me again on Monday, Mondays we're closed.
prospect none: Gotta run, ciao.

# en a12
prospect none: Good day, Bright Eyes Optical, Mei speaking.
rep none: Hi, I'm trying to reach Mr Gopal, the director.
prospect none: He's overseas until the end of the month.
rep setting: Would the first Monday after he's back be a good day to try him?
prospect setting: Better you email first, then he'll assign it to our HR lady.
rep connecting: Dear Mr Gopal, I was told you were in Lisbon, I hope the pastries lived up to their fame.
prospect connecting: They did, and my waistline has filed a complaint.
prospect understanding: Commission is our headache: opticians get a cut on lenses but not on frames.
prospect understanding: There are three tiers, and the mall kiosks have another scheme altogether.
rep sharing: You can define as many commission tables as you need, by product, tier and location.
rep sharing: An optician group in Ipoh went from two days of commission sums to twenty minutes.
rep sharing: Here on the left is the sales import, and on the right the commission it produces.
prospect setting: I shall ask Jenny to give you the three tables, then you build a sample for us.

# en a13
rep understanding: What made you pick up the phone to us this week rather than last year?
prospect understanding: We got fined by the Fair Work Ombudsman, that's what.
rep connecting: I'm really sorry to hear that, it must have been a horrible few weeks.
prospect connecting: Thanks, mate, the missus has been a rock through it.
prospect understanding: We paid bar staff a flat rate and missed the penalty rates on public holidays.
rep sharing: The award interpreter applies those penalty rates by itself, down to the minute.
rep sharing: We've a team of three employment lawyers in Melbourne who do nothing else.
rep sharing: When the award changes in July, you'll find the new rates loaded before the first pay run.
rep sharing: We can also rerun the last two years and show you precisely who was underpaid.
prospect setting: Right, get me a price for that back-check by end of week.
rep setting: You'll get it Thursday, and I'd suggest your accountant joins when we go through it.
prospect none: No worries, catch ya.

# en a14
rep connecting: Hi Farah, happy belated birthday, LinkedIn gave you away.
prospect connecting: Hahaha thank you, I stopped counting at thirty-nine.
rep understanding: You mentioned in the web form that you manage four pharmacies, is it still four?
prospect understanding: Five now, we took over a small one in Shah Alam from a retiring uncle.
rep sharing: You can run the fifth one as its own company and merge it later without losing the history.
prospect understanding: Can my pharmacists see each other's salary?
rep sharing: Never, each login shows only what its role allows, and we can test that together.
prospect none: Sorry, wait, somebody's at the counter.
prospect none: Okay I'm back.
rep setting: Why don't we import the five staff lists together on Wednesday morning?
prospect setting: Wednesday can, but after ten thirty, I open the shop myself.

# en a15
prospect none: Wrong extension, this is the warehouse.
rep none: Oh, my mistake, could you give me the number for the shop office?
prospect none: Dial zero and ask for Bernadette.
rep connecting: Bernadette, good morning, Colin Reeves, your cousin Patrick plays darts with my brother.
prospect connecting: Good grief, it's a small world, isn't it?
rep understanding: For holiday requests, is there a book, a form or just shouting across the floor?
prospect understanding: Shouting, mostly, and then a row about who shouted first.
rep sharing: Requests are time-stamped here, so nobody can argue about who was first.
rep sharing: For the ladies who won't use an app, the kiosk by the kettle works just as well.
prospect understanding: My budget's tiny, I get about a thousand a year for anything with a plug.
rep sharing: At twenty-two staff you'd stay under nine hundred for the year, VAT included.
prospect setting: Put it in writing and I'll take it to the owners' lunch on the sixth.
rep setting: I'll drop the quote through your letterbox myself, I'm in Harrogate tomorrow.

# en a16
rep connecting: Hi Dr Yeoh, congrats on the new dialysis centre, the photos of the opening looked great.
prospect connecting: Thank you, the lion dance nearly knocked over a machine.
prospect understanding: Our nurses do twelve hours, four on, three off, and public holidays mess it up.
rep understanding: How do you decide who gets the day in lieu and when it must be taken?
prospect understanding: Matron keeps it in her head, so when she is sick nobody knows.
rep sharing: The in-lieu day is credited as soon as a holiday is worked, and it lapses when you say.
prospect understanding: Where is the data stored, because the ministry will ask.
rep sharing: In a data centre in Cyberjaya, encrypted, and I can show the ISO 27001 certificate.
prospect none: Right, right.
prospect setting: I'd want Matron and our compliance officer to see this before I say anything.
rep setting: Then I propose a session for the three of you, would the ninth or the tenth suit?
prospect setting: The tenth, in the seminar room.

# en a17
rep connecting: thank you for having me, the shop smells amazing
prospect connecting: it is the pandan chiffon, take a slice later
rep understanding: so tell me how does the bakery team know who starts at three am
prospect understanding: there is a whiteboard at the back door and people take a picture of it
rep understanding: and when you change it after they took the picture
prospect understanding: then chaos, last month two bakers came on their off day
rep sharing: here any change goes to the phone right away and they must press seen
rep sharing: malay, mandarin, burmese and nepali, each person picks his own
prospect none: ok ok
prospect setting: let me ask my head baker first, he is the one that will use it
rep setting: sure, i drop by on friday for the answer, and for the chiffon
prospect setting: friday no good, big cake order, monday lah

# en a18
rep understanding: If we look at January, how long did the pay run take from start to finish?
prospect understanding: Four days, because the branches send their claims in late.
rep understanding: Let me play that back: late claims first, and bad bank details second?
prospect none: Correct.
rep sharing: Regarding the bank details, the format is checked the moment the employee types it in.
rep sharing: As for claims, you set a cut-off and whatever comes after rolls into the next month.
rep sharing: A manager may overrule the cut-off with a reason, and it stays in the audit trail.
prospect connecting: I must say you explain this better than the last fellow.
rep setting: Kind of you; may I book an hour with your payroll clerk to test a real bank file?
prospect setting: Go ahead and book it, her calendar is open on Mondays.
rep setting: If her file goes through, we draw up the order form the same week, agreed?

# en a19
prospect none: Press one for reservations, two for events, or stay on the line.
rep none: Hello? Is anyone there?
prospect none: Yes hello, this is the events desk.
rep connecting: Hi Gemma, I'm Lachlan, I look after the staffing software at the Boathouse near you.
prospect connecting: Oh, we love the Boathouse, our kids learned to sail there.
prospect understanding: For a wedding I need forty casuals, for the rest of the week just eight.
rep understanding: Where do the forty come from, your own list or an agency?
prospect understanding: A spreadsheet of uni students, half of the numbers are dead.
rep sharing: You'd invite the whole pool in one go, and the first forty to say yes are in.
rep sharing: Unlike Deputy, you don't pay for every casual on the list, only for those who worked.
prospect setting: My director needs to nod at this, I'll grab her after the tasting tonight.
rep setting: Let's trial it on the wedding you have on the fourteenth.

# en a20
rep connecting: Hi Azlan, how's the little one, sleeping through yet?
prospect connecting: Not even close bro, I'm living on kopi.
rep connecting: Hang in there, ours took eleven months.
prospect understanding: My problem is, the mall opens at ten but my people drift in at twenty past.
rep understanding: Do you dock them for that, or do you just get angry?
prospect understanding: Just get angry, because I have no proof of when they came.
rep sharing: Clock-in works only within fifty metres of the shop, so there is your proof.
rep sharing: It takes a selfie each time, and the system flags a face that does not match.
prospect none: Hahaha, okay.
prospect setting: Come, let's start with the Sunway kiosk next month, then we see.
rep setting: Deal, I need from you the staff names and phone numbers by the twenty-fifth.

# en a21
rep none: Sorry, you broke up there.
prospect none: I said I'm in the lift, give me ten seconds.
prospect none: Okay, can you hear me better now?
rep understanding: Loud and clear; you were telling me about the physio who left over her pay?
prospect understanding: Yes, she was underpaid three months running, we only noticed when she quit.
rep connecting: That must have hurt, good physios are so hard to find.
prospect understanding: They're paid per session, with a different rate for home visits.
rep sharing: Sessions come straight out of Cliniko, so the pay follows the diary and not a memory.
rep sharing: The link isn't technical, you paste an API key and we map the appointment types with you.
prospect understanding: I doubt the partners will spend money before the new financial year.
rep setting: In that case, how about we agree to pick this up in the first week of July?
prospect setting: July then, and remind me in June so I can put it on the agenda.

# en a22
rep connecting: Ms Goh, this is Bryan, your neighbour from the fourth floor of Tai Seng Centre.
prospect connecting: Oh, you're the company with the ping-pong table, we hear you at lunch.
rep connecting: Guilty, and my apologies for the noise.
prospect understanding: We're a confectionery, twelve counters, mostly aunties on part-time contracts.
rep understanding: How do you work out CPF for the ones whose hours change every week?
prospect understanding: My accounts girl uses the calculator on the CPF website, one by one.
rep sharing: It takes the hours from the counter and computes CPF, SDL and the funds in one go.
rep sharing: There's also a grant that covers up to half of the first year for SMEs.
rep sharing: No hidden charges, the hotline is included, and the people who answer sit upstairs.
prospect setting: Then I'll come up on Friday with my accounts girl, can?
rep setting: Friday's fine, and I'll have the grant form ready for you to sign.

# en a23
prospect connecting: Before we start, sorry for standing you up last week, we had a flood in the cellar.
rep connecting: Goodness, please don't apologise, is everything dry again?
prospect connecting: Just about, we lost a few nice Riojas.
rep understanding: What would have to be true by Christmas for you to call this a success?
prospect understanding: I'd spend my evenings with guests and not with rotas.
rep sharing: The auto-fill drafts the week in under a minute from last year's covers and your rules.
prospect understanding: I'm wary, the last clever tool put my pot washer on the grill.
rep sharing: I understand the worry, so skills are hard limits and it never crosses them.
prospect none: Hm.
rep setting: As a next step I'd load one real week of yours and send you the draft by Thursday noon.
prospect setting: Fine, I'll dig out the week of the bank holiday for you.

# en a24
rep none: uh so um
prospect none: take your time
rep connecting: sorry long day, we just moved house and the cat is still missing
prospect connecting: oh no hope you find it soon, mine once hid in the dryer
rep understanding: ok so you wrote that the security guards and the cleaners are paid weekly
prospect understanding: weekly yes and the shop staff monthly, two different cycles
rep sharing: both cycles can live side by side and the tax adds up across them
rep sharing: payslips come as pdf, print or sms, it is up to you per person
prospect setting: all right leave me the trial login and i play with it tonight
rep setting: sending it now, and i will check in with you on saturday
prospect none: thank you good night
"""
