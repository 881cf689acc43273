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

const reachedByNoField: Check = {
  rule: 'language-reached-by-no-field',
  severity: 'error',
  ground: house,
  *find(look) {
    for (const [name, point] of Object.entries(look.policy.collection)) {
      const field = point['reached-by'];
      if (field !== undefined && !Object.hasOwn(point.fields, field))
        yield {
          place: look.at(`collection.${name}.reached-by`),
          message: `${name} has no field "${field}", so nobody can say there how they want to be reached.`,
          todo: `Add ${field} to its fields, or name the field that asks for it.`,
        };
    }
  },
};

export const onlyChecks: readonly Check[] = [caseNobodyOpens, reviewOfNothing, reachedByNoField];
