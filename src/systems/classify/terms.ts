import type { Family } from '../catalog/catalog.ts';

/*
 * Which words in a column's name say what it holds. A term is one or more words that follow each other; columns written
 * together (`nachname`, `emailaddress`) are taken apart with the same vocabulary. Without accents: ä is a or ae.
 */
export interface TermList {
  readonly category: string;
  /** A kind of special category (GDPR Art 9) or `criminal-offence` (Art 10). */
  readonly special?: string;
  /** Whether the words are enough, or the table must hold people, or at least what belongs to one. */
  readonly needs: 'nothing' | 'owner' | 'person';
  readonly families: readonly Family[];
  readonly terms: readonly string[];
}

const TEXT: readonly Family[] = ['text', 'other'];
const NUMBERED: readonly Family[] = ['text', 'integer', 'number', 'other'];
const DATED: readonly Family[] = ['date', 'moment', 'text', 'integer'];
const ANY: readonly Family[] = [
  'text',
  'integer',
  'number',
  'boolean',
  'date',
  'moment',
  'json',
  'other',
  'binary',
];

const list = (
  category: string,
  needs: TermList['needs'],
  families: readonly Family[],
  terms: string,
  special?: string,
): TermList => ({
  category,
  needs,
  families,
  terms: terms
    .split(/[|\n]/)
    .map((term) => term.trim())
    .filter((term) => term !== ''),
  ...(special && { special }),
});

