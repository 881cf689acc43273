import type { Day } from '../base/index.ts';
import type { Policy } from '../policy/index.ts';
import { failsAssessment } from './basis.rules.ts';
import { own } from './prohibition.rules.ts';

/** A purpose as connected systems may read it: what the gate goes by, and whether anything can run on it today. */
export type RegisteredPurpose = Pick<
  Policy['purposes'][string],
  'says' | 'kind' | 'basis' | 'people' | 'data'
> & {
  purpose: string;
  systems: readonly string[];
  recipients: readonly string[];
  channels: readonly string[];
  topics: readonly string[];
  live: boolean;
  /** Why it is not live; null where it is. */
  because: string | null;
};

/** The register of purposes: closed, and made of the same declarations as the notice and the gate. */
export const purposeRegister = (policy: Policy, today: Day): RegisteredPurpose[] =>
  Object.entries(policy.purposes).map(([name, purpose]) => {
    const {
      says,
      kind,
      basis,
      people,
      data,
      systems = [],
      recipients = [],
      channels = [],
      topics = [],
    } = purpose;
    const lapsed = failsAssessment(policy, purpose, 'use', today);
    return {
      purpose: name,
      says,
      kind,
      basis,
      people,
      data,
      systems,
      recipients,
      channels,
      topics,
      live: lapsed === null,
      because: lapsed?.because[0]?.says ?? null,
    };
  });

/** Whether the basis of a declared purpose can carry anything that day: what rests on an interest needs its balancing test. */
export function isCarried(policy: Policy, name: string, today: Day): boolean {
  const purpose = own(policy.purposes, name);
  return purpose !== undefined && failsAssessment(policy, purpose, 'collect', today) === null;
}
