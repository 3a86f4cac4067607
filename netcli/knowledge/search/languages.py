"""Words of German, French, Spanish and Italian for what people ask about most, beside the English ones.

Language, not medicine, and few: what is written alike in English is found without. No word here is an English one.
"""

STOP_WORDS = frozenset(
    """
    der das ein eine einen einem einer ist sind wie wann warum ich mein meine meinen meiner kann darf soll muss nicht
    nach vor für und oder bei beim von zum zur den dem mich mir wir uns unser hat habe haben wird welche welcher
    welches gibt alles sage mit auf als auch sich zu zwischen unter gegen schon immer statt ohne seit trotz durch
    werden wurde heißt heisst bedeutet
    le la les une du de ma mes mon est sont quel quelle quels quelles comment pourquoi puis puisje je peut peux
    avec avant après pour dans que qui nous mon ai un des ces chez selon elle sur qu ou veut
    combien vais noch sehr wo wenn
    el los las por para qué como cómo cuando cuándo puedo mi mis es del antes después tiene tengo cuál cuales
    hay significa fur que como cuando apres cual
    con sin una las se lo ya si pero muy mas más algún alguna pueden puede aunque nada son está están han
    al ce cette ces au aux sa ses sous depuis fait dois doit être avoir tout tous très aussi mais pas
    pro auch dass weil aber wegen ob mehr dabei damit jetzt viele viel leute kriegen bekommen jahr jahre jahren bekomme
    mutter vater madre padre mère père mann ehemann frau mari femme marido esposo esposa marito moglie mujer
    mois años año meses lui leur par où
    et en e y o ed ho hai abbiamo cosa vuol fa fare quanto quanta quanti quante ogni quand faut faire quoi estce aus
    sie ihr ihre seine wer esta este debe debo devo deve hacer cuanto cuanta cuantos cuantas cada
    il gli di della dello delle posso dopo mio mia quale che sono nel
    """.split()
)
ENGLISH = """
eat food diet: essen isst comer mangiare
drink: trinken boire beber bere
alcohol wine: wein alkohol bier vin alcool vino cerveza
tired fatigue: müde müdigkeit fatigué cansado cansancio stanco
pain: schmerz schmerzen douleur dolor dolore
diarrhoea: durchfall diarrhée diarrea
nausea: übelkeit nausée náuseas
hair: haarausfall haare cheveux pelo capelli
child family: enkel enkelkinder nietos nipoti petitsenfants kinder kindern enfants niños hijos figli bambini
pregnancy: schwanger schwangerschaft enceinte grossesse embarazo embarazada gravidanza
breastfeeding: stillen allaiter lactancia
work: arbeiten arbeit travailler travail trabajar trabajo lavorare
travel fly: flugzeug flieger avion avión aereo reisen fliegen flug voyager voyage viajar viaje volar viaggiare
drive: auto autofahren conduire conducir guidare
cost pay: zahlt kosten krankengeld krankenkasse payer coût paga costo coste
inherited hereditary: erblich vererbt vererbbar héréditaire hereditario ereditario
brother: bruder schwester geschwister frère hermano hermana fratello
doctor: arzt ärztin médecin médico medico
late missed: verpasst vergessen vergisst oublié olvidó olvidado saltato
appointment: termin termine rendezvous cita appuntamento
injection: spritze spritzen piqûre inyección inyecciones iniezione
tablet: tablette tabletten comprimé comprimés pastilla pastillas compressa
toxicity adverse: nebenwirkung nebenwirkungen secondaires secundarios collaterali
cure curable: heilbar geheilt guérir guérison curar guarire
cancer: krebs krebsart tumorart tumore cáncer cancro
survival live: lebe leben lebt vivre vive vivir vivo vivere
survival: lebenserwartung espérance esperanza überleben überlebenszeit survie supervivencia sopravvivenza
pancreas pancreatic: bauchspeicheldrüse bauchspeicheldrüsenkrebs pankreas pancréas páncreas
lung bronchial: lunge poumon pulmón polmone
small intestine bowel: dünndarm dünndarms dünndarmtumor intestingrêle intestinodelgado intestinotenue
intestine bowel: darm darms intestin intestino
stomach gastric: magen magens estomac estómago stomaco
appendix: blinddarm appendice apéndice
liver: leber foie hígado fegato
metastasis: lebermetastasen metastasen métastases metástasis metastasi
trial study: studie studien étude étudio estudio estudios ensayo ensayos sperimentazione
frequency common: häufigkeit häufig fréquence frecuencia frecuente frequenza
incidence: inzidenz incidencia incidenza évolution
prevalence: prävalenz prévalence prevalencia prevalenza
dose: dosis dosierung posologie posología dosi dosaggio
approved: zulassung zugelassen autorisation aprobación aprobado approvazione approvato
guideline: leitlinie leitlinien recommandation recommandations guía guías lineeguida
follow-up followup: nachsorge suivi seguimiento
screening surveillance: vorsorge früherkennung überwachung dépistage cribado vigilancia sorveglianza
test: untersuchung untersuchungen examen épreuve prueba pruebas esame
treatment therapy: behandlung behandlungen traitement tratamiento trattamento
radiation: strahlung bestrahlung rayonnement radiación
changed: änderte geändert änderung changé cambió
carcinoma: karzinom karzinoms carcinome
carcinoid: karzinoid carcinoïde carcinoide
atypical: atypisch atypisches atypique atípico atipico
typical: typisch typisches typique típico tipico
carcinoid syndrome: karzinoidsyndrom
neuroendocrine: neuroendokrin neuroendokriner neuroendokrine neuroendokrines neuroendocrino
neuroendocrine: neuroendocrini neuroendocrinos tne
urine: urintest urin orina
operation surgery: verletzung wunde opération operación operazione
hypoglycaemia: hypoglykämie unterzucker hypoglycémie hipoglucemia
flushing: erröten rötung rougeur rubor rossore
flushing red: rot rote rotes rouge rouges roja rojo rosso
face: gesicht visage cara viso
fasting fast: nüchtern fastentest hungertest hungerversuch jeûne ayuno digiuno
cases incidence: neuerkrankungen fälle cas casos casi
hug: umarmen umarme embrasser abrazar abbracciare
mood cry sad: weint weinen traurig pleure pleurer triste llora llorar piange
airport: flughafen aéroport aeropuerto aeroporto
skin: hautausschlag
lump: knoten beule bosse bulto nodulo
night: nacht nachts nuit noche notte
swallow: schlucken avaler tragar
heart cardiac: herz coeur corazón cuore
prrt radionuclide: radiometabolica radiometabolische radionuklidtherapie
meaning: bedeutet bedeutung signifie significa
simple: einfach einfache
fear anxiety: angst peur miedo paura
sleep: schlafen schlaf dormir dormire
vaccine: impfung impfungen vaccin vacuna vaccino
kidney renal: nierenwerte nieren riñones reni
second opinion: zweitmeinung
second: zweite zweiten deuxième segunda secondo
opinion: meinung avis parere
grade: grado grad
slow: langsam lent lentement lento lentamente
fast: schnell vite rapide rápido veloce
diet food: ernährung alimentation alimentación alimentazione dieta régime
pain: schmerz schmerzen bauchschmerzen douleur douleurs dolor dolores dolore dolori
cure curable: heilung guérissable cura curable curables curabile
tired fatigue: müde müdigkeit erschöpft erschöpfung fatigué fatiguée épuisé cansado cansada cansancio stanco stanchezza
fever: fieber schüttelfrost fièvre fiebre febbre
weight: gewicht abnehmen poids maigrir peso adelgazar
itch skin: juckreiz ausschlag haut démangeaisons éruption picor piel prurito pelle
sport exercise: bewegung deporte ejercicio
swim: schwimmen nager nadar nuotare
coffee: kaffee café caffè
vitamin: vitamine vitaminen vitamines vitaminas
sex: sexualität sexualité sexualidad
contagious: ansteckend contagieux contagieuse contagioso contagiosa
support group: selbsthilfegruppe selbsthilfe
patient organisation: patientenverband patientenorganisation
blood: blutwerte blutbild sangre sangue
bleed: blutung saignement sangrado
vomit: erbrechen vomissements vómitos vomito
constipation: verstopfung estreñimiento stitichezza
mouth: mund bouche boca bocca
grow growth: wachsen wächst wachsend wachsende croissance crece crecer crescere
belly: bauch ventre vientre barriga pancia
sun: sonne soleil sole
check: kontrolle kontrollen contrôle controles
rare: selten raro rara
tumour: tumeur tumeurs tumori
often: oft souvent menudo spesso
relapse: rückfall rezidiv récidive rechute recaída recidiva
symptom: beschwerden anzeichen symptômes síntomas sintomi
side effects: begleiterscheinungen indésirables adversos
stage: stadium stade estadio stadio
report: befund befundbericht arztbrief compterendu informe referto
palliative: palliativ palliativo palliatifs
biopsy: gewebeprobe biopsie biopsia
blood pressure: blutdruck
hair: haar
drug medicine: medikament medikamente arznei arzneimittel médicament médicaments medicamento medicamentos farmaco
distance contact: abstand nähe distanz proximité vicinanza
operation surgery: operiert operieren chirurgie opéré opérée opérer operado operada operar cirugía chirurgia operata
removed: entfernt entfernen enlevé enlevée retiré retirée extirpado extirpada rimosso rimossa
spread metastasis: gestreut streut ausgebreitet propagé extendido extendida diffuso
hospital centre: krankenhaus klinik zentrum hôpital clinique centro ospedale
lymph node: lymphknoten ganglions ganglios linfonodi
bone: knochen knochenmetastasen huesos ossa
brain: gehirn hirn cerveau cerebro cervello
thyroid: schilddrüse thyroïde tiroides tiroide
rectum: enddarm mastdarm
colon: dickdarm
gallstones gallbladder: gallensteine gallenblase galle calculs biliaires cálculos calcoli vesícula
sweat sweating: schwitzen schwitze sueurs sudor sudore
headache: kopfschmerzen céphalées
tooth dental dentist: zahn zähne zahnarzt dents dentiste dientes dentista
anaesthesia: narkose anesthésie anestesia
herbal: kräuter pflanzlich hierbas naturheilkunde
sugar: zucker sucre azúcar zucchero
insurance cost: versicherung assurance seguro assicurazione
lung carcinoid: lungenkarzinoid
receptor: rezeptor rezeptoren récepteurs récepteur receptores receptor
blood pressure: bluthochdruck
scan: aufnahme scintigraphie szintigraphie gammagrafía scintigrafia
waiting time: wartezeit
pregnancy: schwangerwerden
difference: unterschied différence diferencia differenza
long duration: lange dauert dauer durée longtemps duración dura durata
duodenum: zwölffingerdarm duodeno
endoscope: endoskop endoskopie endoskopisch cámara caméra endoscopie endoscopia telecamera
operation surgery: op ops
removed: quitar quitan quitaron enlevé
water watery: agua eau wasser acqua
litres: litros liter litri
cramps: calambres crampes krämpfe crampi
potassium: potasio kalium kaliummangel potassio
low: bajo baja bas basse niedrig niedriger
spleen: bazo milz milza
immunotherapy: inmunoterapia immuntherapie immunothérapie immunoterapia
chemotherapy chemo: quimioterapia chimio chimiothérapie chemioterapia
flush flushing: sofocos bouffées hitzewallungen
stools: heces selles stuhl stuhlgang feci
greasy fat: grasa grasosas grasas grasses graisse fettig fett
breathless: luftnot atemnot essoufflé
gastroscopy: magenspiegelung
colonoscopy: darmspiegelung coloscopie
mri: irm mrt resonancia risonanza kernspin
hearing: hörtest gehör audition oído
insulinoma: insulinom insulinome
gastrinoma: gastrinom gastrinome
glucagonoma: glukagonom glucagonome
vipoma: vipom vipome
vhl: hippellindau
nf1: neurofibromatose neurofibromatosi
tsc: tuberösesklerose sclérosetubéreuse esclerosistuberosa sclerosituberosa
malignant: bösartig bösartige bösartiger malign malin maligne maligno maligna
benign: gutartig gutartige gutartiger bénin bénigne benigno benigna
differentiated: differenziert differenzierter différencié différenciée diferenciado differenziato differenciated
type: typ tipo tipos
gastroscopy: gastroskopie gastroscopie gastroscopia fibroscopie
colonoscopy: koloskopie colonoscopia
ultrasound: ultraschall échographie ecografía ecografia
ct: tac
fasting fast: hungertest digiuno
eat food: mangio manger mangiato comí
weight loss: abgenommen maigri dimagrito adelgazado perdo
relapse: wiederkommt zurückkommt revient revenir vuelve volver ritorna ritorni torna torni
operation surgery: intervento eingriff
late missed: oubliée oublier dimenticata dimenticato olvidé ritardo retraso
injection: pinchazo puntura
grapefruit: pamplemousse pomelo pompelmo
breastfeeding: allaitement allattamento
child baby: bébé nourrisson säugling kleinkind neonato bambino bambina
alpha emitter: rayosalfa raggialfa rayonsalpha alphastrahler alphastrahlung
radiation: rayos rayons raggi strahlen
alpha: alfa
test: analisi análisis blutprobe
allergy: allergie alergia allergia
flu: grippe grippeimpfung
cough: husten toux tosse
dizzy: schwindel vertige mareo
faint: ohnmacht évanouissement desmayo svenimento
acid: magensäure acidez acidità
bloating wind: blähungen ballonnements
smoke: rauchen fumer fumar fumare
die dying: sterben mourir morir morire
appetite: appetitlos appétit apetito appetito
taste: geschmack
scar: narbe cicatrice cicatriz
adult: erwachsene erwachsener adulte adulto adulti
ovary: eierstock ovaire ovario ovaio
oesophagus: speiseröhre oesophage esófago esofago
gene test: gentest
hereditary: erbkrankheit vererbung
family: familie famille familia famiglia
painkiller pain: schmerzmittel antidouleur analgésico antidolorifico
morphine: morphin morfina
fear anxiety: angoisse ansia angustia
sad depressed: déprimé deprimido depresso deprimiert
luggage: koffer valise maleta valigia
toilet: toilette toilettes bagno baño
work: krankschreibung krankgeschrieben arrêtdetravail
breathless: ahogo affanno kurzatmig
percent: prozent pourcent porciento percento
size: größe taille tamaño dimensione dimensioni
daughter child: fille hija tochter
son child: fils hijo sohn
swollen: geschwollen enflé hinchado gonfio
grown growth: gewachsen
cutoff limit threshold: grenzwert grenzwerte schwellenwert seuil umbral soglia
false: falsch falscher falsche falso falsi
chest: brustkorb tórax torace
age: lebensalter edad età
interval: intervall intervalle intervalos intervallo
endoscopic ultrasound: endosonographie endosonografie échoendoscopie ecoendoscopia
resection: resektion reseziert résection réséqué resección resecado resezione
lymph node removed: lymphadenektomie curage linfadenectomía linfoadenectomia
margin: schnittrand resektionsrand margen margine
hemicolectomy: hemikolektomie hémicolectomie hemicolectomía emicolectomia
appendicectomy: appendektomie appendicectomie apendicectomía appendicectomia
carcinoid heart disease: karzinoidherz karzinoidherzerkrankung
heart valves: herzklappe herzklappen klappenersatz
mortality: letalität sterblichkeit mortalité mortalidad mortalità
uptake: anreicherung captation captación captazione
size: größe grösse taille tamaño dimensioni
"""
"""A line an English meaning, before the colon, and the words that stand for it."""