export const TERMS: readonly TermList[] = [
  list(
    'name',
    'nothing',
    TEXT,
    `
    first name|last name|full name|given name|given names|family name|surname|middle name|maiden name|forename|forenames|fname
    lname|mname|firstname|lastname|fullname|surnames|birth name|legal name|preferred name|middle initial|contact name|contact person
    contact first|contact last|card holder|cardholder|account holder|holder name|name on card|salutation|courtesy title|title of courtesy
    name prefix|name suffix|person name|real name|customer name|client name|user full name|employee name|patient name|student name
    guest name|member name|f name|l name|sname|gname|nick name|nickname
    vorname|vornamen|nachname|nachnamen|familienname|zuname|geburtsname|ansprechpartner|kontoinhaber|karteninhaber|anrede|rufname|namenszusatz
    prenom|prenoms|nom de famille|nom famille|nom prenom|nom naissance|nom jeune fille|nom usage|titulaire|civilite|interlocuteur
    apellido|apellidos|apellido paterno|apellido materno|primer apellido|segundo apellido|nombre completo|titular|tratamiento|nombres
    cognome|cognomi|nominativo|intestatario|nome completo|nome cognome
    voornaam|voornamen|achternaam|tussenvoegsel|aanhef|voorletters|roepnaam|familienaam|rekeninghouder
    sobrenome|apelido|nome proprio|nome mae|nome pai|ultimo nome|primeiro nome
    imie|imiona|nazwisko|imie nazwisko|nazwisko panienskie
    fornavn|efternavn|etternavn|fornamn|efternamn|etunimi|sukunimi|jmeno|prijmeni|krestni jmeno|keresztnev|vezeteknev|csaladnev
    prenume|nume familie|soyad|soyadi|adi soyadi|familiya|otchestvo|fio|imya`,
  ),
  list(
    'email',
    'nothing',
    TEXT,
    `
    email|emails|mail|e mail|email address|mail address|emailaddress|mailaddress|email addr|eml|mailto|correo|correo electronico|courriel|mel
    adresse mail|adresse email|posta elettronica|posta elettr|poczta|adres email|epost|sahkoposti|eposta|emailadresse|mailadresse
    e mailadres|correio eletronico|emailadres|pec|skrzynka`,
  ),
  list(
    'phone',
    'nothing',
    NUMBERED,
    `
    phone|telephone|mobile|cell|cellphone|phone number|mobile number|tel|fax|msisdn|home phone|work phone|mobile phone|telno|phoneno|phonenumber|phones
    fon|telefon|telefonnummer|telefonnr|mobil|mobilnummer|handy|handynummer|rufnummer|festnetz|telefax|durchwahl|faxnummer
    telephone portable|portable|gsm|numero telephone|tel fixe|tel portable|telefono|movil|celular|numero telefono|telefono movil
    cellulare|recapito telefonico|telefoon|telefoonnummer|mobiel|telefone|telemovel|telemovel|komorka|numer telefonu|telefon komorkowy
    puhelin|mobiltelefon|telefonszam|cep telefonu|whatsapp|sms number|phone extension`,
  ),
  list('phone', 'person', NUMBERED, `extension|ext|cell no|contact no|contact number|numero`),
  list(
    'address',
    'nothing',
    TEXT,
    `
    street|street address|address line|addressline|street name|house number|housenumber|house no|home address|postal address|mailing address|residence
    strasse|hausnummer|hausnr|anschrift|wohnort|wohnadresse|strasse hausnummer|strasse nr|adresszusatz
    rue|numero rue|voie|adresse postale|lieu dit|domicile|calle|domicilio|direccion postal|indirizzo|numero civico|straat|straatnaam|huisnummer|woonplaats
    rua|logradouro|endereco|bairro|morada|ulica|numer domu|nr domu|numer mieszkania|adres zamieszkania|gade|vejnavn|gata|gatuadress|katuosoite|ulice|utca|strada|sokak
    miejscowosc`,
  ),
  list(
    'address',
    'owner',
    NUMBERED,
    `
    address|addresses|addr|adr|adress|str|line|house|city|town|state|county|province|district|region|country|zip|zipcode|zip code|postcode|post code|postal code|postalcode|postal|suburb
    neighbourhood|neighborhood|locality|municipality|parish|apartment|apt|flat|building|country code|state code|state province
    adresse|ort|stadt|plz|postleitzahl|land|bundesland|kanton|gemeinde|ortsteil|laendercode|landkreis
    ville|commune|code postal|cp|departement|pays|codepostal|complement adresse|batiment|etage
    direccion|direcciones|ciudad|provincia|codigo postal|colonia|municipio|pais|poblacion|localidad
    citta|comune|cap|frazione|nazione|regione|adres|plaats|postcode|gemeente|provincie
    cidade|cep|uf|distrito|localidade|concelho|codigo postal|miasto|kod pocztowy|wojewodztwo|powiat|gmina|kraj
    postnummer|postnr|poststed|postort|kunta|postinumero|psc|mesto|varos|iranyitoszam|oras|judet|cod postal|ilce|posta kodu`,
  ),
  list(
    'date-of-birth',
    'nothing',
    DATED,
    `
    birth date|birthdate|date of birth|dateofbirth|dob|birthday|birth day|birth year|year of birth|birth month|born|born on|bday|d o b
    geburtsdatum|geburtstag|geb|geb datum|geb dat|gebdatum|gebdat|geburtsjahr|geb am|geboren am|geboren
    date naissance|date de naissance|naissance|datenaissance|ddn|ne le|annee naissance|date naiss|datenaiss
    fecha nacimiento|fecha de nacimiento|nacimiento|fecha nac|fnac|fec nac|data nascita|data di nascita|nascita|datanascita|geboortedatum|geboorte datum|geboren op
    data nascimento|data de nascimento|nascimento|dt nasc|data nasc|dtnasc|data urodzenia|data ur|urodzony|rok urodzenia
    fodselsdato|fodelsedatum|fodselsdag|syntymaaika|datum narozeni|szuletesi datum|data nasterii|dogum tarihi`,
  ),
  list(
    'place-of-birth',
    'nothing',
    TEXT,
    `
    place of birth|birth place|birthplace|city of birth|country of birth|birth city|birth country|geburtsort|geburtsland|lieu naissance|lieu de naissance|pays naissance
    lugar nacimiento|lugar de nacimiento|luogo nascita|luogo di nascita|comune nascita|geboorteplaats|geboorteland|local nascimento|naturalidade|miejsce urodzenia`,
  ),
  list(
    'age',
    'person',
    ['integer', 'number', 'text'],
    `age|alter|edad|eta|leeftijd|idade|wiek|age group|age range|altersgruppe`,
  ),
  list(
    'gender',
    'person',
    [...TEXT, 'integer', 'boolean'],
    `
    gender|sex|pronouns|pronoun|geschlecht|sexe|genre personne|genero|sexo|sesso|genere|geslacht|plec|kjonn|pohlavi|cinsiyet`,
  ),
  list(
    'nationality',
    'nothing',
    TEXT,
    `
    nationality|citizenship|nationalitaet|nationalitat|staatsangehoerigkeit|staatsangehorigkeit|nationalite|nacionalidad|ciudadania|nazionalita|cittadinanza|nationaliteit
    nacionalidade|obywatelstwo|narodowosc`,
  ),
  list(
    'family',
    'person',
    ANY,
    `
    marital status|marital|civil status|spouse|spouse name|husband|wife|children|number of children|next of kin|emergency contact|mother|father|mother name|father name
    familienstand|ehepartner|kinderzahl|anzahl kinder|notfallkontakt|etat civil|situation familiale|conjoint|nombre enfants|estado civil|conyuge|stato civile|coniuge
    burgerlijke staat|partner name|conjuge|stan cywilny`,
  ),
  list(
    'national-id',
    'nothing',
    NUMBERED,
    `
    ssn|social security number|social security no|social security|national insurance|national insurance number|nino|ni number|national id|national identity|national number|passport|passport number|passport no
    driving licence|driving license|drivers license|driver license|driver licence|drivers licence|licence number driver|identity card|id card|id card number|identity number|tax id|taxid|itin|tax number|nhs number|nhs no|personal id number
    government id|sin number|aadhaar|pan number|curp|cpf|cnh|rg number|nuss|codice fiscale|cod fisc|codfisc|cf fiscale|insee|numero securite sociale|num secu|num ss|numero ss|numsecu|securite sociale|nss
    steuer id|steuerid|steuer nr|steuernummer|steueridentifikationsnummer|sozialversicherungsnummer|sozialversicherungsnr|sv nummer|svnr|sv nr|ahv nummer|ahv|ausweisnummer|ausweis nr|personalausweis|personalausweisnummer|reisepass|reisepassnummer|passnummer|fuehrerschein|fuehrerscheinnummer|rentenversicherungsnummer|vers nr|versnr|versicherungsnummer|versicherten nr|versichertennummer|krankenversichertennummer
    carte identite|passeport|permis conduire|pasaporte|cedula|documento identidad|carnet conducir|carta identita|passaporto|patente guida|bsn|burgerservicenummer|sofinummer|paspoort|rijbewijs|passaporte|rijksregisternummer
    pesel|dowod osobisty|numer dowodu|paszport|prawo jazdy|personnummer|fodselsnummer|cpr nummer|cpr nr|cpr|henkilotunnus|hetu|rodne cislo|cnp|tc kimlik|tckn|kimlik no|snils|pasport|egn|oib|jmbg`,
  ),
  list(
    'national-id',
    'person',
    NUMBERED,
    `tin|rfc|dni|nie|nif|nir|rg|licence number|license number|vat number|ust id`,
  ),
  list(
    'bank-account',
    'nothing',
    NUMBERED,
    `
    iban|bank account|bank account number|account number bank|bank acct|sort code|routing number|bic|swift|swift code|bic code|bank details|ccn bank|sepa mandate|mandate reference
    kontonummer|kontonr|konto nr|konto nummer|blz|bankleitzahl|bankverbindung|rib|compte bancaire|numero compte|cuenta bancaria|numero cuenta|clabe|cbu|ccc cuenta|conto corrente|coordinate bancarie|conto bancario
    rekeningnummer|bankrekening|banknummer|conta bancaria|numero conta|nib|numer konta|konto bankowe|nr konta|nr rachunku|bankkonto|tilinumero|cislo uctu|bankszamla|bankszamlaszam`,
  ),
  list(
    'bank-account',
    'owner',
    NUMBERED,
    `account number|acct number|account no|acct no|acctno|bank name|bank`,
  ),
  list(
    'payment-card',
    'nothing',
    NUMBERED,
    `
    credit card|credit card number|creditcard|card number|cardnumber|card no|cc number|ccnumber|ccn|cc num|ccnum|cvv|cvc|cvv2|cc exp|card expiry|card expiration|card exp|exp month card|pan card|debit card|last4|last four|card last four|cc type|card brand|card security code
    kreditkarte|kreditkartennummer|kartennummer|carte bancaire|numero carte|carte bleue|carte credit|tarjeta|tarjeta credito|numero tarjeta|carta credito|numero carta|creditcardnummer|kaartnummer|cartao|cartao credito|numero cartao|numer karty|karta kredytowa`,
  ),
  list(
    'income',
    'nothing',
    NUMBERED,
    `
    salary|salaries|wage|wages|income|annual income|yearly income|monthly income|net worth|credit score|payroll amount|gross pay|net pay|base pay|hourly rate pay|pay grade
    gehalt|lohn|einkommen|bruttogehalt|nettogehalt|jahresgehalt|salaire|revenu|revenus|remuneration|salario|sueldo|ingresos|stipendio|reddito|salaris|loon|inkomen|rendimento|pensja|wynagrodzenie|zarobki|dochod|palkka|plat zamestnanec|fizetes|maas|steuerklasse`,
  ),
  list(
    'ip-address',
    'nothing',
    [...TEXT, 'network', 'integer', 'binary'],
    `
    ip|ip address|ipaddress|ip addr|ipaddr|ipv4|ipv6|remote addr|remote ip|client ip|user ip|host ip|login ip|last ip|ip adresse|adresse ip|direccion ip|indirizzo ip|adres ip|remote address|author ip|registration ip`,
  ),
  list(
    'device',
    'nothing',
    [...TEXT, 'uuid', 'network'],
    `
    user agent|useragent|mac address|macaddress|mac addr|imei|imsi|idfa|gaid|device id|deviceid|device token|device fingerprint|browser fingerprint|advertising id|ad id mobile|android id|push token|fcm token|apns token|cookie id|visitor id|tracking id|client id ga
    geraete id|geraeteid|udid|hardware id|session fingerprint|iccid|device serial`,
  ),
  list(
    'device',
    'owner',
    [...TEXT, 'uuid', 'binary'],
    `agent|browser|operating system|device|device name|session id|sessionid|session key|fingerprint`,
  ),
  list(
    'location',
    'owner',
    ['number', 'text', 'place', 'other', 'json'],
    `
    latitude|longitude|lat|lng|lon|long|geo|geolocation|geo location|coordinates|coords|gps|gps position|location|current location|last location|geom
    breitengrad|laengengrad|standort|koordinaten|longitud|latitud|latitudine|longitudine|breedtegraad|lengtegraad|szerokosc|dlugosc`,
  ),
  list(
    'image',
    'owner',
    [...TEXT, 'binary'],
    `
    photo|photo path|photo url|photograph|avatar|avatar url|picture|profile picture|profile image|profile photo|portrait|image|selfie|headshot|passport photo|foto|fotos|bild|profilbild|lichtbild|image profil|imagen|immagine|afbeelding|pasfoto|zdjecie|obraz|thumbnail|gravatar`,
  ),
  list(
    'signature',
    'owner',
    [...TEXT, 'binary'],
    `signature|unterschrift|firma digital|handtekening|assinatura|podpis|email signature`,
  ),
  list(
    'voice',
    'owner',
    [...TEXT, 'binary'],
    `voice recording|call recording|recording url|voicemail|aufzeichnung|enregistrement`,
  ),
  list(
    'credentials',
    'nothing',
    [...TEXT, 'binary'],
    `
    password|passwd|pwd|pass|passphrase|password hash|pass hash|hashed password|encrypted password|password digest|password salt|salt|passcode|pin code|security question|security answer|secret question|secret answer|otp secret|totp secret|two factor secret|mfa secret|recovery code|recovery codes|reset token|remember token|password reset token
    passwort|passwort hash|kennwort|pw|pw hash|mot de passe|motdepasse|mdp|contrasena|contrasenya|clave acceso|parola|parola chiave|wachtwoord|senha|palavra passe|haslo|losenord|adgangskode|passord|salasana|heslo|jelszo|sifre|parol|sicherheitsfrage`,
  ),
  list(
    'credentials',
    'owner',
    TEXT,
    `secret|session token|access token|refresh token|api key|auth token|activation key|activation code|confirmation token|verification token|private key|api token|user activation key|pin|clave`,
  ),
  list(
    'username',
    'nothing',
    TEXT,
    `
    username|user name|login name|loginname|user login|screen name|screenname|display name|displayname|user handle|benutzername|nutzername|anmeldename|nom utilisateur|identifiant connexion|pseudo|pseudonyme|nombre usuario|usuario nombre|apodo|nome utente|gebruikersnaam|inlognaam
    nome usuario|utilizador nome|nazwa uzytkownika|brukernavn|anvandarnamn|brugernavn|kayttajatunnus|uzivatelske jmeno|kullanici adi|felhasznalonev|user nicename|nicename|login id user|userid login`,
  ),
  list('username', 'owner', TEXT, `login|handle|alias|user id|userid|account name|usuario|nick`),
  list(
    'online-profile',
    'nothing',
    TEXT,
    `
    twitter|twitter username|github username|facebook username|instagram username|telegram username|linkedin|facebook|instagram|skype|github|telegram|xing|mastodon|tiktok|youtube channel|snapchat|discord|social profile|social media|facebook id|google id|twitter handle|linkedin url|openid|apple id|oauth uid|social id`,
  ),
  list(
    'online-profile',
    'owner',
    TEXT,
    `website|web site|homepage|home page|user url|author url|personal url|profile url|blog|webseite|site web|sitio web|sito web`,
  ),
  list(
    'employment',
    'nothing',
    ANY,
    `
    job title|jobtitle|occupation|profession|hire date|hiredate|hired on|hired at|termination date|date hired|employment status|employment type|employee number|employee no|personnel number|staff number|current employer|employer name|job role|contact title|position title|work title
    beruf|berufsbezeichnung|einstellungsdatum|eintrittsdatum|austrittsdatum|personalnummer|personalnr|personal nr|arbeitgeber|stellenbezeichnung|profession metier|metier|date embauche|employeur|matricule|poste occupe|cargo empleado|profesion|ocupacion|puesto|puesto trabajo|fecha contratacion|empleador
    professione|mansione|data assunzione|datore lavoro|qualifica|beroep|functietitel|werkgever|datum indienst|in dienst|profissao|data admissao|empregador|zawod|stanowisko|data zatrudnienia|pracodawca|yrke|ammatti|povolani`,
  ),
  list(
    'employment',
    'person',
    TEXT,
    `
    company|company name|companyname|organisation|organization|employer|job|position|department|title|role title|firma|firmenname|unternehmen|societe|entreprise|raison sociale|fonction|empresa|cargo|razon social|azienda|ragione sociale|ditta|ruolo|bedrijf|bedrijfsnaam|functie|nazwa firmy|funktion|abteilung|afdeling|reporting line`,
  ),
  list(
    'education',
    'person',
    TEXT,
    `
    education|education level|degree|qualification|qualifications|school|school name|university|alma mater|grade|gpa|cv|resume|curriculum|curriculum vitae|bildung|abschluss|schulabschluss|lebenslauf|diplome|niveau etude|niveau etudes|formation|estudios|nivel estudios|titulacion|titolo studio|istruzione|opleiding|opleidingsniveau|escolaridade|wyksztalcenie`,
  ),
  list(
    'vehicle',
    'nothing',
    TEXT,
    `
    license plate|licence plate|number plate|registration plate|plate number|vehicle registration|vehicle identification number|kennzeichen|kfz kennzeichen|autokennzeichen|immatriculation|plaque immatriculation|matricula|patente veicolo|targa|kenteken|placa veiculo|numer rejestracyjny|tablica rejestracyjna`,
  ),
  list(
    'preference',
    'person',
    ANY,
    `hobby|hobbies|interests|loisirs|aficiones|hobbys|zainteresowania|interessen`,
  ),
  list(
    'activity',
    'owner',
    ['date', 'moment', 'text', 'integer'],
    `
    last login|lastlogin|last seen|last activity|last active|login time|logged in at|last login at|last access|login at|current sign in at|last sign in at|letzter login|letzte anmeldung|derniere connexion|ultimo acceso|ultimo accesso|laatste login|ultimo login|ostatnie logowanie|search query|search term|browsing history|referrer|referer`,
  ),
  list(
    'free-text',
    'owner',
    ['text', 'json'],
    `
    note|notes|comment|comments|remark|remarks|memo|bio|biography|about|about me|message|message body|body|feedback|observation|observations|text|content|transcript|description person|reason|complaint|answer|cover letter|internal note
    bemerkung|bemerkungen|notiz|notizen|kommentar|kommentare|anmerkung|anmerkungen|nachricht|hinweis|freitext|inhalt|brieftext|beschreibung person|grund|begruendung
    remarque|remarques|commentaire|commentaires|notes internes|messages|motif|observacion|observaciones|comentario|comentarios|nota|notas|mensaje|motivo|osservazioni|commento|commenti|messaggio|annotazioni
    opmerking|opmerkingen|notitie|notities|bericht|toelichting|observacao|observacoes|mensagem|uwagi|komentarz|notatka|notatki|wiadomosc|opis osoby|merknad|anmarkning|poznamka|megjegyzes`,
  ),

  // Special categories (Art 9) and criminal offences (Art 10).
  list(
    'health',
    'nothing',
    ANY,
    `
    medical|medical history|medical condition|medical conditions|medical notes|medical record|medical record number|health|health status|health condition|health insurance|diagnosis|diagnoses|diagnose|allergy|allergies|allergen info patient|blood type|blood group|bloodtype|disability|disabilities|disabled|is disabled|has disability|pregnant|pregnancy|is pregnant
    medication|medications|prescription|symptom|symptoms|treatment|illness|disease|icd|icd10|icd 10|icd code|vaccination|vaccinated|vaccine|immunization|hiv|hiv status|covid|covid status|mental health|therapy|surgery|patient notes|bmi|smoker|is smoker|sick days|sick leave|sickness|fit note|special needs|care plan|dietary requirements health|accessibility needs|mrn|glucose|blood pressure|heart rate|cholesterol
    gesundheit|krankheit|krankheiten|diagnosen|allergie|allergien|blutgruppe|behinderung|schwerbehindert|schwerbehinderung|schwanger|schwangerschaft|medikament|medikamente|befund|befunde|krankenkasse|krankenversicherung|krankenversicherungsnummer|krankmeldung|krankheitstage|impfung|impfstatus|behandlung|raucher|grad der behinderung|gdb|au tage|vorerkrankungen
    sante|maladie|maladies|diagnostic|groupe sanguin|handicap|handicape|rqth|enceinte|grossesse|medicament|medicaments|traitement medical|antecedents|antecedents medicaux|mutuelle|arret maladie|vaccin|vaccine contre
    salud|enfermedad|enfermedades|diagnostico|alergia|alergias|grupo sanguineo|tipo sangre|discapacidad|discapacitado|embarazada|embarazo|medicacion|medicamento|medicamentos|historia clinica|sintomas|baja medica|vacuna
    salute|malattia|malattie|diagnosi|gruppo sanguigno|disabilita|disabile|invalidita|gravidanza|incinta|farmaco|farmaci|patologie|patologia|tessera sanitaria|vaccino
    gezondheid|ziekte|ziektes|allergieen|bloedgroep|handicap|beperking|zwanger|zwangerschap|medicatie|medicijnen|ziekteverzuim|ziekmelding|verzuim|zorgverzekering|vaccinatie|klachten medisch
    saude|doenca|doencas|tipo sanguineo|deficiencia|gravida|gravidez|atestado medico|vacina
    zdrowie|choroba|choroby|diagnoza|alergie|grupa krwi|niepelnosprawnosc|ciaza|leki|szczepienie|zwolnienie lekarskie|objawy|rozpoznanie
    helse|sykdom|sygdom|halsa|sjukdom|sairaus|terveys|zdravi|nemoc|alergie|egeszseg|betegseg|boala|sanatate|saglik|hastalik|kan grubu`,
    'health',
  ),
  list(
    'health',
    'owner',
    ANY,
    `weight|height|gewicht|groesse patient|poids|taille patient|peso|altura|dietary|diet|dietary requirements|dietary preference|ernaehrung|regime alimentaire|dosage|vitals|clinical notes|observations clinical`,
    'health',
  ),
  list(
    'ethnic-origin',
    'nothing',
    ANY,
    `
    ethnicity|ethnic|ethnic origin|ethnic group|ethnic background|ethnic code|race|racial origin|skin colour|skin color|tribe|caste|indigenous
    ethnie|ethnische herkunft|ethnische zugehoerigkeit|hautfarbe|migrationshintergrund|origine ethnique|etnia|origen etnico|raza|origine etnica|razza|etniciteit|etnische afkomst|etniczne|pochodzenie etniczne|rasa|raca|raca cor`,
    'racial-or-ethnic-origin',
  ),
  list(
    'religion',
    'nothing',
    ANY,
    `
    religion|religious|religious belief|religious beliefs|faith|church|church tax|denomination|belief|beliefs|creed
    konfession|religionszugehoerigkeit|glaube|kirchensteuer|kirche|religionsgemeinschaft|confession|croyance|croyances|religieux|religione|confessione|credo religioso|culto|creencia|creencias|geloof|godsdienst|religie|kerkgenootschap|religiao|wyznanie|religia|uskonto|nabozenstvi|vallas`,
    'religious-or-philosophical-beliefs',
  ),
  list(
    'trade-union',
    'nothing',
    ANY,
    `
    trade union|tradeunion|union member|union membership|is union member|union dues|union name|labour union|labor union|gewerkschaft|gewerkschaftsmitglied|gewerkschaftszugehoerigkeit|syndicat|syndique|adhesion syndicale|sindicato|afiliacion sindical|sindacato|iscrizione sindacale|vakbond|vakbondslid|lidmaatschap vakbond|sindicalizado|zwiazek zawodowy|zwiazki zawodowe|fagforening|fackforbund`,
    'trade-union-membership',
  ),
  list(
    'political-opinion',
    'nothing',
    ANY,
    `
    political|political party|political affiliation|political opinion|political views|party affiliation|party membership|voting intention|voting preference|voted for|partei|parteizugehoerigkeit|parteimitglied|politische meinung|politische ansicht|parti politique|opinion politique|opinions politiques|partido politico|ideologia politica|opinion politica|partito politico|orientamento politico|opinioni politiche|politieke partij|politieke voorkeur|partido|opiniao politica|partia polityczna|poglady polityczne`,
    'political-opinions',
  ),
  list(
    'sexual-orientation',
    'nothing',
    ANY,
    `
    sexual orientation|sexual preference|sexuality|lgbt|lgbtq|gender identity trans|is transgender|transgender|sexuelle orientierung|sexuelle ausrichtung|orientation sexuelle|orientacion sexual|orientamento sessuale|seksuele geaardheid|seksuele voorkeur|orientacao sexual|orientacja seksualna`,
    'sexual-orientation',
  ),
  list(
    'sex-life',
    'nothing',
    ANY,
    `sex life|sexual history|sexual partners|sexually active|sexualleben|vie sexuelle|vida sexual|vita sessuale|seksleven|zycie seksualne`,
    'sex-life',
  ),
  list(
    'biometric',
    'nothing',
    ANY,
    `
    biometric|biometrics|biometric data|biometric template|fingerprint template|fingerprint data|finger print|fingerprint scan|face template|face embedding|face encoding|facial recognition|face id template|iris scan|iris code|retina|voiceprint|voice print|palm print|fingerabdruck|gesichtserkennung|biometrie|empreinte digitale|empreintes|huella dactilar|huella|impronta digitale|vingerafdruk|impressao digital|odcisk palca`,
    'biometric',
  ),
  list(
    'genetic',
    'nothing',
    ANY,
    `dna|genome|genetic|genetics|genotype|gene sequence|snp|karyotype|genetisch|genetische daten|genetique|adn|genetico|genetica|genetyczne`,
    'genetic',
  ),
  list(
    'criminal-offence',
    'nothing',
    ANY,
    `
    criminal|criminal record|criminal history|conviction|convictions|convicted|offence|offences|offense|offenses|arrest|arrested|arrest date|felony|misdemeanor|dbs check|dbs result|dbs number|background check|police record|prison|probation offence|sentence length|court case criminal
    vorstrafe|vorstrafen|fuehrungszeugnis|straftat|straftaten|verurteilung|casier judiciaire|condamnation|condamnations|infraction penale|antecedentes penales|condena|condenas|delito|delitos|casellario giudiziale|precedenti penali|condanna|condanne|reato|strafblad|veroordeling|vog|antecedentes criminais|condenacao|niekaralnosc|karalnosc|wyrok skazujacy|przestepstwo`,
    'criminal-offence',
  ),
];

