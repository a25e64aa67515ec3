"""Table: first names that only women or only men usually bear here. For telling "Mr Marsh" from "Ms Marsh", no more."""

from __future__ import annotations

from bot.anonymity.ordinary import word_set

WOMEN = word_set(
    """
    abigail ada adele agata agatha agnes agnieszka aileen aisha alana alexandra alice alicja alina alison
    amanda amelia amina amy
    ana anastasia andrea angela angharad anita anna annabel anne annette annie anthea antonia anya ashleigh
    audrey ayesha barbara
    beata beatrice belinda bernadette bethan bethany beth betty beverley blanche brenda bridget bronwen
    caitlin camilla carla
    carmen carol caroline carolyn catherine cathy cecilia celia ceri charlotte chloe christina christine
    ciara clara clare claire
    claudia constance cordelia coral daisy danielle daphne dawn deborah deirdre delia delphine denise diana
    diane donna dora doreen
    dorothy edith eileen elaine eleanor elena elizabeth ella ellen elsie emily emma erica erin esme esther
    ethel eva eve evelyn
    faith farah fatima felicity fiona flora florence frances freya gabrielle gail gemma georgia georgina
    geraldine gillian gina
    giulia gladys glenda gloria grace greta gwen gwyneth hannah harriet hazel heather heidi helen helena
    henrietta hilda holly
    imogen ingrid irene iris isabel isabella isabelle ivy jacqueline jade jane janet janice jasmine jean
    jennifer jessica jill
    joan joanna joanne josephine joy joyce judith julia julie juliet karen kate katherine kathleen kathryn
    katie katrina kayleigh
    keira kelly kerry kimberley kirsty laila lara laura lauren leah leila leonora lesley lillian lily linda
    lisa livia lorna
    lorraine louise lucia lucy lydia lynda lynn lynne mabel madeleine maeve magdalena maisie marcia margaret
    maria marian marianne
    marie marina marion marjorie marta martha mary matilda maud maureen maxine megan melanie melissa mia
    michelle mildred miranda
    miriam moira molly monica muriel nadia nancy naomi natalie natasha nell nicola nina nora noreen olga
    olivia olwen ottoline
    pamela patricia paula pauline penelope penny petra philippa phoebe phyllis polly priscilla priya rachel
    rebecca rhian rhiannon
    rita roberta rosalind rose rosemary rosie roisin rowena ruby ruth sabrina sadie sally samantha sandra
    sarah seren shannon
    sharon sheila shirley shreya sian sienna siobhan sonia sophia sophie stacey stella stephanie sunita susan
    susannah suzanne
    sylvia tabitha tamara tanya tara teresa tess theresa thelma tina tracey trudy una ursula valerie vanessa
    vera verity veronica
    victoria viola violet virginia vivienne wanda wendy wilhelmina winifred yasmin yvette yvonne zainab zara zoe zuzanna
    """
)
MEN = word_set(
    """
    aaron abdul abraham adam adrian ahmed aidan alan alastair alasdair albert aled alexander alfie alfred
    alistair ambrose
    andre andrew aneurin angus anthony antonio archibald archie arnold arthur aubrey austin barnaby barry
    bartholomew basil
    benedict benjamin bernard boris brendan brian bruce bryan callum calvin carl cedric charles christopher
    ciaran clement clifford
    clive colin connor conor craig cuthbert cyril damian daniel darren david dean declan denis dennis derek
    desmond dmitri dominic
    donald douglas duncan dylan edgar edmund edward edwin eric ernest euan eugene evan ewan fabian felix
    fergus finlay francis
    frank frederick gareth gary gavin geoffrey george gerald gerard giles glenn godfrey gordon graham grant
    gregory grzegorz guy
    gwyn hamish hamza hans harold harry harvey hassan hector henry herbert herman howard hugh hugo humphrey
    hussein huw ian ibrahim
    ignatius igor imran isaac ismail ivan ivo ivor jack jacob jacek jakub james jarek jason jeffrey jeremy
    jerome jim joe joel
    john jonathan jonas joseph joshua juan julian justin karl keith kenneth kevin kieran krzysztof kyle lance
    lars laurence
    lawrence lee leo leon leonard leopold lewis liam lionel llewelyn lorenzo louis lucas luke magnus malcolm
    marcin marco marcus
    mariusz mark martin matthew maurice max michael miguel mohamed mohammad mohammed muhammad murray nathan
    nathaniel neil neville
    nicholas nigel noah noel norman oliver omar oscar osman oswald otto owen patrick paul pedro percy peter
    petr philip piotr quentin
    rafael rajesh ralph ramesh raphael rashid raymond reginald reuben rhodri rhys richard robert roderick
    rodney roger roland ronald
    rory ross rowan rupert russell ryan samuel sanjay scott sean sebastian seamus sergei seth shaun sidney
    simon stanley stefan
    stephen steven stewart stuart sunil sven tariq terence theodore thomas timothy toby tom trevor tristan
    tyrone umar victor vijay
    vincent viktor walter warren wayne wesley wilfred wilhelm william winston xavier yusuf zachary zbigniew
    """
)


def is_mans(first: str) -> bool | None:
    """True for a man's first name, False for a woman's, None where the table does not know."""
    lower = first.lower()
    if lower in MEN:
        return True
    return False if lower in WOMEN else None
