"""The invented families of the demo morning."""

from desk.office.demo.people import Home, Person

OSAGIE = Home(
    "TH-0341",
    "Osagie",
    "Nigeria",
    "en",
    (
        Person("Blessing", "Osagie", "F", "head", 34),
        Person("Destiny", "Osagie", "F", "child", 9),
        Person("Joy", "Osagie", "F", "child", 6),
    ),
    "Corso Vercelli 92",
    "+393515550142",
    "B1",
)
DIOP = Home(
    "TH-0288",
    "Diop",
    "Senegal",
    "fr",
    (
        Person("Aminata", "Diop", "F", "head", 29),
        Person("Moussa", "Diop", "M", "partner", 35),
        Person("Khady", "Diop", "F", "child", 0, 3),
    ),
    "Via Bologna 71",
    "+393515550163",
    "A2",
)
QUISPE = Home(
    "TH-0305",
    "Quispe Mamani",
    "Perù",
    "es",
    (
        Person("Rosa", "Quispe Mamani", "F", "head", 45),
        Person("Luis", "Quispe Mamani", "M", "child", 15),
    ),
    "Via Monte Rosa 14",
    "+393515550171",
    "B2",
)
POPESCU = Home(
    "TH-0256",
    "Popescu",
    "Romania",
    "ro",
    (
        Person("Mihaela", "Popescu", "F", "head", 38),
        Person("Andrei", "Popescu", "M", "partner", 41),
        Person("Ioana", "Popescu", "F", "child", 11),
    ),
    "Via Cherubini 8",
    "+393515550119",
    "B1",
)
CHEN = Home(
    "TH-0352",
    "Chen",
    "Cina",
    "zh",
    (
        Person("Mei", "Chen", "F", "head", 31),
        Person("Hao", "Chen", "M", "child", 5),
    ),
    "Corso Palermo 60",
    "+393515550188",
    "A1",
)
FERRI = Home(
    "TH-0360",
    "Ferri",
    "Italia",
    "it",
    (Person("Salvatore", "Ferri", "M", "head", 52),),
    "Via Sospello 131",
    "+393515550190",
    None,
)
EL_AMRANI = Home(
    "TH-0217",
    "El Amrani",
    "Marocco",
    "ar",
    (
        Person("Youssef", "El Amrani", "M", "head", 41, local="يوسف"),
        Person("Khadija", "Bennani", "F", "partner", 36, local="خديجة"),
        Person("Amina", "El Amrani", "F", "child", 12, local="أمينة"),
        Person("Ilyas", "El Amrani", "M", "child", 8, local="إلياس"),
        Person("Adam", "El Amrani", "M", "child", 0, 5, local="آدم"),
    ),
    "Via Cigna 118",
    "+393515550127",
    "A1",
    local="العمراني",
)
HOXHA = Home(
    "TH-0231",
    "Hoxha",
    "Albania",
    "sq",
    (Person("Arben", "Hoxha", "M", "head", 47),),
    "Via Baltea 30",
    "+393515550133",
    "B2",
)
IONESCU = Home(
    "TH-0244",
    "Ionescu",
    "Romania",
    "ro",
    (Person("Vasile", "Ionescu", "M", "head", 50),),
    "Via Lauro Rossi 5",
    "+393515550138",
    "B1",
)
ABDELRAHMAN = Home(
    "TH-0319",
    "Abdelrahman",
    "Egitto",
    "ar",
    (
        Person("Samira", "Abdelrahman", "F", "head", 33),
        Person("Omar", "Abdelrahman", "M", "child", 7),
    ),
    "Corso Giulio Cesare 210",
    "+393515550149",
    "A2",
)
MENSAH = Home(
    "TH-0262",
    "Mensah",
    "Ghana",
    "en",
    (Person("Kofi", "Mensah", "M", "head", 39),),
    "Via Feletto 12",
    "+393515550151",
    "B1",
)
DIALLO = Home(
    "TH-0270",
    "Diallo",
    "Guinea",
    "fr",
    (Person("Mariama", "Diallo", "F", "head", 27),),
    "Via Montanaro 44",
    "+393515550152",
    "A2",
)
RAHMAN = Home(
    "TH-0275",
    "Rahman",
    "Bangladesh",
    "bn",
    (Person("Abdul", "Rahman", "M", "head", 44),),
    "Via Crescentino 25",
    "+393515550153",
    "A2",
)
MARCHETTI = Home(
    "TH-0366",
    "Marchetti",
    "Italia",
    "it",
    (Person("Paola", "Marchetti", "F", "head", 48),),
    "Via Spontini 9",
    "+393515550154",
    None,
)
GHERASIM = Home(
    "TH-0279",
    "Gherasim",
    "Romania",
    "ro",
    (Person("Elena", "Gherasim", "F", "head", 42),),
    "Corso Novara 3",
    "+393515550155",
    "B2",
)
DELA_CRUZ = Home(
    "TH-0283",
    "Dela Cruz",
    "Filippine",
    "en",
    (Person("Maria", "Dela Cruz", "F", "head", 40),),
    "Via Aosta 88",
    "+393515550156",
    "B1",
)
BEN_SALAH = Home(
    "TH-0290",
    "Ben Salah",
    "Tunisia",
    "ar",
    (Person("Nizar", "Ben Salah", "M", "head", 36),),
    "Via Desana 18",
    "+393515550157",
    "A1",
)
SHEVCHENKO = Home(
    "TH-0297",
    "Shevchenko",
    "Ucraina",
    "uk",
    (Person("Oksana", "Shevchenko", "F", "head", 37),),
    "Via Pergolesi 70",
    "+393515550158",
    "A2",
)
VARGAS = Home(
    "TH-0301",
    "Vargas Huamán",
    "Perù",
    "es",
    (Person("César", "Vargas Huamán", "M", "head", 46),),
    "Via Bra 6",
    "+393515550159",
    "B1",
)
TOURE = Home(
    "TH-0201",
    "Toure",
    "Senegal",
    "fr",
    (Person("Ibrahima", "Toure", "M", "head", 33),),
    "Via Martorelli 21",
    "+393515550101",
    "A2",
)
OKOYE = Home(
    "TH-0204",
    "Okoye",
    "Nigeria",
    "en",
    (Person("Grace", "Okoye", "F", "head", 30),),
    "Via Candia 4",
    "+393515550102",
    "B1",
)
GJOKA = Home(
    "TH-0208",
    "Gjoka",
    "Albania",
    "sq",
    (Person("Elira", "Gjoka", "F", "head", 35),),
    "Via Scarlatti 15",
    "+393515550103",
    "B2",
)
BIANCO = Home(
    "TH-0211",
    "Bianco",
    "Italia",
    "it",
    (Person("Teresa", "Bianco", "F", "head", 61),),
    "Via Mercadante 77",
    "+393515550104",
    None,
)
KAMAU = Home(
    "TH-0214",
    "Kamau",
    "Nigeria",
    "en",
    (Person("Joy", "Kamau", "F", "head", 28),),
    "Via Mosso 9",
    "+393515550105",
    "B1",
)
RUSU = Home(
    "TH-0226",
    "Rusu",
    "Romania",
    "ro",
    (Person("Florin", "Rusu", "M", "head", 44),),
    "Via Banfo 12",
    "+393515550106",
    "B1",
)
FLORES = Home(
    "TH-0235",
    "Flores Rojas",
    "Perù",
    "es",
    (Person("Milagros", "Flores Rojas", "F", "head", 39),),
    "Via Malone 33",
    "+393515550107",
    "B2",
)
LUPU = Home(
    "TH-0240",
    "Lupu",
    "Romania",
    "ro",
    (Person("Daniela", "Lupu", "F", "head", 32),),
    "Via Ponchielli 50",
    "+393515550108",
    "B1",
)