/** A word that means a name, whoever or whatever is called so. */
export const NAME_WORDS: ReadonlySet<string> = new Set(
  'name names nm namen nom noms nombre nome nomi naam navn namn nimi nume nev jmeno isim ad adi bezeichner'.split(
    ' ',
  ),
);

/** After what a column would hold, a word that says it holds something else about it: `email_count`, `phone_type`. */
export const ABOUT_ITS_VALUE: ReadonlySet<string> = new Set(
  `count counts cnt sent verified verify status flag type types template templates subject enabled disabled confirmed at on
   date time timestamp id ids valid validated invalid opt optin optout allowed format length size sort order rank score
   required visible visibility public private permission preference preferences pref frequency limit attempts tries expires expiry expired
   changed change updated created requested reset estimated bounce bounced bounces blocked language locale encoding version width height
   mime content extension ext notification notifications notify subscribed newsletter marketing consent settings setting
   group groups category class provider host port server domain queue list lists campaign regex pattern mask label prefix
   anzahl gesendet bestaetigt typ art gueltig envoye verifie tipo enviado verificado inviato verificato soort verzonden index idx
   min max rules policy policies method source percentage fee amount cost price total rate`.split(/\s+/),
);
/** Before it: `is_email`, `num_children`, `has_phone`. */
export const BEFORE_ITS_VALUE: ReadonlySet<string> = new Set(
  'num nb n total show hide allow send accept receive enable use require count anzahl nombre can max min default product item file host domain column table field attribute event category brand model page menu site server template company'.split(
    ' ',
  ),
);

