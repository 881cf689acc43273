import { categoriesWith } from './field.rules.ts';
import type { Policy } from './policy.ts';

type Point = Policy['collection'][string];

const STAFF: readonly string[] = ['employment', 'recruitment'];

/** A point where data of people who work for us, or want to, comes in. */
export const isStaffPoint = (policy: Policy, { purposes }: Pick<Point, 'purposes'>): boolean =>
  purposes.some((one) => STAFF.includes(policy.purposes[one]?.kind ?? ''));

export const isStaffPurpose = (policy: Policy, purpose: string): boolean =>
  STAFF.includes(policy.purposes[purpose]?.kind ?? '');

/** Whether the policy ties fields to duties of an employer at all: then it does so for every field about staff. */
export const mapsStaff = ({ collection }: Policy): boolean =>
  Object.values(collection).some(({ fields }) =>
    Object.values(fields).some((field) => typeof field !== 'string' && field.duty !== undefined),
  );

/**
 * Why a field about staff may not be kept: it serves no duty of an employer that the policy names (contract, statute with its
 * reference, management). Null: it serves one, or the policy has no such map, or the point is about other people.
 */
export function unmappedAt(policy: Policy, point: Point, field: string): string | null {
  if (!mapsStaff(policy) || !isStaffPoint(policy, point)) return null;
  const declared = point.fields[field];
  if (typeof declared !== 'object' || declared.duty === undefined) return 'no duty is named for it';
  if (declared.duty === 'statute' && declared.law === undefined)
    return 'no statute is named that asks for it';
  const categories = categoriesWith(policy, field).map(([category]) => category);
  const using = Object.entries(policy.purposes).filter(
    ([name, purpose]) => isStaffPurpose(policy, name) && purpose.data.some((one) => categories.includes(one)),
  );
  if (!using.some(([name]) => point.purposes.includes(name))) return 'no purpose of this point uses it';
  const basis = DUTY_BASIS[declared.duty];
  return basis === null || using.some(([, purpose]) => purpose.basis === basis)
    ? null
    : `no purpose that uses it rests on ${declared.duty === 'contract' ? 'the contract' : 'the running of the company'}`;
}

/** The basis of the purpose that a duty is carried out under; a statute may stand behind several. */
const DUTY_BASIS = { contract: 'contract', statute: null, management: 'legitimate-interests' } as const;
