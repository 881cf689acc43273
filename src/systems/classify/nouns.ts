/*
 * What tables are about, in the words that people name them with: singular and plural, without accents
 * (ä may be written a or ae). One line a language where that helps: en de fr es it nl pt pl, then others.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** A row of such a table is a person. */
export const PEOPLE = words(`
  customer customers client clients user users member members patient patients student students pupil pupils guest guests
  subscriber subscribers donor donors applicant applicants candidate candidates lead leads contact contacts person persons
  people buyer buyers shopper shoppers visitor visitors participant participants attendee attendees passenger passengers
  resident residents citizen citizens voter voters parent parents child children guardian guardians beneficiary
  beneficiaries policyholder policyholders borrower borrowers recipient recipients follower followers player players
  human humans individual individuals consumer consumers registrant registrants volunteer volunteers learner learners
  prospect prospects supporter supporters respondent respondents friend friends tutor tutors trainee trainees customeruser
  kunde kunden kundin kundinnen benutzer nutzer anwender mitglied mitglieder patientin patienten schueler schuler gast gaeste
  abonnent abonnenten spender bewerber interessent interessenten ansprechpartner personen teilnehmer versicherter
  versicherte mieter bewohner einwohner kontakt kontakte kontaktperson besucher kinder eltern studierende
  utilisateur utilisateurs membre membres adherent adherents usager usagers eleve eleves etudiant etudiants invite invites
  abonne abonnes donateur donateurs candidat candidats personne personnes visiteur visiteurs acheteur acheteurs locataire
  cliente clientes usuario usuarios miembro miembros socio socios paciente pacientes alumno alumnos estudiante estudiantes
  huesped huespedes suscriptor suscriptores donante donantes candidato candidatos persona personas contacto contactos
  afiliado afiliados inquilino
  clienti utente utenti membro membri soci paziente pazienti studente studenti ospite ospiti abbonato abbonati iscritto
  iscritti donatore candidati persone contatto contatti anagrafica anagrafiche
  klant klanten gebruiker gebruikers lid leden leerling leerlingen gasten abonnee abonnees donateurs kandidaat kandidaten
  persoon deelnemer deelnemers relatie relaties huurder contactpersoon contactpersonen
  utilizador utilizadores membros aluno alunos hospede hospedes assinante assinantes doador doadores pessoa pessoas
  contato contatos estudantes
  klient klienci klientow uzytkownik uzytkownicy uzytkownikow czlonek czlonkowie pacjent pacjenci uczen uczniowie gosc goscie
  osoba osoby kontrahent kontrahenci abonenci
  kund kunder anvandare medlem medlemmar bruger brugere bruker brukere medlemmer elev elever deltagare pasient henkilo
  asiakas asiakkaat kayttaja kayttajat jasen zakaznik zakaznici uzivatel uzivatele osoby clenove pacient pacienti
  ugyfel ugyfelek felhasznalo felhasznalok clienti utilizator utilizatori persoane musteri musteriler kullanici kullanicilar
  polzovatel polzovateli klienty`);

/** People who work for the organisation. */
export const STAFF = words(`
  employee employees staff staffs personnel worker workers agent agents salesperson salespersons salesrep rep reps manager
  managers doctor doctors physician physicians nurse nurses teacher teachers instructor instructors professor professors
  operator operators technician technicians therapist therapists driver drivers courier couriers admin admins
  administrator administrators moderator moderators hr workforce
  mitarbeiter mitarbeiterin angestellte angestellter beschaeftigte beschaftigte personal arzt aerzte lehrer bearbeiter
  sachbearbeiter vertreter verkaeufer verkaufer
  employe employes salarie salaries vendeur vendeurs medecin medecins enseignant enseignants intervenant
  empleado empleados trabajador trabajadores medico medicos profesor profesores vendedor vendedores
  dipendente dipendenti impiegato impiegati medici insegnante
  medewerker medewerkers werknemer werknemers personeel arts artsen docent docenten verkoper
  funcionario funcionarios colaborador colaboradores empregado empregados
  pracownik pracownicy pracownikow lekarz lekarze nauczyciel sprzedawca
  anstalld anstallda medarbejder medarbejdere ansat ansatte tyontekija zamestnanec zamestnanci dolgozo dolgozok angajat
  angajati calisan calisanlar personel sotrudnik sotrudniki`);

