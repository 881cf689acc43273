import type { Table } from '../catalog/catalog.ts';
import type { Classified } from '../classify/classified.ts';
import { HANDLERS } from '../classify/nouns.ts';
import { subjectOf } from '../classify/table.rules.ts';
import { tokensOf } from '../classify/tokens.rules.ts';
import type { Link } from './link.ts';
import { nounsOf, pointedAt, sameNoun } from './nouns.rules.ts';

/** Whose a row is, or only who dealt with it. */
export type Relation = 'owned-by' | 'accessed-by';

/** What an employer keeps about the people who work for it. */
const ABOUT_STAFF =
  /^(salary|salaries|payroll|payslip|payslips|absence|absences|leave|leaves|attendance|timesheet|timesheets|shift|shifts|contract|contracts|gehalt|gehaelter|urlaub|abwesenheit|login|logins|session|sessions|device|devices|address|addresses|adresse|adressen|emergency|training|appraisal|conge|conges|salaire|salaires|nomina|nominas|skill|skills|territories|pay|wage|wages|benefit|benefits|pension|sickness|dependents|dependants|history|profile|profiles)$/;

/** Lists everybody shares: somebody's number in them says who made or manages the row. */
const EVERYBODYS =
  /^(product|products|produkt|produkte|produit|produits|producto|productos|prodotto|prodotti|artikel|category|categories|kategorie|kategorien|categorie|role|roles|permission|permissions|store|stores|shop|shops|filiale|department|departments|abteilung|group|groups|team|teams|course|courses|language|languages|currency|currencies|country|countries|plan|plans|template|templates|page|pages|tag|tags|film|films|movie|movies|setting|settings|config|warehouse|warehouses|office|offices|location|locations|project|projects|campaign|campaigns|migration|migrations|job|jobs)$/;

/** Work is done for somebody: a client's plain number in it says for whom, where a user's says who made the row. */
const WORK = /^(job|jobs|project|projects|projekt|projekte)$/;
const SERVED = /^(client|clients|customer|customers|patient|patients|kunde|kunden|cliente|clientes|clienti)$/;

/** Tables that say of everybody who they are. */
const SELF =
  /^(person|persons|people|individual|individuals|human|humans|personne|personnes|persona|personas|persone|pessoa|pessoas|osoba|osoby|persoon|personen)$/;
/** Tables of those who sign in. */
const ACCOUNT =
  /^(user|users|account|accounts|benutzer|nutzer|utilisateur|utilisateurs|usuario|usuarios|utente|utenti|gebruiker|gebruikers|uzytkownik|uzytkownicy)$/;
/** People whom somebody keeps a note of: not the one who signs in. */
const OTHERS =
  /^(contact|contacts|lead|leads|prospect|prospects|friend|friends|guest|guests|recipient|recipients|child|children|beneficiary|beneficiaries|follower|followers|kontakt|kontakte|contacto|contactos|contatto|contatti|visitor|visitors|candidate|candidates|applicant|applicants)$/;

interface Question {
  readonly link: Link;
  readonly table: Table;
  readonly to: Table;
  readonly people: ReadonlySet<string>;
  /** All links of the table to tables of people. */
  readonly direct: readonly Link[];
  readonly columns: ReadonlyMap<string, Classified>;
}

/** What a link to a table of people means for the row that has it. */
export function relationOf({ link, table, to, people, direct, columns }: Question): Relation {
  if (link.to === link.from) return 'accessed-by';
  const nouns = nounsOf([to]).get(to.id) ?? [];
  const words = link.columns.flatMap((column) => pointedAt(column).words);
  const roles = words.filter((word) => !nouns.some((noun) => sameNoun(noun, word)));
  if (roles.some((word) => HANDLERS.has(word)) || roles.join(' ').endsWith(' by')) return 'accessed-by';

  // Whose row it is, another link says.
  if (link.guessed && direct.some((other) => !other.guessed)) return 'accessed-by';

  // One row for each person: a profile, an account, a patient's file. Two tables about the same people.
  const alone =
    sameColumns(table.primaryKey, link.columns) ||
    table.uniques.some((one) => sameColumns(one, link.columns));
  const of = subjectOf(to.name);
  if (people.has(table.id)) {
    if (alone) return 'owned-by';
    // Only somebody's plain number: `users.person_id`, `customers.user_id` are the same person once more.
    const plain = roles.length === 0 && of === 'person';
    const own = tokensOf(table.name);
    const same =
      nouns.some((noun) => SELF.test(noun)) ||
      (nouns.some((noun) => ACCOUNT.test(noun)) && !own.some((word) => OTHERS.test(word)));
    return plain && same ? 'owned-by' : 'accessed-by';
  }
  const subject = subjectOf(table.name);
  const tableWords = tokensOf(table.name);
  const called = nouns.length > 0 && nouns.every((noun) => tableWords.some((word) => sameNoun(noun, word)));
  const keyed = link.columns.every((column) => table.primaryKey.includes(column));
  const everybodys = EVERYBODYS.test(tableWords.at(-1) ?? '');
  if (of === 'staff' || of === 'organisation') {
    if (called || keyed || tableWords.some((word) => ABOUT_STAFF.test(word))) return 'owned-by';
    if (of === 'organisation' || subject === 'thing') return 'accessed-by';
    const others = direct.some((other) => other.to !== link.to && subjectOf(other.to) !== 'staff');
    const identified = [...columns.values()].some((one) => one.category === 'email');
    return others || identified || table.foreignKeys.length > 2 ? 'accessed-by' : 'owned-by';
  }
  const served =
    roles.length === 0 && WORK.test(tableWords.at(-1) ?? '') && nouns.some((noun) => SERVED.test(noun));
  return everybodys && !called && !keyed && !served ? 'accessed-by' : 'owned-by';
}

const sameColumns = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((column) => other.includes(column));
