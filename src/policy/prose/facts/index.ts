import type { Jurisdiction } from '../jurisdiction.ts';
import { readJurisdiction } from '../jurisdiction.ts';
import { type Prose, readProse } from '../notice.ts';
import { RIGHT, type Right } from '../terms/rights.ts';
import { type Bases, purposes, readBases } from './bases.ts';
import { type Dated, noticeDate } from './dated.ts';
import type { Fact } from './fact.ts';
import { controllerContact, controllerName, dpoContact, representative } from './identity.ts';
import { type Keeping, keeping } from './keeping.ts';
import { type Origin, readOrigin } from './origin.ts';
import { authorityComplaint, controllerComplaint, rightStated } from './rights.ts';
import { recipients, type Transfers, transfers } from './sharing.ts';

/** A policy read once: its sentences, whose law it answers to, and what it says on each matter of Articles 13 and 14. */
export interface Notice {
  readonly prose: Prose;
  readonly jurisdiction: Jurisdiction;
  readonly dated: Dated;
  readonly name: Fact;
  readonly contact: Fact;
  readonly dpo: Fact;
  readonly representative: { readonly identity: Fact; readonly contact: Fact };
  readonly purposes: Fact;
  readonly bases: Bases;
  readonly origin: Origin;
  readonly recipients: Fact;
  readonly transfers: Transfers;
  readonly keeping: Keeping;
  readonly rights: Readonly<Record<Right, Fact>>;
  readonly authorityComplaint: Fact;
  readonly controllerComplaint: Fact;
}

/** Reads a policy's text into facts, each when a rule first asks for it. Never throws on any text. */
export function readNotice(text: string, jurisdiction?: Jurisdiction): Notice {
  const prose = readProse(text);
  return lazily<Notice>({
    prose: () => prose,
    jurisdiction: () => jurisdiction ?? readJurisdiction(prose),
    dated: () => noticeDate(prose),
    name: () => controllerName(prose),
    contact: () => controllerContact(prose),
    dpo: () => dpoContact(prose),
    representative: () => representative(prose),
    purposes: () => purposes(prose),
    bases: () => readBases(prose),
    origin: () => readOrigin(prose),
    recipients: () => recipients(prose),
    transfers: () => transfers(prose),
    keeping: () => keeping(prose),
    rights: () =>
      Object.fromEntries(
        (Object.keys(RIGHT) as Right[]).map((right) => [right, rightStated(prose, right)]),
      ) as Record<Right, Fact>,
    authorityComplaint: () => authorityComplaint(prose),
    controllerComplaint: () => controllerComplaint(prose),
  });
}

/** An object whose values are computed once, when they are first read. */
function lazily<T extends object>(make: { [Name in keyof T]: () => T[Name] }): T {
  const made = {} as T;
  for (const name of Object.keys(make) as (keyof T)[])
    Object.defineProperty(made, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = make[name]();
        Object.defineProperty(made, name, { enumerable: true, value });
        return value;
      },
    });
  return made;
}