/** Shortened words and what they stand for; terms are matched after they were written out. */
export const SHORT: Readonly<Record<string, string>> = {
  usr: 'user',
  usrs: 'users',
  cust: 'customer',
  custs: 'customers',
  clt: 'client',
  cli: 'client',
  kd: 'kunde',
  kdn: 'kunden',
  kdnr: 'kunde nr',
  kndnr: 'kunden nr',
  knr: 'kunde nr',
  mgnr: 'mitglied nr',
  mitglnr: 'mitglied nr',
  kund: 'kund',
  emp: 'employee',
  empl: 'employee',
  addr: 'address',
  adress: 'address',
  addresse: 'adresse',
  ph: 'phone',
  phn: 'phone',
  mob: 'mobile',
  fst: 'first',
  frst: 'first',
  lst: 'last',
  nm: 'name',
  cd: 'code',
  birthd: 'birthday',
  gebdt: 'gebdatum',
  pswd: 'password',
  passw: 'password',
  pword: 'password',
  ctry: 'country',
  cntry: 'country',
  cty: 'city',
  pcode: 'postcode',
  zipcd: 'zip',
  strt: 'street',
  acc: 'account',
  acct: 'account',
  nbr: 'number',
  dte: 'date',
  dt: 'date',
  tlf: 'telefon',
  tlfn: 'telefon',
  telnr: 'telefonnr',
  vname: 'vorname',
  nname: 'nachname',
  natl: 'national',
  msg: 'message',
  cmt: 'comment',
  org: 'organisation',
  lang: 'language',
  pers: 'person',
  pat: 'patient',
  stud: 'student',
  bst: 'bestellung',
  rech: 'rechnung',
  ord: 'order',
  inv: 'invoice',
  grp: 'group',
  grps: 'groups',
  prod: 'product',
};
