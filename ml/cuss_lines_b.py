"""Sentences that the tagger learns from: English calls of factories, hauliers, builders, for this project."""

from __future__ import annotations

CALLS = """
# en b01
prospect none: Meridian Castings, which department?
rep none: Plant HR, if you'd be so kind.
rep connecting: Mr Balakrishnan, good morning, this is Yvonne from Timekeep Asia.
prospect connecting: Morning Yvonne, Raymond from the Rotary Club spoke very highly of you.
rep connecting: That's generous of Raymond, he still owes me a game of badminton.
prospect understanding: We've 640 operators, three shifts, and the canteen subsidy depends on the shift.
prospect understanding: The shift is a coloured sticker on the pass, which they trade among themselves.
rep sharing: The same tap that clocks them in would open the right subsidy at the canteen till.
rep sharing: A die-casting plant in Senai saved eighteen thousand ringgit on meals in the first half.
rep sharing: There's nothing to dig or wire, the reader clips on to the turnstile you have.
prospect setting: Send your engineer down to look at our turnstiles, any morning next week.
rep setting: He'll be at gate two on Wednesday at nine, I'll forward you his IC number for the pass.

# en b02
rep connecting: g'day craig how'd the fishing go up at yeppoon
prospect connecting: yeah good got a couple of decent barra
rep connecting: nice one, i only ever catch a cold
rep understanding: so mate where are you up to with the fatigue rules
prospect understanding: auditors pinged us twice this year for drivers over fourteen hours
prospect understanding: logbooks are on paper in the cab and we see them a week later
rep sharing: the driver app counts the hours live and locks the next job if he's due for a rest
rep sharing: on the mount isa run with no signal it works offline and syncs later
prospect none: fair dinkum
prospect setting: chuck me a login for two trucks and we'll see after the next mount isa run
rep sharing: you get the fatigue report the way the regulator wants it, no retyping
rep setting: done, i'll give you a bell when they're back in the yard

# en b03
rep understanding: May I ask what prompted the tender, was there one particular incident?
prospect understanding: Our server died in Ramadan and three hundred people were paid two days late.
rep connecting: During Ramadan of all times, I can imagine how upset everybody was.
prospect understanding: Management wants it in the cloud by March, no more boxes under the stairs.
rep sharing: We run in two availability zones, so if one goes down the other carries on.
rep sharing: We promise 99.9 and delivered 99.97 over the past twelve months.
prospect none: Okay, noted.
prospect understanding: The tender board has seven members, and procurement has the last word.
rep sharing: On top of that a standby copy sits in Johor, and we rehearse the switch every quarter.
rep setting: We'll hand in our bid before the deadline on the thirtieth, both hard copy and online.
prospect setting: There's a compulsory briefing on the nineteenth, be there or you are out.
rep setting: Two of us will attend, please put down Siti Aminah and myself.

# en b04
prospect connecting: Sorry I'm late, the M6 was a car park.
rep connecting: Not to worry at all, I used the time to finish a rather good sausage roll.
prospect connecting: From Greggs? You're a man after my own heart.
rep understanding: With forty-five subcontractors at Solihull, how do you know who's on site?
prospect understanding: There's a signing-in sheet in the cabin, and in the rain nobody bothers.
rep none: Sorry, a lorry went past, I lost you for a second there.
rep sharing: You'd have a live list of heads on your phone, by trade and by gate.
rep sharing: It checks the CSCS card at the turnstile as well, so no card, no entry.
prospect understanding: I've got no money left on Solihull, but the Coventry job starts in the spring.
rep setting: Shall we then aim for Coventry and meet your site manager in February?
prospect setting: Sounds sensible, I'll ask Dev to find a slot in his diary.
rep setting: I'll ring Dev's office if I've heard nothing by the end of the month.

# en b05
rep none: Hello, sorry, is that Pak Hendra?
prospect none: Pak Hendra is in the plant, there's no signal inside.
rep none: No problem, I will try his office line.
rep connecting: Selamat sore Pak, thank you for the durian last time, my whole family fought over it.
prospect connecting: Hahaha, next time I'll give you two so there's peace at home.
rep understanding: About how many contracts are renewed in one quarter, Pak?
prospect understanding: Around eight hundred, and HR in Karawang re-enters everything each time.
rep sharing: Renewal can be done in bulk, you tick the names and the new PKWT letters are generated.
rep sharing: The compensation pay under the Job Creation law is worked out on the end date.
prospect setting: I will gather the HR team in Karawang, you come and present on the twenty-second.
rep setting: Siap Pak, I'll prepare a sample with ten of your real contracts if you send them before.

# en b06
rep understanding: On a scale of one to ten, how happy are you with the clocking terminals you have?
prospect understanding: Four, and that is being polite.
prospect understanding: It ought to tell me during the shift that line five is short, not afterwards.
rep sharing: Have a look here, the wall board turns red for line five two minutes after the bell.
rep sharing: Drag a name across from line six, and the labour cost moves to line five that minute.
prospect connecting: Very slick, I'm impressed.
rep connecting: Thank you, our developers will be chuffed, they grew up in a factory town.
prospect none: One sec, the siren is going off.
prospect none: Sorry, go on.
rep setting: I'd lend you a demo board for a fortnight, could your electrician hang it on Monday?
prospect setting: I'd have to clear it with the union rep first, give me till Thursday.

# en b07
rep connecting: hi ms tan i am following up after the logistics fair at marina bay
prospect connecting: oh yes you gave me that stress ball shaped like a container
rep connecting: that is the one, hope it survived
prospect understanding: barely, peak season, sixty drivers and every trip has different allowance
rep understanding: how is the allowance decided, by distance or by customer
prospect understanding: by zone plus after ten pm add fifteen dollars plus if two drops add eight
rep sharing: all those can be rules, the trip sheet comes in and the allowance comes out
prospect understanding: we use a transport system called haulio can you connect
rep sharing: we take their csv today, and the direct link is due in september
prospect none: ok understood
prospect setting: after the peak season then we talk, maybe mid february
rep setting: noted, i set a reminder for the sixteenth of february and call you that morning

# en b08
prospect none: The person you are calling is unavailable, please try again later.
rep none: That's odd, let me dial again.
prospect none: Yes, speaking.
rep connecting: Mr Whitfield, it's Naomi at Crewtime, sorry to ring you on your mobile.
prospect connecting: You're all right, I'm only watching cement dry, quite literally.
rep understanding: Your group bought two quarries last spring; are they on the same payroll yet?
prospect understanding: They kept a bureau in Leeds, north of thirty grand for a hundred and ten people.
rep sharing: On our tariff the same hundred and ten would come to about eleven thousand a year.
rep sharing: You'd keep the weekly run for the quarries and the monthly one for the office.
prospect setting: If the notice period on the bureau is short, I'm game; I'll look it up tonight.
rep setting: Shall I draft the notice letter to the bureau, so you only need to sign it?

# en b09
rep connecting: Good afternoon Encik Zulkifli, my condolences, I heard about your father.
prospect connecting: Thank you, it's been a month now, we are coping slowly.
rep connecting: Please take all the time you need, business can wait.
prospect connecting: No, it's good to talk about something else for a change.
rep understanding: At the palm oil mill, who counts the bunches, and where are they written down?
prospect understanding: The mandore writes it in a notebook, and my clerk can't read his handwriting.
rep sharing: The mandore would tap the count on a rugged phone, with a photo of the pile as evidence.
rep sharing: An estate in Lahad Datu does it with four hundred harvesters and hardly any disputes.
rep sharing: It has three big buttons only, and we train them under the tree, in their language.
prospect setting: Come to the estate after the monsoon, then the road is passable.
rep setting: I'd then fly to Tawau in the second week of March, kindly keep one day free.
prospect none: Eh, sekejap, somebody is calling on the walkie-talkie.

# en b10
rep understanding: Talk me through the last time an auditor asked you for attendance records.
prospect understanding: It took two clerks nine days, and still there were forty cards missing.
rep understanding: So audits cost you about three weeks of clerk time a year, correct me if I'm off.
prospect understanding: Double that, our buyers from Europe send their own auditors too.
rep sharing: You could give the auditor a read-only login, he filters by date and exports it himself.
rep sharing: The planner refuses the sixty-first hour and tells the supervisor why.
prospect none: Aha.
rep sharing: Two garment makers in Batam passed their SMETA audit with it last autumn.
prospect connecting: I know one of them, the owner's daughter studied with mine in Surabaya.
rep setting: Would you join them for a plant tour if I ask her father?
prospect setting: Gladly, any Friday in May is possible for me.

# en b11
rep connecting: Happy new year, Trish, did you get up to the lake?
prospect connecting: We did, snowed in for three days with four teenagers and no wifi.
rep connecting: You deserve a medal for that.
prospect understanding: Our Dayton plant goes from two shifts to four crews on a 2-2-3 pattern in April.
prospect understanding: ADP said it needs a custom build, at twelve thousand dollars.
rep sharing: That pattern is one of thirty that come with the product, there's nothing to build.
rep sharing: We used to be weak on multi-state taxes, but the 2023 engine covers all fifty.
prospect none: Uh, okay, got it.
rep setting: Let's do a side-by-side with your February data, say the week of the third.
prospect setting: The third is Presidents' planning, so make it the tenth, and invite Doug from finance.

# en b12
prospect understanding: Nobody in the workshop owns the problem, that's the problem.
rep understanding: If nobody owns it, who gets the phone call when the pay is wrong?
prospect understanding: Me, at eleven at night, usually from a welder with a colourful vocabulary.
rep connecting: Oh dear, I feel for you, I was an HR clerk in a shipyard once.
prospect connecting: Then you know the vocabulary.
rep sharing: Well, they'd see every hour and allowance before the run, and dispute it in the app.
rep sharing: In Batam the yard's pay disputes went from sixty to seven a month.
prospect understanding: I have to get three quotations, company policy.
rep setting: I'll make ours easy to compare, just pass me the template by Monday.
prospect setting: I'll forward it, and the committee opens the envelopes on the second of November.
rep setting: May I present to the committee in person before that date?
prospect none: That's my other line, hold on.
prospect none: Where were we?

# en b13
rep none: Testing, one two, can you see me?
prospect none: I see you, but your lips move and nothing comes out.
prospect connecting: Now yes, and I like the bookshelf, is that Pramoedya back there?
rep connecting: You've got a sharp eye, my mother taught literature in Yogya.
prospect none: Whoops, wrong button.
rep understanding: In your note you said the ferry crews sleep on board; are those hours paid?
prospect understanding: Standby is half pay, unless they're called out, then it is full and a half.
rep sharing: The captain presses one button on the bridge and standby flips to full for that crew.
rep sharing: Now I'm opening the June file, and there you see both rates under each other.
prospect setting: I'll show this to the port captain on Thursday, he decides on such things.

# en b14
rep connecting: hi bro wan, long time no see since futsal
prospect connecting: ya man my ankle still not ok
rep connecting: rest well la, next season we need our goalkeeper
prospect understanding: eh i want to ask, you all got system for lorry attendants or not
rep sharing: got, each lorry is one team, driver clocks in the whole team with one qr
prospect understanding: how much for thirty pax
rep sharing: thirty pax about one hundred eighty a month, gps included
prospect understanding: my uncle say the chinese software only eighty
rep sharing: true, but that one has no epf socso file and no local support, so of course cheap
prospect none: lemme see first ah
prospect setting: i bring my uncle to your office on saturday can or not
rep setting: can, eleven am, and bring one month of your lorry log so we key in together

# en b15
rep understanding: What are you hoping the new warehouse in Tuas will change for your people?
prospect understanding: Hopefully I can hold on to my pickers longer than six months.
rep understanding: What do they tell you in exit interviews?
prospect understanding: Unpredictable hours, every single time.
rep sharing: You said hours are the reason, so rosters go out four weeks ahead and pickers bid.
rep sharing: One parcel hub cut its turnover by a third after it let people bid.
rep sharing: Ballpark you'd be at seven hundred dollars a month, all modules.
prospect connecting: My, you're straightforward, I appreciate that.
rep sharing: That includes the bidding screen, and the set-up is done by our own people in Ubi.
rep setting: As you move in on the first of October, we'd need a yes by mid-August.
prospect setting: You'll get my answer once the lease is signed, that's the seventh.

# en b16
prospect none: Hargreaves Timber, Lorraine speaking.
rep none: Hello Lorraine, is Mr Hargreaves about?
prospect none: He's out in the yard on the forklift, what's it regarding?
rep none: It's about the clocking machine.
rep connecting: Mr Hargreaves, hello, I believe you were at school with our chairman, Peter Ashdown.
prospect connecting: Ashdown! He copied my Latin for three years.
rep connecting: I shall tease him with that, thank you.
prospect understanding: My clocking machine dates from 1987, I buy ribbons for it from a chap in Poland.
rep sharing: The new one hangs on the same hooks, takes a fob, and needs no ribbon at all.
rep sharing: It'd cost you less than the ribbons, three pounds a head and the clock thrown in.
prospect setting: Bring one along on your next round this way, I'm curious now.
rep setting: I'm over in Barnsley on the Thursday, expect me straight after your tea break.

# en b17
rep connecting: Thank you all for joining, especially Ms Ratna who's dialling in from her leave.
prospect connecting: Please, my kids are at the pool, I'm happy to hide in here.
rep setting: For today I suggest half an hour of demo and the last ten minutes for next steps.
prospect understanding: For me it's claims, our field technicians wait six weeks for their fuel money.
rep understanding: Is it six weeks due to missing receipts, or due to approvals?
prospect understanding: Receipts fade, approvers travel, and finance pays once a month only.
rep sharing: They snap the receipt at the pump, the amount is read out, and it's in the approver's queue.
rep sharing: With a fleet card feed there isn't even a receipt needed.
rep sharing: Anything above your limit is held, and the technician confirms the figure before it goes on.
prospect none: Sorry, somebody's microphone is on.
prospect setting: We'd like to test it with the Semarang crew first, ten technicians, one month.
rep setting: Agreed, I'll enrol the ten as soon as you send me their e-mail addresses.

# en b18
rep connecting: Deepak, it's Charlotte, I owe you an apology for Tuesday's wobbly demo.
prospect connecting: Don't be silly, these things happen, we laughed about it afterwards.
rep sharing: What you saw was the old test server, and this is how it behaves on the real one.
prospect none: Ah, right.
prospect understanding: Much faster; my people would still ask about the drivers' nights out money.
rep understanding: Is that the tax-free amount, or do you pay more than HMRC allows?
prospect understanding: Thirty-four ninety, so bang on the allowance for a sleeper cab.
rep sharing: Then it is a standard pay code, non-taxable, and it never touches the NI.
rep setting: Can I take it that we redo the demo for the whole team on Monday at four?
prospect setting: Monday's depot day, so Wednesday, and Moira from accounts should be in on it.
rep setting: Wednesday then, Moira invited, and this time I'll test the line beforehand.
prospect none: Lovely, ta-ra.

# en b19
prospect none: This meeting is being recorded.
rep understanding: How long has the Kronos contract still got to run?
prospect understanding: Eleven months, with a ninety-day notice clause in it.
rep understanding: What would you miss if you left them?
prospect understanding: Honestly, the absence calendar, it's the one thing the line leads adore.
rep sharing: Ours looks much like it, let me bring it up, and you can colour it by reason.
rep sharing: We bring over all ten years of history, we've written a converter for that export.
rep sharing: A tyre plant in Alabama moved 2.3 million punches in one weekend.
prospect connecting: Alabama? My folks live in Tuscaloosa, small world.
rep connecting: Roll Tide, then, or are you on the other side?
rep setting: Working back from your notice date, we'd want to have a signed paper by June.
prospect setting: I'll put you on the agenda of the steering group, they sit every second Tuesday.

# en b20
rep none: hello hello line not clear
prospect none: wait i go outside the container very echo
prospect none: ok now
rep connecting: wah container office, hot or not inside
prospect connecting: like sauna lah, i lose two kilo every week
rep understanding: boss your bangladeshi workers how they apply home leave
prospect understanding: they tell foreman, foreman tell me, i forget, they already bought the ticket
rep understanding: so you end up with no people on the day of casting
rep sharing: the app can set maximum five on leave for each trade, the sixth one must wait
rep sharing: and got bengali and tamil, they can also speak instead of typing
rep none: aiya the drilling started again, wait ah
prospect setting: can, i give you one dormitory to try, block c, you talk to foreman rahim

# en b21
prospect understanding: We're a freight forwarder, and it's our CRM that's the mess, not HR.
rep connecting: Glad you said so, I'd rather know early than waste your morning.
rep understanding: Where do the rates you quote live today?
prospect understanding: In the inboxes of nine salespeople, two of whom have left.
prospect understanding: We lost a biscuit account of four hundred containers, nobody saw the renewal.
rep sharing: A quote belongs to the customer here, not to a mailbox, so the renewal would pop up.
rep sharing: It plugs into Outlook, so your salespeople needn't learn yet another screen.
rep sharing: It reads tariff sheets in Excel; the PDF ones need the add-on at ninety dollars a month.
prospect none: Let me just close the door.
prospect setting: I want my two best sellers to break it first, give them access for three weeks.
rep setting: They'll receive their passwords by noon, and let us compare notes on the twenty-ninth.

# en b22
rep connecting: Kia ora Hemi, your All Blacks were something else on Saturday.
prospect connecting: Don't rub it in, you lot had it until the last five minutes.
rep understanding: Righto, you run concrete trucks out of Brisbane now, how many drivers?
prospect understanding: Eighty-two, every pour starts at a different hour, so I ring them at night.
rep connecting: Eighty-two calls a night, your poor voice must be gone by Friday.
rep sharing: They'd get the start time as a message and confirm it with a thumbs-up.
rep sharing: Whoever has not confirmed by ten is listed for you, so you make three calls and not eighty.
rep sharing: Texts are four cents each, in-app messages cost nothing.
prospect none: Yeah, nah, sweet.
prospect setting: I'm on the tools till Thursday, so ring us Friday smoko.
rep setting: Friday at ten, and I'll have a draft with your batch plant names in it.

# en b23
rep understanding: Before I show anything, which of the three modules do you need first?
prospect understanding: Payroll, because Mdm Rohana retires in July and it is all in her head.
rep connecting: Thirty-one years in one company, what a lady, do give her my congratulations.
prospect connecting: I will, she's training for a pilgrimage now, walks ten kilometres a day.
rep sharing: Then let's look at payroll, and at the checklist that captures what Mdm Rohana does by hand.
prospect understanding: She makes about fifteen corrections each month that none of us understand.
rep sharing: We sit next to her for two runs and turn each correction into a rule with a name.
prospect none: Yes, go on.
rep sharing: In a chemical plant at Kerteh that took us five weeks from first visit to first payslip.
prospect setting: So we have to begin in April at the latest, I shall tell the GM.
prospect none: You cut out after April, come again?
rep setting: I'd keep the first two weeks of April for you if you confirm by the fifteenth.
prospect setting: Give me until the GM is back from Doha, that's on the eleventh.

# en b24
prospect none: Site office.
prospect none: No, this isn't the tower crane hotline, love, you've dialled the wrong site.
rep connecting: I quite understand if you're fed up, twenty cold calls a day would finish me.
prospect connecting: Twenty-six yesterday, I counted.
rep understanding: Just so I don't become the twenty-seventh: are your crane operators paid by the lift?
prospect understanding: By the lift above a hundred, below that it's a day rate.
rep sharing: The log can be read straight from the crane, so the count isn't up to anyone's word.
rep sharing: On a site in Docklands it differed from the foreman's by nine per cent.
prospect none: Nine, really.
prospect setting: All right, you get fifteen minutes with me on Tuesday at seven in the morning.
rep setting: Tuesday, seven sharp, and I'll bring the Docklands report.
prospect none: Cheers, mind how you go.
"""