/** An organisation; behind it there may be a person to speak to. */
export const ORGANISATIONS = words(`
  supplier suppliers vendor vendors shipper shippers carrier carriers partner partners publisher publishers manufacturer
  manufacturers company companies organisation organisations organization organizations business businesses distributor
  distributors agency agencies school schools university universities hospital hospitals bank banks insurer insurers
  employer employers sponsor sponsors merchant merchants retailer retailers seller sellers provider providers
  lieferant lieferanten hersteller firma firmen unternehmen spediteur verlag verein
  agence agences succursale succursales fournisseur fournisseurs fabricant entreprise entreprises societe societes transporteur transporteurs
  proveedor proveedores fabricante fabricantes empresa empresas transportista
  fornitore fornitori azienda aziende produttore ditta ditte
  leverancier leveranciers bedrijf bedrijven fabrikant
  fornecedor fornecedores
  dostawca dostawcy producent producenci firmy
  leverantor leverantorer foretag leverandor leverandorer dodavatel dodavatele szallito furnizor furnizori tedarikci`);

/** Names that are known to the public: a work's maker. */
export const FIGURES = words(`
  actor actors artist artists author authors director directors singer singers band bands composer composers performer
  performers writer writers poet poets musician musicians cast crew kuenstler kunstler autor autoren schauspieler auteur
  auteurs acteur acteurs artiste artistes realisateur autores artista artistas autore autori attore attori acteurs
  kunstenaar autorzy aktor aktorzy`);

/** What is no person, and lists of words that forms choose from. */
export const THINGS = words(`
  product products item items film films movie movies track tracks album albums song songs category categories tag tags genre
  genres language languages setting settings config configs configuration configurations option options lookup lookups
  currency currencies country countries region regions state states city cities territory territories store stores shop shops
  warehouse warehouses inventory inventories stock stocks price prices plan plans feature features permission permissions role
  param params parameter parameters parametre parametres parametro parametri
  roles module modules migration migrations template templates page pages menu menus article articles book books media
  playlist playlists brand brands model models unit units tax taxes rate rates status statuses type types version versions
  job jobs queue queues cache translation translations locale locales group groups department departments team teams office
  offices location locations place places zone zones timezone timezones schema schemas metadata demographics demo segment
  segments level levels tier tiers course courses lesson lessons subject subjects class classes room rooms building buildings
  dish dishes food foods ingredient ingredients recipe recipes vehicle vehicles car cars asset assets resource resources
  artikel produkt produkte kategorie kategorien waren lager einstellung einstellungen sprache sprachen land laender lander
  gruppe gruppen abteilung abteilungen preis preise einheit einheiten filiale filialen rolle rollen ort orte
  produit produits categorie parametre parametres langue langues pays groupe groupes magasin magasins
  stocks prix ville villes
  producto productos articulo articulos categoria categorias configuracion ajuste ajustes idioma idiomas pais paises
  grupo grupos tienda tiendas almacen precio precios ciudad ciudades departamento departamentos
  prodotto prodotti articolo articoli categorie impostazioni lingua lingue paese paesi gruppo gruppi negozio negozi
  magazzino citta reparto prezzi
  producten artikelen instelling instellingen taal talen landen groep groepen winkel winkels afdeling afdelingen voorraad
  produto produtos configuracoes loja lojas estoque cidade cidades
  produkty towar towary kategoria kategorie ustawienia jezyk jezyki kraj kraje grupa grupy sklep magazyn miasto miasta
  produkter varer kategorier innstillinger tuote tuotteet vyrobek vyrobky termek termekek produse urun urunler tovar tovary`);

