"""The words that generated documents are made of.  Knows no numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition, where it is, what people complain of, how it is treated at first and then."""

    name: str
    site: str
    complaint: str
    first: str
    then: str


APPROACHES = (
    "percutaneous", "endoscopic", "laparoscopic", "ultrasound-guided", "CT-guided", "transcatheter",
    "robot-assisted", "image-guided",
)  # fmt: skip
TECHNIQUES = (
    "cryoablation", "radiofrequency ablation", "microwave ablation", "laser ablation", "embolisation",
    "balloon dilation", "stent insertion", "electroporation", "nerve stimulation", "steam ablation",
    "alcohol injection", "gel injection",
)  # fmt: skip
CONDITIONS = (
    Condition(
        "painful plantar fasciitis", "heel", "pain", "insoles and stretching", "an operation on the fascia",
    ),
    Condition(
        "chronic tennis elbow", "elbow", "pain", "rest and physiotherapy", "release of the tendon",
    ),
    Condition(
        "benign prostatic enlargement", "prostate", "a weak stream", "tablets", "resection of the prostate",
    ),
    Condition(
        "uterine fibroids", "womb", "heavy bleeding", "hormones", "myomectomy or hysterectomy",
    ),
    Condition(
        "varicose veins of the leg", "leg", "aching and swelling", "compression stockings", "stripping of the vein",
    ),
    Condition(
        "refractory migraine", "head", "headache", "preventive medicines", "injections of botulinum toxin",
    ),
    Condition(
        "osteoarthritis of the hip", "hip", "pain and stiffness", "exercise and painkillers", "joint replacement",
    ),
    Condition(
        "emphysema", "lung", "breathlessness", "inhalers and rehabilitation", "lung volume reduction surgery",
    ),
    Condition(
        "Barrett's oesophagus", "oesophagus", "heartburn", "acid suppression", "removal of the oesophagus",
    ),
    Condition(
        "painful bone metastases", "bone", "pain", "painkillers", "radiotherapy",
    ),
    Condition(
        "chronic pancreatitis", "pancreas", "pain in the abdomen", "enzymes and painkillers", "drainage of the duct",
    ),
    Condition(
        "faecal incontinence", "bowel", "leakage of stool", "diet and pelvic floor exercise", "repair of the sphincter",
    ),
    Condition(
        "stress urinary incontinence", "bladder", "leakage of urine", "pelvic floor exercise", "a sling",
    ),
    Condition(
        "benign thyroid nodules", "thyroid gland", "pressure in the neck", "watchful waiting", "thyroidectomy",
    ),
    Condition(
        "sacroiliac joint pain", "pelvis", "pain in the lower back", "physiotherapy", "fusion of the joint",
    ),
    Condition(
        "obstructive sleep apnoea", "throat", "sleepiness", "positive airway pressure", "surgery on the palate",
    ),
)  # fmt: skip
SCALES = (
    ("pain score", "pain", "VAS, 0 to 10", 0, 10),
    ("function score", "function", "Oxford score, 0 to 48", 0, 48),
    ("Oswestry Disability Index", "disability", "0 to 100", 0, 100),
    ("symptom score", "symptoms", "symptom score, 0 to 35", 0, 35),
    ("quality of life score", "quality of life", "EQ-5D VAS, 0 to 100", 0, 100),
    ("fatigue score", "fatigue", "NRS, 0 to 10", 0, 10),
)
#: Scales on which more is better.
RISING = frozenset({"function score", "quality of life score"})
SHARES = (
    "Technical success", "Complete response", "Satisfied with the result", "Clinical success", "Return to work",
    "Marked pain relief",
)  # fmt: skip
EVENTS = (
    "Wound infection", "Haematoma", "Bruising", "Numbness", "Fever", "Nausea", "Skin burn", "Bleeding", "Oedema",
    "Nerve injury", "Deep vein thrombosis", "Pneumonia", "Urinary retention", "Vasovagal reaction", "Abscess",
    "Perforation",
)  # fmt: skip
TREATED = (
    "antibiotics were given", "it settled without treatment", "no treatment was needed", "all were graded as mild",
    "it resolved within 2 weeks",
)  # fmt: skip
ABSENT = ("Deaths", "Device failure", "Procedure-related deaths", "Sepsis")
THEORETICAL = (
    "injury to a vessel", "scarring", "embolism", "an allergic reaction", "injury to a nerve", "persistent pain",
)  # fmt: skip
DESIGNS = ("Case series", "Randomised controlled trial", "Cohort study", "Non-randomised comparative study", "Registry")
COMPARATIVE = frozenset({"Randomised controlled trial", "Non-randomised comparative study"})
CONTROLS = ("sham", "usual care", "surgery", "corticosteroid injection", "waiting list", "medicines")
COUNTRIES = (
    "UK", "US", "France", "Germany", "Italy", "Spain", "Netherlands", "Denmark", "Sweden", "Norway", "Japan",
    "China", "South Korea", "India", "Australia", "Canada", "Brazil", "Egypt", "Turkey", "Poland", "Switzerland",
    "Belgium",
)  # fmt: skip
MONTHS = ("January", "March", "April", "June", "July", "September", "October", "November")
SOCIETIES = (
    "British Society of Interventional Radiology", "Royal College of Surgeons", "British Pain Society",
    "Royal College of Radiologists", "British Association of Day Surgery", "Royal College of Anaesthetists",
    "Association of Physicians",
)  # fmt: skip
MAKERS = (
    "Norvane Medical", "Calder Devices", "Lindqvist Instruments", "Tessaro Surgical", "Ostrava Optics",
    "Harrow Endoscopy",
)  # fmt: skip
DEVICES = ("Thermoline", "Cryonova", "Flexipath", "Ablatec", "Velastim", "Gelora", "Novacoil", "Steamline")
JOURNALS = (
    "Journal of Invented Medicine", "Annals of Constructed Surgery", "Archives of Made-up Trials",
    "Imaginary Radiology",
)  # fmt: skip
#: Surnames are put together of these, so that thousands differ.
ONSETS = (
    "Ab", "Bal", "Bren", "Cal", "Cor", "Dal", "Der", "El", "Fan", "Fer", "Gal", "Gor", "Hal", "Hol", "Il", "Jan",
    "Kal", "Kor", "Lam", "Lor", "Mal", "Mor", "Nal", "Nor", "Ol", "Pal", "Per", "Quin", "Ral", "Ros", "Sal", "Sor",
    "Tal", "Tor", "Ul", "Val", "Vor", "Wal", "Wes", "Zan",
)  # fmt: skip
MIDDLES = ("a", "e", "i", "o", "u", "an", "en", "in", "on", "ar", "er", "ir", "or", "as", "es", "is")
CODAS = (
    "berg", "blom", "brook", "cott", "dale", "dini", "feld", "ford", "gaard", "ham", "kov", "lund", "man", "mura",
    "nen", "quist", "rosa", "sen", "shaw", "stad", "ston", "tani", "ter", "vic", "wick", "wood", "yama", "zaki",
)  # fmt: skip
