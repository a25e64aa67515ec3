"""Tables: English words that are also names, words that are no surname, short forms of first names.

Only data and look-ups. Whether a word is a name in its place is decided in `matching`.
"""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """A table's words, parted by blanks."""
    return frozenset(text.split())


# First names and surnames that are ordinary words too: they count as a name only where the place says so.
NAME_WORDS = word_set("""
    able abbey ace alder amber angel apple april arch ark art ash aspen august autumn bacon bailey baker ball banks
    barber barker barley barn baron bat bay beach bean bear beck bell bench berry best bill birch bird bishop black
    blaze blessing bliss block bloom blue boar bob bolt bond book boon boot booth bottle bow bowler box branch brand
    brandy brave bread breeze brewer brick bridge bridges bright brook brooke brooks brown buck bud bull bunny burn
    burns bush butcher butler butter candy cane cannon canon card carol carpenter carter case cash castle chance
    chandler chapel chapman charity charm chase cherry chip christian church clay clement clerk cliff close cloud
    cole coal constant cook cooper copper coral corn cotton court coward cox crane crisp cross crow crown cruise cruz
    curry daisy dale dance dash dawn day dean deer destiny diamond dick dolly dolphin don dove down drake draper drew
    drummer duke earl early east ebony eden edge elder ember english eve ever ewer eye faith falcon farmer fawn fay
    fern field fields finch finn fisher fishwick fleet fleming flint flower flowers flynn ford forest forester foster
    fountain fox frances frank franks free freeman french friend frost fry fuller gale gardener gardner garland garnet
    gates gay gene gift ginger glass glen glover gold golden good goodman goose gore grace grain grant grass gray
    green greene grey grove guy hale hall ham hammer hand handy happy harbour hardy harmony harper harry harvest hart
    hash hatch hawk hay haze hazel head heart heath heather heaven hedge henry hill hills hob holiday holland hollow
    holly holmes honey honor honour hood hook hope horn house hunt hunter hurst ice in iris iron irons ivory ivy jack
    jade jasmine jasper jay jean jersey jet jewel jim jo job joiner jolly joy judge judy july june junior justice keen
    kemp key keys kid kim king kitchen kite knight knot la lake lamb lance land lane lark laurel law lawn lawyer leaf
    lee light lily lime lines lion little lock locke long lord lore love low lucky luck mace major mallet malt maple
    marble march mark marks marsh marshall martin mason mast master masters mat matt max may mead meadow melody mercy
    merry mile miles mill miller mills mint mist mister monday moody moon moor more moss mount mouse mo myrtle nash
    neat new newman nick night nightingale noble noon norm north oak oakley ocean odd old olive oliver opal orange
    orchard page pages paige palm palmer pansy paris park parker parks parson parsons pat patience peace peacock pear
    pearl pepper perry pert pet peter petty phoenix pierce pike pine piper pitt pitts place plant plum pole pond pool
    poor pope poppy porter post pot potter potts pound power powers precious price prim primrose prince prior prudence
    pry purple queen quick quill rabbit rain raine ranger raven ray read reader red reed reeve reeves rice rich riches
    ridge ring river rivers roach rob robin rock rocks rod rose rosemary rowan royal ruby rue rule rush rusty sage
    sailor salt sand sandy sandy's savage sawyer school scott sea season senior serena sergeant sharp shaw sheep
    sheet sheets shelf shell shepherd shield shields ship shore short silver simple singer singh skinner skip sky sky
    slack slate small smart smith smoker snow so son song south spark sparks spear spencer spring squire stable staff
    star starling steel step sterling still stone storm story street strange strong sue summer summers sun sunday
    sunny swan sweet swift tab tanner tally tall tan tap tailor taylor teal ted temple tempest terry thatcher thorn
    thorne tide tiger timber tinker todd tom tony topaz tower towers town trim trinity trip troy true truman turner
    twist tyler underwood vale valentine van vane vaughan velvet vera verity vicar victor victory vine violet viper
    wade wait waite wales walker wall waller walls walter ward warden ware warm warner waters watt watts way weaver
    webb webster wednesday weeks welch welcome well wells west wheat wheel wheeler white whitehead wild wilder will
    wills win winder windows wing winner winter winters wise wit wolf wood woods wool word worth wren wright yard
    york young zest ali an al ben bar bee dee do el go he hi ho it kit la li lo lou ma mac me my no on pa ping rio
    sam sid to us vi we yo tim gill reg ally teddy jamie faye
    """)

