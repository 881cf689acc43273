import { type Classified, type Context, type Judged, judged } from './classified.ts';
import { agreement, byValues } from './evidence.rules.ts';
import { COULD_BE_ELSE, isDelivery, meaningsOf, type Named, nameOfWhom, namesAuthor } from './named.rules.ts';
import { nestedColumns } from './nested.rules.ts';
import { subjectOf } from './table.rules.ts';
import { tokensOf } from './tokens.rules.ts';

/** What is known of a table from its name alone. */
export function contextOf(table: string): Context {
  const subject = subjectOf(table);
  return {
    table,
    subject,
    people: subject === 'person' || subject === 'staff',
    owned: subject === 'of-a-person',
    beside: new Set(),
  };
}

/**
 * What a column holds of people, by its name in the habits of several languages, its type, some of its values, and what
 * its table is about. Null: nothing personal that we can tell.
 */
export function classify(column: Judged, samples: readonly string[], context: Context): Classified | null {
  if (column.family === 'json' || (column.family === 'text' && nestedColumns(samples))) {
    return byNested(samples, context) ?? byName(column, samples, context);
  }
  const named = byName(column, samples, context);
  const valued = byValues(column, samples, context);
  // An `address` or `login` whose values are all addresses of e-mail is one of those.
  if (
    named &&
    valued &&
    named.special === null &&
    UNMISTAKABLE.has(valued.category) &&
    named.category !== valued.category
  )
    return valued;
  return named ?? valued ?? byTable(column, context);
}

const UNMISTAKABLE: ReadonlySet<string> = new Set(['email', 'bank-account']);

function byName(column: Judged, samples: readonly string[], context: Context): Classified | null {
  const tokens = tokensOf(column.name);
  const tableTokens = tokensOf(context.table);
  // `customer.customer_email`: the table's own noun adds nothing.
  for (const named of meaningsOf(tokens)) {
    const { list, term } = named;
    if (!list.families.includes(column.family) && column.family !== 'json') continue;
    const confidence = confidenceOf(named, tokens, context);
    if (confidence === 0) continue;
    const agrees = agreement(list.category, samples, column.family);
    if (agrees === 'no') continue;
    return judged(
      list.category,
      list.special ?? null,
      agrees === 'yes' ? Math.min(0.99, confidence + 0.07) : confidence,
      `named "${term}"${agrees === 'yes' ? ', and its values look like it' : ''}${whyOf(list.needs, context)}`,
    );
  }
  if (column.family !== 'text') return null;
  return byBareName(tokens, tableTokens, samples, context);
}

function byBareName(
  tokens: readonly string[],
  tableTokens: readonly string[],
  samples: readonly string[],
  context: Context,
): Classified | null {
  if (namesAuthor(tokens) && (context.owned || context.people || context.subject === 'matter')) {
    return agreement('name', samples, 'text') === 'no'
      ? null
      : judged('name', null, 0.65, `names the ${tokens.at(-1)} of the row`);
  }
  const whose = nameOfWhom(tokens, tableTokens);
  if (whose === null || whose === 'something' || agreement('name', samples, 'text') === 'no') return null;
  if (whose === 'somebody' && (context.subject !== 'thing' || context.people)) {
    return judged('name', null, 0.85, 'names a person by its words');
  }
  if (context.people) return judged('name', null, 0.88, `a name in a table of people ("${context.table}")`);
  return null;
}

