"""Words around names in English, Malay and Indonesian: titles, links, roles, and ordinary words that are also names."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a text with spaces between them."""
    return frozenset(words.split())


HONORIFICS = word_set(
    "mr mrs ms miss mdm madam mister dr doctor prof professor sir pak bapak bpk bu ibu mas mbak mba kak kakak bang abang mang teh "
    "encik en cik puan pn tuan datuk dato datin dato' datuk' seri sri tun tan-sri haji hj hajah hjh ustaz ustazah ir drs tengku "
    "tunku raden uncle auntie aunty boss bos koh cici nyonya bro sis"
)
# 'en', 'teh', 'bang', 'bro', … before a name only when they are written like a title.
WEAK_HONORIFICS = word_set("en teh bang mang miss boss bos bro sis sir uncle auntie seri ir")
CONNECTORS = word_set("bin binti bte bt ibn al van von der de da dos di del la ap al so do anak")
ROLES = word_set(
    "hr manager admin administrator sales info reception receptionist accounts account office director owner team support department "
    "dept unknown test finance ceo cfo coo cto founder head executive assistant officer contact customer client service hotline main "
    "general enquiry enquiries na nil none null operations purchasing procurement payroll marketing human resources personnel"
)
PLACES = word_set(
    "singapore singapura malaysia indonesia jakarta bali bandung medan surabaya yogyakarta penang johor kuala lumpur selangor kl jb "
    "asia pacific asean southeast china india hong kong batam sabah sarawak melaka ipoh jawa java sumatra london australia"
)
MONTHS = word_set(
    "january february march april may june july august september october november december januari februari maret mac april mei juni jun "
    "julai juli agustus ogos agus september oktober november disember desember jan feb mar apr aug sep sept oct nov dec"
)
DAYS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday senin selasa rabu kamis khamis jumat jumaat sabtu minggu ahad isnin today "
    "tomorrow besok esok"
)
# These stand everywhere in lower case: a whole name made of them is one only when it is written like a name.
FUNCTION_WORDS = word_set(
    "will may can mark see so go an man ada dan yang di tim ini hari an the for and to do be is am are was we he she it no not in on at by "
    "my me us or as of if up out all any how who why has had have let say said one two tiga dua satu bulan minggu jam"
)
# Names of companies made of nothing else are ordinary phrases in small letters: 'the best price', 'our next step'.
VERY_ORDINARY = FUNCTION_WORDS | word_set(
    "next first best price good better fast quick new old big small great food foods point market value time work people business service "
    "services solutions group company home house hotel city central step steps plan team day days call care health online smart one total "
    "besar baru baik kecil pertama utama harga"
)
# Ordinary words that are also given or family names: alone they are names only where something says so.
ORDINARY = (
    FUNCTION_WORDS
    | MONTHS
    | DAYS
    | PLACES
    | ROLES
    | word_set(
        "rose grace hope joy bill rich frank grant chase art sue jack pat drew dean faith dawn summer spring autumn winter christian hunter "
        "mason max ray rob sky jade pearl ruby ivy lily daisy violet iris heather eve star long young king queen white black brown green "
        "gray grey stone wood woods hill bush cook baker fisher miller price cash law power best day days love little sharp swift strong "
        "page pages field fields bell bird wolf fox lamb rice gold silver diamond crystal amber coral ginger olive basil sage miles major "
        "noble prince duke earl guy buddy sunny happy merry carol harmony melody charity patience prudence constance justice trinity "
        "victor victoria victory glory destiny angel heaven serenity precious blessing gift lucky fortune chance storm rain snow ocean "
        "river brook lake forest banks street gates church temple parks west east north south norm wade skip chip dick rod don tony barry "
        "harry larry penny sandy randy candy cherry berry mercy joyful bright wise smart short small large stark bond cross french english "
        "german holiday friday monday valentine easter noel marina regina gloria viola sonny sun moon song sing sang fun fan chew chin "
        "hay yam tee low sim lay van ham pin ton lot sum son "
        "indah dewi putri putra bunga mawar melati cinta surya bintang jaya budi setia adil aman amin baik cahaya cahya damai fajar iman "
        "intan jelita kasih lestari maju mega mulia permata perdana puspa rahmat rejeki rezeki ria satria suci tari timur utama wira agung "
        "bagus teguh tulus untung sabar subur sari murni mahal murah kaya raja makmur sentosa sejahtera selamat salam bersama mandiri karya "
        "muda baru besar kecil tinggi bumi langit laut pantai gunung pelangi mutiara kencana harapan berkat anugerah eka dwi tri dian wahyu "
        "gita lili mentari pertiwi asa bang kan nah wang oh kok lah along merah putih hitam hijau biru made nyoman ketut wayan global summit "
        "prime future first next city metro central national international united general premier royal grand golden modern classic digital "
        "smart quick fast fresh super mega ultra mini pro plus point market mart shop store retail foods food care health home house hotel "
        "logistics trading services service solutions systems technology tech group holdings holding company industries industry "
        "engineering construction security cleaning transport travel education academy school clinic medical dental beauty fashion sports "
        "media design consulting capital invest bank insurance property development resources energy water air sea land star target apple "
        "orange mango delta alpha beta omega sigma vision mission focus impact unity alliance partners network link connect bridge gateway "
        "universal standard quality value discount budget express direct online mobile payroll rostering sinar sumber mitra cipta indo "
        "nusantara perkasa abadi sukses prima lancar makanan toko warung kedai orchid garden paradise sunrise sunset horizon pacific "
        "dynamic active advance advanced professional creative innovation innovative excellence excel progress growth"
    )
)
NICKNAMES = {
    "robert": ("bob", "rob", "bobby"),
    "william": ("bill", "billy", "will"),
    "richard": ("rick", "dick", "rich"),
    "michael": ("mike", "mikey"),
    "jennifer": ("jen", "jenny"),
    "elizabeth": ("liz", "beth", "lizzie"),
    "katherine": ("kate", "kathy", "katie"),
    "catherine": ("cathy", "kate"),
    "margaret": ("maggie", "peggy"),
    "james": ("jim", "jimmy"),
    "john": ("johnny", "jack"),
    "joseph": ("joe", "joey"),
    "thomas": ("tom", "tommy"),
    "charles": ("charlie", "chuck"),
    "christopher": ("chris",),
    "christina": ("chris", "tina"),
    "daniel": ("dan", "danny"),
    "david": ("dave",),
    "edward": ("ed", "eddie", "ted"),
    "andrew": ("andy", "drew"),
    "anthony": ("tony",),
    "benjamin": ("ben", "benny"),
    "alexander": ("alex",),
    "alexandra": ("alex", "sandra"),
    "samuel": ("sam", "sammy"),
    "samantha": ("sam",),
    "steven": ("steve",),
    "stephen": ("steve",),
    "matthew": ("matt",),
    "nicholas": ("nick",),
    "patricia": ("pat", "patty", "trish"),
    "patrick": ("pat",),
    "philip": ("phil",),
    "phillip": ("phil",),
    "rebecca": ("becky",),
    "susan": ("sue", "susie"),
    "timothy": ("tim",),
    "victoria": ("vicky",),
    "vincent": ("vince",),
    "kenneth": ("ken", "kenny"),
    "ronald": ("ron",),
    "raymond": ("ray",),
    "gregory": ("greg",),
    "jonathan": ("jon",),
    "joshua": ("josh",),
    "jeffrey": ("jeff",),
    "lawrence": ("larry",),
    "leonard": ("leo", "len"),
    "muhammad": ("mohd", "muhd", "mohamad", "mohammad", "md"),
    "mohamad": ("mohd", "muhammad"),
    "mohammed": ("mohd", "mohamed"),
    "mohd": ("muhammad", "mohamad"),
    "abdul": ("abd",),
}
GREETINGS = word_set("hi hello hey halo hai dear thanks thx kepada untuk morning afternoon evening")
PRONOUNS = word_set("i you we they it he she this that your my our the there anda saya kami kita dia mereka")
# What a name at the beginning of a sentence does: 'Mark said …', 'Hope asked …'.
SAYS = word_set(
    "said says asked asks told tells wants wanted called calls confirmed agreed agrees replied wrote signs signed decides decided left joined "
    "knows thinks needs likes sends takes handles manages prefers from here speaking is was has had isn't urus jawab bilang kata minta cakap tanya setuju belum sudah dah mau nak akan tidak menolak"
)
# A month's name is the month after or before these, and beside a number.
OF_DATES = word_set(
    "in by on until till since from of early late mid next last this end before after to through during and or every bulan akhir awal "
    "pada sampai hingga sejak sebelum setelah tanggal dan dari ke tahun depan lalu"
)
CLOSERS = word_set("from calling speaking here dari daripada bercakap")
# No names: what stands between 'this is' or 'saya' and 'from' or 'dari' otherwise.
NO_NAMES = (
    FUNCTION_WORDS
    | PRONOUNS
    | DAYS
    | PLACES
    | ROLES
    | CLOSERS
    | word_set(
        "a just only also really very still about different far coming away apart back free what where when how their his her its great good "
        "important urgent fine okay ok correct right wrong true sure sorry happy glad interested looking trying going getting getting actually "
        "and but or with for juga sudah udah baru bukan datang pulang dapat dapet tahu tau dengar lihat kerja pindah mulai asli keluar ambil "
        "terima sedang lagi masih mau akan pun itu dah telah telepon telpon call hubungi tidak tak nggak belum pernah sama punya butuh perlu "
        "suka ingin nak boleh bisa coba cuba tengok rasa fikir pikir harap minta kota rumah kantor pejabat software hubspot slack whatsapp zoom "
        "excel google microsoft office monday linkedin salesforce aircall twilio name number email phone working based handling responsible"
    )
)
