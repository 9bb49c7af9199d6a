"""Invented names, streets and phone numbers for the demo office: common words of each language, put together."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """Where an invented family comes from: Belfiore code, language, and words for its names."""

    country: str
    belfiore: str
    language: str
    share: int
    surnames: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


ORIGINS = (
    Origin(
        "Italia",
        "L219",
        "it",
        30,
        _words(
            "Ferraro Bruno Gallo Conti Marino Greco Rizzo Lombardi Moretti Barbero Costa Fontana Santoro Caruso Vitale"
        ),
        _words("Giulia Anna Sara Elena Martina Paola Noemi Chiara Silvia Teresa"),
        _words("Marco Luca Davide Salvatore Andrea Matteo Paolo Simone Antonio Fabio"),
    ),
    Origin(
        "Romania",
        "Z129",
        "ro",
        20,
        _words("Popescu Ionescu Rusu Munteanu Dumitru Stan Ciobanu Lupu Gherasim Moldovan Ungureanu Dinu"),
        _words("Mihaela Elena Ioana Andreea Daniela Cristina Alina Gabriela"),
        _words("Andrei Ștefan Vasile Ionuț Mihai Alexandru Florin Marius"),
    ),
    Origin(
        "Marocco",
        "Z330",
        "ar",
        16,
        _words("Bennani Lahlou Alaoui El_Idrissi Ait_Taleb Chraibi Tazi Berrada El_Fassi Ouazzani Ben_Salah"),
        _words("Khadija Fatima Hanane Latifa Amina Samira Naima Zineb"),
        _words("Youssef Hassan Mohammed Rachid Karim Omar Said Ilyas"),
    ),
    Origin(
        "Perù",
        "Z611",
        "es",
        8,
        _words("Quispe_Mamani Vargas_Huamán Flores_Rojas Chávez_Torres Ramos_Díaz Castillo_León"),
        _words("Rosa María_Elena Luz Carmen Milagros Yolanda"),
        _words("Juan_Carlos Víctor César Ángel Luis Jorge"),
    ),
    Origin(
        "Cina",
        "Z210",
        "zh",
        6,
        _words("Chen Lin Wang Zhou Hu Wu Zhang"),
        _words("Li Mei Xia Yan Jing Hui"),
        _words("Wei Jun Bo Hao Lei Tao"),
    ),
    Origin(
        "Nigeria",
        "Z335",
        "en",
        7,
        _words("Okafor Eze Adeyemi Ogbonna Ibrahim Okonkwo Efosa"),
        _words("Blessing Joy Grace Favour Patience Destiny"),
        _words("Emeka Chidi Tunde Victor Samuel Kelvin"),
    ),
    Origin(
        "Albania",
        "Z100",
        "sq",
        6,
        _words("Hoxha Shehu Dervishi Gjoka Leka Marku Prifti"),
        _words("Mirela Ornela Valbona Elira Blerta"),
        _words("Arben Ilir Gentian Besnik Altin"),
    ),
    Origin(
        "Senegal",
        "Z343",
        "fr",
        7,
        _words("Diop Ndiaye Fall Sow Diallo Ba Sarr"),
        _words("Aminata Fatou Awa Mariama Khady"),
        _words("Mamadou Ousmane Cheikh Ibrahima Moussa"),
    ),
)

STREETS = _words(
    "Via_Cigna Corso_Vercelli Via_Bologna Corso_Giulio_Cesare Via_Monte_Rosa Strada_delle_Cacce Via_Nizza "
    "Corso_Grosseto Via_Pietro_Cossa Corso_Taranto Via_Artom Via_Stradella Corso_Palermo Via_Sospello Via_Borgaro"
)
DISTRICTS = _words("Barriera_di_Milano Aurora Falchera Mirafiori_Sud Vallette San_Salvario Borgo_Vittoria Barca")
