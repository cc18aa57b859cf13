"""Words that are nobody's name though they have a capital: sentence openers, titles, home countries, institutions."""

from __future__ import annotations

_OPENERS = """
a about above according across actually after again against ago agreed ah all allow almost along already alright also although always am
among an and another any anyone anything anyway are around as ask asking at away back based because been before behind being believe below
beside besides best better between beyond both brief briefly building but by call calling can cannot case checking clear clearly come
coming compared congratulations congrats could curious currently day dear delighted depending despite did do does done don't down during
each earlier easy either else end enough especially even eventually ever every everybody everyone everything exactly excuse far feel few
finally find first following for fortunately free fresh from full further generally get getting give giving given glad go going good got
grateful great greetings had half hand happy hard hardly has have having he hear hearing hello help helping her here hey hi his honestly
hope hopefully hoping how however i idea if imagine importantly in indeed instead interested into is it its joining just keep keeping kind
kindly know knowing last lastly late lately later least less let lets like likewise little long look looking lots made maintain make making
many may maybe me mean meanwhile meet meeting might mind mine mindful more most mostly much must my naturally nearly need neither never next
nice no nobody none nor normally not note nothing noted now obviously of off often oh ok okay on once one only onto open opening or other others
otherwise ought our out over overall part past per perhaps picking plain please plus point possibly previously probably put question quick
quickly quite rather reading ready really recall recap recently regarding regards related remember reply right said same saw say saying
second secondly see seeing seems send sending several shall share sharing she short shortly should show showing similarly simple simply
since sincerely small so some somebody someone something sometimes somewhere soon sorry specifically start starting still stop such suppose
sure take taking talk talking tell than thank thanks that the their them then there therefore these they thing things think thinking third
this those though thought through throughout thus till time to today together tomorrow tonight too top toward towards tried try trying
two under understood unfortunately unless until up upon us use using usually very via was way we welcome well were what whatever when
whenever where whereas wherever whether which while who whoever whole whom whose why will wish with within without wonder wondering word
words would writing yes yesterday yet you your yours
ada adakah adalah agar akan akhir anda apa apabila apakah apa-apa assalamualaikum atas atau awak bagaimana bagaimanakah bagi banyak
beberapa bila bilakah bisa bisakah boleh bolehkah buat dah dalam dan dapatkah dari dengan di dia gimana hai halo harap hari helo ingin ini
itu izinkan jadi jam jika juga kalau kami kapan karena kebetulan kemarin kerana kira kita lagi lalu maaf maka mari masih mau mengapa
menurut minta mohon mudah-mudahan mungkin nak nanti namun oleh pada permisi perkenalkan rasanya sama saya sebab sebagai sebelum sekarang
selain selamat selepas salam semoga senang seperti sekadar sila silakan siapa sudah sudahkah supaya tadi tapi tentang terima terkait
tetapi tiap tidak tolong untuk walaupun ya yang
"""
# What a sentence may begin with that says nothing of whom it speaks.
OPENERS = frozenset(_OPENERS.split())

_TITLES = """
mr mrs ms mdm madam miss dr prof sir pak bapak bpk bu ibu mas mbak kak abang bang encik en puan pn cik tuan datuk dato datin tan-sri
haji hj hajah tengku tunku
"""
TITLES = frozenset(_TITLES.split())

_LEGAL = "pte ltd limited sdn bhd berhad pt cv ud tbk inc co corp llc llp plc gmbh"
LEGAL_FORMS = frozenset(_LEGAL.split())

# At home here one may ask after without a fact; any other country has to be on the sheet.
HOME_COUNTRIES = frozenset({"singapore", "singapura", "malaysia", "indonesia"})

_WELL_KNOWN = """
cpf bpjs epf socso eis kwsp perkeso sdf hr hrd pdf sms whatsapp linkedin zoom teams google ok okay am pm faq it ceo cfo coo md gm ot
q&a sgd myr idr rm rp usd i excel raya hari ramadan lebaran deepavali diwali christmas natal imlek cny bin binti bte al van de english malay mandarin bahasa melayu pagi siang sore petang malam sejahtera
sst gst vat ppn pph npwp kyc sop ps re fwd new year e-mail
"""
# The institutions, tools and abbreviations that a sales letter in Singapore, Malaysia or Indonesia may name without a fact.
WELL_KNOWN = frozenset(_WELL_KNOWN.split())
