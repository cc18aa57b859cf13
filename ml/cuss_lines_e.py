"""Sentences that the tagger learns from: English calls of small offices, malls and chains, written for this project."""

from __future__ import annotations

CALLS = """
# en d19
prospect understanding: We're eight people, isn't your thing made for giants?
rep sharing: The smallest team on it has five, they use it for leave and claims only.
prospect understanding: And how many hours would I need to learn it?
rep sharing: Most people send their first claim without reading anything.
rep understanding: What is it that takes you longest today, as a team of eight?
prospect understanding: Chasing people for their medical certificates.
prospect understanding: I'm the designer, I only do HR because nobody else would.
rep connecting: That's how most heroes of small offices begin.
rep sharing: They snap the certificate when they call in sick, it's filed under their name.
prospect setting: Can I try it without giving you a credit card?
rep setting: Of course, I'll open it for you now, you'll have the link in a minute.
prospect none: Cool, cool.

# en d20
rep connecting: Selamat pagi Pak Budi, it's Rachel from the Jakarta office.
prospect connecting: Good morning Ibu Rachel, how is the new baby?
rep connecting: Healthy and loud, thank you for asking.
rep understanding: Pak, last month you told me the THR calculation took you ten days.
prospect understanding: Eleven in the end, because of the people who joined in the middle of the year.
rep understanding: Did anybody complain about the result?
prospect understanding: Thirty-four did, and nineteen of them were right.
rep sharing: The holiday bonus is worked out from the joining date, to the day, and shows its working.
prospect understanding: What about contract workers?
rep sharing: They have their own rule, according to the regulation of 2021.
prospect setting: I want my director to hear this, he's back from Umrah on the tenth.
rep setting: Then I'll ask his assistant for the eleventh or twelfth.

# en d21
prospect none: Yeah.
prospect none: Right.
rep none: Are you still there?
prospect none: I'm here, I'm here.
prospect none: Let me see.
rep none: Take two.
prospect none: Could you say that once more?
prospect none: What was that?
rep none: Sorry, go ahead.
prospect none: No, you first.
rep none: Well then.
prospect none: Okay lah.
prospect none: Anyway.

# en d22
rep connecting: We have a friend in common, Mr Chew of Chew Brothers says hello.
prospect connecting: Old Chew! He owes me a round of golf.
rep understanding: He tells me you run the cleaning crews of half the malls in Penang.
prospect understanding: Eleven malls, three shifts, and every one of them wants proof of attendance.
rep understanding: What proof do you hand over today?
prospect understanding: Signed sheets, which everybody knows are filled in on the bus.
rep sharing: Ours is a fingerprint and a place, the mall can look at it themselves.
rep sharing: And you only pay for the days on which somebody worked.
prospect understanding: How does it cope with people who have worn fingers, chemicals do that.
rep sharing: They use a card or their face instead, about one in twelve does.
prospect setting: Quote me for three hundred, I decide before the tender closes.
rep setting: When does it close, so I can be a week ahead of it?
prospect setting: On the eighteenth.

# en d23
rep understanding: Walk me through the last payroll run, from the first to the last day.
prospect understanding: On the twentieth I beg everyone for their sheets, on the twenty-third I stop begging.
prospect understanding: Then I guess for those who didn't answer and fix it the month after.
rep understanding: How many such guesses on average?
prospect understanding: Fifteen, sixteen.
prospect connecting: Don't tell my boss I said guess.
rep connecting: My lips are sealed.
rep sharing: In our system the hours come in daily, so on the twentieth there's nobody to beg.
rep sharing: You press one button and compare with last month, differences are marked.
prospect understanding: Does it make the EPF file?
rep sharing: EPF, SOCSO, EIS and the bank file, ready to upload.
prospect setting: I need to see that with my own data before I say a word upstairs.
rep setting: Give me one anonymised month and I'll show you by Friday.

# en d24
rep connecting: Are you a Kopi O or a flat white person?
prospect connecting: Kopi O kosong, always.
rep connecting: Then I know what to bring on Tuesday.
rep understanding: Before that, who will sit in, only you or your brother as well?
prospect understanding: My brother signs the cheques, so he'd better.
rep understanding: What will he want to know first?
prospect understanding: Whether it works when the wifi in the basement is down, which is always.
rep sharing: The phone stores it and sends later, basements are our daily bread.
prospect setting: Tuesday at three then, at the Bedok outlet.
rep setting: Tuesday at three, I'll send you both an invite.
prospect none: Okay thanks, bye.

# en d25
rep connecting: First of all, happy birthday, LinkedIn told me.
prospect connecting: Ha, nothing is private any more, thank you.
rep understanding: You've been with the group for a year now, what did you set out to fix?
prospect understanding: Turnover, we lose one in three within ninety days.
rep understanding: What do they say when they leave?
prospect understanding: That they never know when they work next, and that pay is a surprise each month.
rep understanding: So predictable shifts and pay would be a win you could show, yes?
prospect understanding: It would be the win.
rep sharing: People see their plan four weeks ahead and what they've earned so far, every day.
rep sharing: At a supermarket chain early leavers fell from thirty-one to nineteen percent in a year.
prospect understanding: Was that only because of your tool?
rep sharing: No, they raised the base pay too; the survey puts the app at about half.
prospect setting: I like that answer, let's get our COO on a call.
rep setting: I'm free on the fifth and the sixth, which one should I hold?

# en d26
rep sharing: To answer your mail: yes, single sign-on works with your directory.
rep sharing: And the certificate you asked about is attached, renewed in August.
prospect understanding: Our security people want to know who can see the database.
rep sharing: Two engineers, by name, with every access logged.
prospect none: Noted.
prospect understanding: Legal still has an issue with clause nine, the liability cap.
rep setting: If your lawyer marks it up I'll have ours answer within two days.
prospect setting: I'll push them to return it by Thursday.
rep setting: And assuming that is settled, we sign in the last week of the month?
prospect setting: If nothing else pops up, yes.
rep connecting: You've been a pleasure to work with, whatever comes out of it.
prospect connecting: Likewise.
"""