/** Something about a person, or done with one: never a person itself. */
export const MATTERS = words(`
  order orders invoice invoices payment payments address addresses profile profiles login logins session sessions visit visits
  message messages comment comments note notes document documents history log logs cart carts basket baskets booking bookings
  reservation reservations appointment appointments subscription subscriptions consent consents ticket tickets request requests
  review reviews rating ratings like likes vote votes post posts card cards account accounts transaction transactions purchase
  purchases sale sales rental rentals loan loans claim claims policy policies contract contracts call calls email emails mail
  mails phone phones token tokens device devices file files image images photo photos attachment attachments event events
  activity activities action actions audit notification notifications preference preferences skill skills line lines detail
  details record records result results test tests grade grades enrollment enrollments enrolment enrolments registration
  registrations attendance absence absences leave leaves salary salaries payroll payslip payslips timesheet timesheets shift
  shifts contract prescription prescriptions diagnosis diagnoses treatment treatments allergy allergies condition conditions
  meta map mapping link links relation relationship relationships assignment assignments wishlist favourites favorites
  favorite points bonus coupon coupons credit credits statement statements shipment shipments delivery deliveries
  bestellung bestellungen auftrag auftraege auftrage rechnung rechnungen zahlung zahlungen adresse adressen anschrift
  anschriften buchung buchungen termin termine vertrag vertraege vertrage lieferung lieferungen position positionen
  nachricht nachrichten notiz notizen beleg belege abwesenheit gehalt gehaelter urlaub
  commande commandes facture factures paiement paiements reservation rendezvous contrat contrats livraison livraisons ligne
  lignes message achat achats vente ventes conge conges salaire salaires
  pedido pedidos factura facturas pago pagos direccion direcciones reserva reservas cita citas contrato contratos envio envios
  compra compras venta ventas linea lineas mensaje mensajes nomina nominas
  ordine ordini fattura fatture pagamento pagamenti indirizzo indirizzi prenotazione prenotazioni appuntamento contratti
  spedizione spedizioni riga righe acquisto acquisti vendita vendite messaggio messaggi
  bestelling bestellingen factuur facturen betaling betalingen adres adressen boeking boekingen afspraak afspraken
  contracten levering leveringen regel regels bericht berichten
  encomenda encomendas fatura faturas endereco enderecos agendamento contratos venda vendas
  zamowienie zamowienia faktura faktury platnosc platnosci adresy rezerwacja rezerwacje umowa umowy wizyta wizyty
  ordrer fakturaer adresser betalinger tilaus tilaukset objednavka objednavky rendeles rendelesek comanda comenzi siparis
  siparisler`);

/** Says nothing about what a table holds. */
export const EMPTY = words(`
  tbl tab table t data daten donnees datos dati gegevens dados dane info infos information informations list liste lista
  master stamm base basis main core app application auth sys system crm erp shop web site db dim fact stg raw tmp old new
  my all the of de des du la le les der die das den del di do da van het x registered active archived archive backup copy
  internal external public private the online vip premium tb mst ref refs`);

/** Words with which one name points at another's key. */
export const KEY_WORDS = words(
  `id ids nr no num number nummer numero code cod key fk pk ref reference uuid guid oid uid kod idx identifier schluessel`,
);

/** In a column that points at people: somebody who dealt with the row, not whose it is. */
export const HANDLERS = words(`
  created creator updated updater modified modifier deleted approved approver assigned assignee manager managed supervisor
  boss rep support handled handler reviewed reviewer verified entered processed agent seller sales salesperson
  salesrep reports report lead by editor edited moderator moderated closed opened resolved locked invited inviter referrer
  referred served issued issuer prepared authorized authorised operator cashier actor whodunnit
  bearbeiter erstellt geaendert zustaendig betreuer vertreter verkaeufer sachbearbeiter vorgesetzter
  cree modifie responsable vendeur gestionnaire commercial
  creado modificado vendedor gestor asignado supervisor
  creato modificato venditore responsabile
  aangemaakt gewijzigd verkoper verantwoordelijke behandelaar
  criado alterado responsavel
  utworzyl zmienil opiekun sprzedawca kierownik`);

/** In a column that points at people without naming a table of theirs. */
export const PARTIES = words(`
  user author owner sender recipient receiver creator assignee member customer client person employee contact buyer seller
  borrower requester reporter participant follower followee friend uploader poster commenter voter subscriber guest patient visitor
  student from to by nutzer besitzer absender empfaenger ersteller auteur proprietaire expediteur destinataire propietario
  remitente destinatario autore mittente eigenaar afzender ontvanger wlasciciel`);

/** What stands before an address or name that belongs to somebody's order. */
export const DELIVERIES = words(`
  ship shipping shipto billto billing bill delivery deliver invoice recipient receiver consignee buyer payer payee
  liefer lieferung rechnung rechnungs rechn empfaenger versand livraison facturation destinataire envio facturacion
  destinatario spedizione fatturazione verzend factuur aflever entrega cobranca faturamento dostawy wysylki faktury leverings`);