# Capitalised words that are neither first names nor surnames: a name beside one of them stands alone.
NO_NAME = word_set("""
    a about above academy account accounts acting after again all also although always am an and another any anyone
    apart are art arts as ask asked assistant at attn attendance aug august autumn away back band be because been
    before behind being best better between biology both boys bursar but by call came can caretaker cc cheers
    chemistry child children choir class classes classroom clerk club co code college computing contact copy could
    coordinator cover dear deputy did director do does drama due during each earlier either else email english enter
    even every everyone except exams file finance first for form forwarded francais french friday from fw fwd
    geography german get girls give given go good got governor great group had hall has have having he head
    headteacher heads hello help her here hers hey hi him his history how however humanities i if in is it its
    january february march april may june july september october november december just kind kitchen last later lead
    leader learning left let library like line log login long lunch mail manager many maths me media meeting member
    might miss mobile monday more morning most mr mrs ms mx much music must my name near network never new next night
    no nobody none nor not note nothing now number of off office officer on once one only or other our out over page
    paid pe people per perhaps phone physics play please pm poor posted premises primary principal print printed
    prof professor pupil pupils rang re reception receptionist regards registered religious reply reported
    rgds room said same sat saturday saw saying says school science secondary secretary see send sender senco sent
    she should sick since sincerely sir site sixth slt so some somebody someone sorry spring staff still student
    students subject such summer sunday supply support sure tel teacher teachers teaching team technician term thank
    thanks that the their them then there these they thing things this those thought through thursday till time to
    today told tomorrow too tuesday tutor two under until up urgent us user username very via visit was we wednesday
    week well went were what when where whether which while who whole whom whose why will winter wish wishes with
    without work would wrote year yes yesterday yet you your yours account author owner created modified exported
    signed initials owing entered recorded completed prepared requested approved by asap according
    printer owner user sender editor modifier uploader recipient organiser organizer attendee name forename
    surname firstname
    lastname title role source computer device host session reporter witness person key monitor desk who's
    dr madam mister nb ps pps ref regarding resources room's sen send sent's shared sheet signed team's teams
    """)

# A surname before one of these names a place or a body, not a person ("Hollinbrook Road").
PLACE_WORDS = word_set("""
    academy avenue bridge building castle centre center church close college community council court crescent drive
    estate farm fields foundation gardens gate green grove hall hill hotel house infants junior juniors lane library
    limited lodge ltd manor mews nursery park parish place plc primary road school secondary solicitors square
    station street surgery terrace theatre trust university village way wharf wing wood
    """)

TITLES = word_set("mr mrs ms miss mx dr sir prof professor madam mme mister rev revd fr sister")
MALE_TITLES = word_set("mr sir mister fr")
FEMALE_TITLES = word_set("mrs ms miss madam mme sister")

# Mailboxes that belong to an office: their name says nothing about who writes.
GENERIC_MAILBOXES = word_set("""
    accounts admin administration admissions attendance bursar contact dataprotection dpo enquiries exams finance
    head headteacher hello help helpdesk hr info it itsupport library mail noreply no-reply office payroll post
    postmaster principal reception safeguarding school sen senco staff support team
    """)

