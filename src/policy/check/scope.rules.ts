import { fieldsOf } from '../field.rules.ts';
import { COLLECTION_PAGES } from '../language/index.ts';
import { nearest } from '../language-findings.ts';
import type { Policy } from '../policy.ts';
import { governedElsewhere, peopleSpokenTo, scopeKindOf } from '../scope.rules.ts';
import { sayTerm } from '../words.ts';
import type { Look } from './look.ts';
import { ownPurposes } from './purposes.rules.ts';
import { article, type Check, type Hit, house } from './rule.ts';

type Scopes = Generator<{ name: string; scope: Policy['scope'][string] }>;

function* scopes({ policy }: Look): Scopes {
  for (const [name, scope] of Object.entries(policy.scope)) yield { name, scope };
}

/** An address of ours: a path, or on the host of our website. */
function isOurs({ organisation }: Policy, url: string): boolean {
  if (url.startsWith('/')) return true;
  const host = (one: string | undefined) => (one && URL.canParse(one) ? new URL(one).host : null);
  return host(url) !== null && host(url) === host(organisation.website);
}

/** "Their notice applies" is no help to anybody who can't find it. */
const nowhere: Check = {
  rule: 'language-scope-nowhere',
  severity: 'error',
  ground: house,
  *find(look) {
    for (const { name, scope } of scopes(look)) {
      const elsewhere = governedElsewhere(look.policy, name);
      if (!elsewhere || elsewhere.where.length > 0) continue;
      // What we handle for clients is declared as processing: a request about it is passed on to them.
      if (scope['governed-by'] === 'the-client' && Object.keys(look.policy.processing).length > 0) continue;
      yield {
        place: look.at(`scope.${name}`),
        message: `${name} says that the notice of ${elsewhere.by} governs, and nothing says where that is.`,
        todo: 'Declare its address under links, and name it here: notice: their-policy.',
      };
    }
  },
};

/** A place of somebody else's that leads to our notice claims what we do not promise. */
const ownNotice: Check = {
  rule: 'language-scope-own-notice',
  severity: 'error',
  ground: house,
  *find(look) {
    for (const { name, scope } of scopes(look)) {
      if (scopeKindOf(scope) !== 'elsewhere') continue;
      const hit = (path: string, url: string): Hit => ({
        place: look.at(path),
        message: `${name} is governed by others, and ${url} is our own notice.`,
        todo: 'Name their notice, or say that ours governs.',
      });
      for (const link of scope.notice ?? []) {
        const to = look.policy.links[link]?.to;
        if (to && isOurs(look.policy, to)) yield hit(`scope.${name}.notice`, to);
      }
      for (const [place, { notice }] of Object.entries(scope.places ?? {}))
        if (notice && isOurs(look.policy, notice)) yield hit(`scope.${name}.places.${place}.notice`, notice);
    }
  },
};

const placeUncovered: Check = {
  rule: 'notice-69-place-without-notice',
  severity: 'error',
  ground: article('Art 12(1), 13(1)'),
  *find(look) {
    for (const { name, scope } of scopes(look))
      for (const [place, { kind, notice }] of Object.entries(scope.places ?? {}))
        if (!notice)
          yield {
            place: look.at(`scope.${name}.places.${place}`),
            message: `The ${kind} ${sayTerm(place)} leads to no notice: whoever uses it is not covered.`,
            todo: 'Link to the notice there, and say where: notice: https://…/privacy.',
          };
        else if (scope['governed-by'] === 'us' && !isOurs(look.policy, notice))
          yield {
            place: look.at(`scope.${name}.places.${place}.notice`),
            message: `The ${kind} ${sayTerm(place)} is said to be covered, and leads to another notice: ${notice}.`,
            todo: 'Link to our own notice there.',
          };
  },
};

const peopleUncovered: Check = {
  rule: 'notice-68-people-not-covered',
  severity: 'error',
  ground: article('Art 12(1), 13, 14'),
  *find(look) {
    const spoken = peopleSpokenTo(look.policy);
    if (!spoken) return;
    const used = new Set([...ownPurposes(look)].flatMap(([, purpose]) => purpose.people));
    for (const group of used)
      if (!spoken.has(group))
        yield {
          place: look.at(`people.${group}`),
          message: `We use data of ${sayTerm(group)}, to whom this notice does not speak.`,
          todo: 'Add them to the people of a scope, or give them a notice of their own and say so.',
        };
  },
};

const companyAnywhere: Check = {
  rule: 'language-scope-company-without-country',
  severity: 'error',
  ground: article('Art 13(1)(e), 13(1)(f)'),
  *find(look) {
    for (const { name, scope } of scopes(look))
      for (const company of scope.recipients ?? [])
        if (!look.policy.recipients[company]?.where)
          yield {
            place: look.at(`recipients.${company}`),
            message: `${name} includes ${company}, and nothing says in which country that company is.`,
            todo: 'Say it: where: uk.',
          };
  },
};

/** Where "we" is one company, another's form can't stand on this notice. */
const formOfAnother: Check = {
  rule: 'language-scope-form-of-another',
  severity: 'error',
  ground: article('Art 13(1)(a)'),
  *find(look) {
    const us = [...scopes(look)].find(({ scope }) => scope.means === 'us');
    if (!us) return;
    for (const [name, point] of Object.entries(look.policy.collection)) {
      const by = point['controlled-by'];
      if (by && COLLECTION_PAGES[point.kind] === 'form' && !us.scope.recipients?.includes(by))
        yield {
          place: look.at(`collection.${name}.controlled-by`),
          message: `${name} is a form of ${by}, for whom this notice does not speak (${us.name}).`,
          todo: 'Take the form away, or add the company to the scope.',
        };
    }
  },
};

/**
 * Whatever is asked of a person identifies or describes them: it belongs to some kind of data, or no purpose, period or
 * answer ever reaches it. Only what is told without a name may be none.
 */
const fieldOfNothing: Check = {
  rule: 'language-field-in-no-data',
  severity: 'error',
  ground: article('Art 4(1)'),
  *find({ policy, at }) {
    const known = [...new Set(Object.values(policy.data).flatMap(fieldsOf))];
    for (const [name, { fields, anonymous }] of Object.entries(policy.collection))
      for (const field of Object.keys(fields)) {
        if (known.includes(field)) continue;
        const near = nearest(field, known);
        yield {
          place: at(`collection.${name}.fields.${field}`),
          ...(anonymous && { severity: 'warning' as const }),
          message: `${name} asks for "${field}", which is in no kind of data: nothing says what it is used for or how long it is kept.`,
          todo: near
            ? `Did you mean "${near}"? If not, add "${field}" to the fields of a kind of data.`
            : `Add "${field}" to the fields of a kind of data.`,
        };
      }
  },
};

export const scopeChecks: readonly Check[] = [
  nowhere,
  ownNotice,
  placeUncovered,
  peopleUncovered,
  companyAnywhere,
  formOfAnother,
  fieldOfNothing,
];
