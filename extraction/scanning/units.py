"""What is counted and in what is measured: units of analysis and units of measurement, as alternatives of a pattern."""

UNIT_OF_ANALYSIS = (
    r"(?:patients?|people|persons?|participants?|adults?|children|infants?|women|woman|men|man|child|girls?"
    r"|boys?|subjects?|respondents?|individuals?|adolescents?|teenagers?|volunteers?|survivors?|recipients?"
    r"|users?|responders?|non-responders?|eyes?|knees?|hips?|feet|foot|legs?|limbs?|arms?|hands?|shoulders?"
    r"|ears?|"
    r"nodules?|tumou?rs?|lesions?|metastas[ei]s|fibroids?|polyps?|cysts?|stones?|teeth|tooth|implants?|stents?"
    r"|grafts?|valves?|veins?|arter(?:y|ies)|vessels?|aneurysms?|fistulas?|procedures?|operations?|"
    r"treatments?|sessions?|injections?|interventions?|ablations?|embolisations?|embolizations?|neuromas?"
    r"|nerves?|levels?|vertebrae|discs?|segments?|lobes?|lungs?|kidneys?|prostates?|embryos?|cycles?"
    r"|pregnanc(?:y|ies)|"
    r"births?|babies|neonates?|cases?|events?|episodes?|complications?|haemorrhoids?|hernias?|wounds?|ulcers?"
    r"|scars?|sites?|nails?|warts?|sinuses|tonsils|implantations?|attempts?|centres?|visits?|questionnaires?"
    r"|strictures?|joints?|spines?|tubes?|curves|devices?|leads?|electrodes?|screws?|scans?|biops(?:y|ies)|samples?"
    r"|specimens?|athletes?|divers?|runners?|workers?|families|carers?|deliveries|transfers?)"
)
MEASURE_UNIT = (
    r"(?:%|mm\s?Hg|cm\s?H2O|mmol/mol|mmol/l|mg/dl|g/dl|kg/m2|kg/m²|ml/min|ml/s|m/s|l/min|mm2|mm²|cm2|cm²|cm3"
    r"|cm³|mm|cm|metres?|meters?|m(?=[\s,.;)])|kg|mg|ml|mL|litres?|liters?|dB|Hz|kPa|°C|J|mJ|W|Gy|"
    r"nights?|days?|weeks?|months?|years?|hours?|minutes?|mins?|seconds|points?|score points|dioptres?"
    r"|diopters?|D(?=[\s,.;)])|logMAR|letters?|lines?|repetitions?|steps?|episodes?|attacks?|seizures?"
    r"|sessions?|kcal|degrees?|beats/min|bpm|"
    r"[a-zµ]{1,4}/(?:ml|l|dl|kg|m2|min|s|h|day|week|year|mmol|mol|g)\b|litres?|grams?|kinds? of \w+"
    r"|types? of \w+|pads?|tablets?|units?|standard deviations?|ECOG|mSv|pixels?"
    r"|daPa|hPa|MPa|mbar|lux|lumens?|µm|um|nm(?=[\s,.;)])|kHz|MHz|kJ|cc|cGy|mGy|mV|mA|kN|Nm|ohms?|volts?|watts?|joules?"
    r"|decibels?|newtons?|millilitres?|millimetres?|centimetres?|kilometres?|blinks?|METs?|copies|cells)"
)
