import { unmappedAt } from '../staff-map.rules.ts';
import { article, type Check } from './rule.ts';

/** A policy that ties fields about staff to duties of an employer ties all of them. */
const withoutDuty: Check = {
  rule: 'law-staff-field-without-duty',
  severity: 'error',
  ground: article('Art 5(1)(c), 6(1)'),
  *find(look) {
    for (const [name, point] of Object.entries(look.policy.collection))
      for (const field of Object.keys(point.fields)) {
        const why = unmappedAt(look.policy, point, field);
        if (why !== null)
          yield {
            place: look.at(`collection.${name}.fields.${field}`),
            message: `${name} takes "${field}" of staff, and ${why}.`,
            todo: 'Say it: { need: optional, duty: statute, law: … } (or contract, or management), or leave the field out.',
          };
      }
  },
};

export const staffMapChecks: readonly Check[] = [withoutDuty];