# A row: a long name and its other spellings, parted by slashes, then the short forms of all of them.
_SHORT = """
abigail abby abi gail | adrian ade | agnes aggie nessa | aidan | alan al | alastair/alasdair/alistair al ali |
albert al bert bertie | alexander alex al sandy sasha alec xander | alexandra alex sandra lexi lexie sasha alexa
| alfred alf alfie fred | alice ali | alison ali allie | amanda mandy | amelia amy milly millie mia | andrea
andie andy | andrew andy drew | angela angie ange | ann anne annie nan | annabel bella annie | anthony/antony
tony ant | antonia toni | archibald archie | arthur art artie | augustus gus | barbara babs barb barbie |
barnaby barney | bartholomew bart | beatrice bea trixie bee | benjamin ben benji benny | bernadette bernie |
bernard bernie | bethany beth | bridget biddy bridie | bronwen bron | cameron cam | camilla millie milla | carol
caz | caroline carrie caro caz | cassandra cass cassie |
catherine/katherine/kathryn/katharine/catharine/kathleen kaz kathie katy cathy kathy kate katie cat kat
kitty kath | cecilia cec celia | charles charlie chas chuck | charlotte charlie lottie lotte char |
christine/christina/kristina kris chris chrissie tina | christopher chris kit topher | claire/clare | clementine
clem | constance connie | cordelia delia | cornelius neil | cynthia cindy | daniel dan danny | danielle dani
danny | david dave davy dai | deborah/debra deb debbie debs | denise den | derek del | dominic dom | donald don
donny | dorothy dot dottie dolly | douglas doug dougie | edmund ed ned | edward ed eddie ted teddy ned | eleanor
ellie nell elly nora | elizabeth/elisabeth liz lizzie beth betty libby eliza lisa bess | ellen nell | emily em
emmy | emma em | ernest ernie | esther essie | eugene gene | evelyn eve evie | florence flo florrie flossie |
frances fran frankie fanny | francis frank | frederick fred freddie | gabriel gabe | gabrielle gabby gabi |
geoffrey/jeffrey geoff jeff | george georgie | georgina georgie gina | gerald gerry jerry | gerard gerry |
gertrude trudy gertie | gillian gill gilly jill | graham | gregory greg | gwendolen gwen | hannah han | harold
harry hal | harriet hattie harri | heather | helen nell | henrietta hettie etta | henry harry hal hank | hilary
| hubert bert | hugh hughie | humphrey | imogen immy | irene rene | isaac ike zac | isabel/isabelle/isabella
izzy bella issy | jacob jake | jacqueline jackie jacqui | james jim jimmy jamie | jane janey | janet jan |
jasmine jas jaz | jennifer jen jenny jenni | jeremy jez | jessica jess jessie | joan joanie | joanna/joanne jo |
john jack johnny | jonathan/jonathon jon jonny | joseph joe joey | josephine jo josie | joshua josh | judith
judy jude | julia jules | julian jules | juliet jules | kenneth ken kenny | kimberley kim | laura |
lawrence/laurence larry laurie | leonard len lenny leo | leonora nora | leslie les | lewis louis lou | lillian
lily | lucy lu | linda lin lindy | louisa louise lou | lucinda lucy cindy | lydia | madeleine/madeline maddie
maddy | magdalena lena magda | malcolm mal | marcus | marc mark | margaret maggie meg peggy marge margie madge
greta | marianne | marie | marilyn | martha marty | martin marty | mary molly polly | matilda tilly tilda mattie
| matthew matt matty | maureen mo | maurice mo | maximilian max | maxine max | melanie mel | melissa mel lissa |
mercedes | meredith merry | michael mike mick micky mikey | michelle shell chelle | mildred millie |
mohammed/mohammad/muhammad/mohamed/muhammed/mohamad mohd moh mo | nadia | nancy | natalie nat | natasha tasha
nat | nathan/nathaniel nat nate | neil | nicholas nick nicky nico | nicola nicky nic nikki | nigel nige | norman
norm | olivia liv livvy | oliver ollie | ottoline otti ottie lina | pamela pam | patricia pat patsy trish tricia
| patrick pat paddy rick | paula | pauline | penelope penny | peter pete | philip/phillip phil pip | philippa
pippa pip phil | phyllis | priscilla cilla | prudence prue | rachel/rachael rach | raymond ray | rebecca becky
becca bex | reginald reg | rhiannon | richard rick rich dick richie ricky | robert rob bob bobby robbie bert |
roberta bobbie | robin | roderick rod | rodney rod | roger rodge | roland roly | ronald ron ronnie | rosalind
ros roz | rosemary rosie rose | rowena | roy | rupert | russell russ | ruth ruthie | sabrina | sally sal |
samantha sam sammy | samuel sam sammy | sandra sandy | sarah/sara sally sadie | sebastian seb | sharon shaz |
sheila | shirley | sidney sid | simon si | solomon sol | sophia sophie | stanley stan | stella | stephanie steph
| stephen/steven steve stevie | stewart/stuart stu | sunita suni | susan sue susie suzy | susannah sue |
suzanne/susanne sue suzie | sylvia syl | tabitha tabby | teresa/theresa terry tess tessa | terence terry |
thaddeus tad | theodora thea dora | theodore theo ted teddy | thomas tom tommy | timothy tim timmy | toby |
tracey trace | ursula | valentine val | valerie val | vanessa nessa | veronica ronnie vee | victor vic |
victoria vicky vicki tori | vincent vince vinny | viola | virginia ginny | vivian viv | vivienne viv | walter
walt wally | wendy | wilfred wilf fred | wilhelmina mina billie | william will bill billy liam wills | winifred
win winnie | yvonne | zachary zac zach | zoe | priyanka priya | aleksandra ola | agnieszka aga | katarzyna kasia
| malgorzata gosia | krzysztof krzys | siobhan shiv | olga olya | jose pepe | francisco paco | ignacio nacho |
ekaterina/yekaterina katya | natalia/nataliya tasha | tatiana/tatyana tanya | svetlana sveta | dmitri/dmitry
dima | mikhail misha | giuseppe beppe | guillermo memo | cressida cressie cress | mustafa mo | abdulrahman abdul
"""


def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in _SHORT.split("|"):
        first, *shorts = row.split()
        longs = first.split("/")
        for long in longs:
            found.setdefault(long, set()).update({*shorts, *longs} - {long})
        for short in shorts:
            found.setdefault(short, set()).update(longs)
    return {name: frozenset(others) for name, others in found.items()}


_FORMS: dict[str, frozenset[str]] = {}


def short_forms(first: str) -> frozenset[str]:
    """Usual other forms of a first name, lower case: robert gives bob, rob ...; bob gives robert, not rob."""
    if not _FORMS:
        _FORMS.update(_groups())
    return _FORMS.get(first.lower(), frozenset())


def is_ordinary(word: str) -> bool:
    """The word is also ordinary English (or very short), so its mere letters prove no name."""
    lower = word.lower()
    return len(lower) <= 2 or lower in NAME_WORDS or lower in NO_NAME
