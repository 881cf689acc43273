import { type Check, house } from './rule.ts';

/** A purpose that cites a case: cases are opened where it says, and what it asks of them is asked of some. */
const caseNobodyOpens: Check = {
  rule: 'language-case-nobody-opens',
  severity: 'error',
  ground: house,
  *find(look) {
    for (const [name, { only }] of Object.entries(look.policy.purposes))
      for (const point of only?.citing?.case ?? [])
        if (look.policy.collection[point]?.kind !== 'support-case')
          yield {
            place: look.at(`purposes.${name}.only.citing.case`),
            message: `${name} may be claimed only for a case opened at ${point}, and no cases are opened there: whatever asks for it would be refused.`,
            todo: `Name a collection point of "kind: support-case", or make ${point} one.`,
          };
  },
};

const reviewOfNothing: Check = {
  rule: 'language-review-of-no-case',
  severity: 'error',
  ground: house,
  *find(look) {
    for (const [name, { only }] of Object.entries(look.policy.purposes)) {
      const { citing } = only ?? {};
      if (!citing || citing.case) continue;
      for (const part of ['reviewed-every', 'assigned'] as const)
        if (citing[part])
          yield {
            place: look.at(`purposes.${name}.only.citing.${part}`),
            message: `${name} says "${part}", which is about cases, and names no collection point at which they are opened.`,
            todo: 'Add case: with the name of a collection point of "kind: support-case", or take the line out.',
          };
    }
  },
};

/** What people say at a point about how they are reached, or up to how much they pay, they say in a field of it. */
const saidInNoField: Check = {
  rule: 'language-said-in-no-field',
  severity: 'error',
  ground: house,
  *find(look) {
    for (const [name, point] of Object.entries(look.policy.collection))
      for (const part of ['reached-by', 'agrees'] as const) {
        const field = point[part];
        if (field !== undefined && !Object.hasOwn(point.fields, field))
          yield {
            place: look.at(`collection.${name}.${part}`),
            message: `${name} has no field "${field}", in which people would say it.`,
            todo: `Add ${field} to its fields, or name the field that asks for it.`,
          };
      }
  },
};

const agreedNowhere: Check = {
  rule: 'language-agreed-nowhere',
  severity: 'warning',
  ground: house,
  *find(look) {
    for (const [name, { only }] of Object.entries(look.policy.purposes)) {
      const said = Object.values(look.policy.collection).some(
        ({ agrees, purposes }) => agrees !== undefined && purposes.includes(name),
      );
      if (only?.['up-to'] && !said)
        yield {
          place: look.at(`purposes.${name}.only.up-to`),
          message: `${name} takes no more than people agreed to, and no collection point asks them for an amount: your own systems have to tell it.`,
          todo: 'Add agrees: with the field of the amount to the point where they agree, or tell it by POST /api/preferences, kind "agreed".',
        };
    }
  },
};

export const onlyChecks: readonly Check[] = [caseNobodyOpens, reviewOfNothing, saidInNoField, agreedNowhere];