def names() -> list[tuple[str, str]]:
    """Return the English words of each line, all and then fewer, with each word that stands for them."""
    lines = (line.partition(": ") for line in ENGLISH.strip().splitlines())
    return [
        (" ".join(english.split()[:length]), word)
        for english, _, words in lines
        for length in range(len(english.split()), 0, -1)
        for word in words.split()
    ]


# Countries as the registries and the trials on record spell them, and what else they and their people are called.
PLACES = {
    "Germany": "deutschland german deutsche allemagne allemand alemania germania",
    "Norway": "norwegian norwegen norvège noruega norvegia scandinavia scandinavian",
    "Netherlands": "dutch holland niederlande paysbas paísesbajos paesibassi olanda",
    "Switzerland": "swiss schweiz suisse romande svizzera suiza",
    "Spain": "spanish spanien españa spagna espagne",
    "France": "french frankreich francia",
    "Italy": "italian italien italia italie",
    "Japan": "japanese japon giappone",
    "Taiwan": "taiwanese",
    "Canada": "canadian kanada",
    "Australia": "australian australien australie",
    "England": "english angleterre inglaterra inghilterra",
    "United Kingdom": "british royaumeuni reinounido regnounito grossbritannien vereinigteskönigreich",
    "United States": "american america usa amerika amérique étatsunis estadosunidos statiuniti vereinigtestaaten",
    "China": "chinese",
    "Sweden": "swedish schweden",
    "Denmark": "danish dänemark",
    "Austria": "austrian österreich",
}