/** How sure the words make us in this table; 0: not at all. */
function confidenceOf({ list, term, numbered }: Named, tokens: readonly string[], context: Context): number {
  const { subject, people, owned, beside } = context;
  const near = people || owned;
  if (numbered && list.special && !near) return 0;
  if (list.needs === 'nothing') {
    if (near) return 0.92;
    if (subject === 'thing') return list.category === 'name' ? 0.6 : 0;
    if (subject === 'figure') return list.category === 'name' ? 0.7 : 0.5;
    if (subject === 'organisation') {
      if (list.category === 'name') return 0.8;
      return list.category === 'email' ? 0.6 : beside.has('name') ? 0.6 : 0;
    }
    return list.special ? 0.65 : 0.85;
  }
  if (list.needs === 'person') return people ? 0.8 : 0;
  if (list.category === 'address') {
    const delivery = isDelivery(tokens);
    const another = beside.has('address') || beside.has('postal');
    if (people) return 0.85;
    if (delivery) return near || subject === 'matter' || subject === 'unknown' ? 0.75 : 0;
    if (near) return another || !COULD_BE_ELSE.has(term) ? 0.75 : 0;
    return subject === 'matter' && another ? 0.7 : 0;
  }
  return near ? 0.75 : 0;
}

const whyOf = (needs: string, { people, owned, table }: Context): string =>
  needs === 'nothing'
    ? ''
    : people
      ? `, in a table of people ("${table}")`
      : owned
        ? `, in a table whose rows belong to people ("${table}")`
        : '';

/**
 * What only the table tells, where its rows belong to people: text in one that is called after something special
 * (`allergies.substance`), the parts of a card (`payment_card.code`), the moments of a login.
 */
function byTable(column: Judged, context: Context): Classified | null {
  if (!(context.owned || context.people)) return null;
  const tokens = tokensOf(column.name);
  const table = tokensOf(context.table);
  if (table.some((word) => CARDS.has(word)) && tokens.some((word) => CARD_PARTS.has(word))) {
    return judged('payment-card', null, 0.65, `part of a card, in "${context.table}"`);
  }
  if (
    column.family === 'moment' &&
    table.some((word) => LOGINS.has(word)) &&
    !tokens.some((word) => MADE.has(word))
  ) {
    return judged('activity', null, 0.6, `when somebody was active, in "${context.table}"`);
  }
  if (column.family !== 'text' || tokens.some((word) => DULL.has(word))) return null;
  const special = meaningsOf(table).find(
    ({ list }) => list.special !== undefined && list.needs === 'nothing',
  );
  if (!special) return null;
  return judged(
    special.list.category,
    special.list.special ?? null,
    0.6,
    `in a table about "${special.term}" whose rows belong to people`,
  );
}

const CARDS: ReadonlySet<string> = new Set(
  'card cards creditcard creditcards karte karten carte cartes tarjeta tarjetas carta kaart cartao karta'.split(
    ' ',
  ),
);
const CARD_PARTS: ReadonlySet<string> = new Set(
  'name code number nummer numero expiry expires exp expiration holder brand pan cvv cvc'.split(' '),
);
const LOGINS: ReadonlySet<string> = new Set(
  'login logins signin signins session sessions logon logons anmeldung anmeldungen connexion connexions'.split(
    ' ',
  ),
);
const MADE: ReadonlySet<string> = new Set('created updated modified deleted expires expiry valid'.split(' '));
const DULL: ReadonlySet<string> = new Set(
  'id status type created updated modified by at on date version language locale currency key uuid flag source'.split(
    ' ',
  ),
);

function byNested(samples: readonly string[], context: Context): Classified | null {
  const inner = nestedColumns(samples);
  if (!inner) return null;
  const found = [...inner]
    .map(([key, values]) => ({
      key,
      judged:
        byName({ name: key, family: 'text' }, values, context) ??
        byValues({ name: key, family: 'text' }, values, context),
    }))
    .filter((one) => one.judged !== null);
  const best = found
    .map((one) => one.judged)
    .filter((one) => one !== null)
    .sort(
      (one, other) =>
        Number(other.special !== null) - Number(one.special !== null) || other.confidence - one.confidence,
    )[0];
  if (!best) return null;
  const keys = found.map((one) => `${one.key} (${one.judged?.category})`);
  return {
    ...best,
    inside: true,
    because: `structured text with personal keys: ${keys.slice(0, 8).join(', ')}${keys.length > 8 ? ' …' : ''}`,
  };
}
