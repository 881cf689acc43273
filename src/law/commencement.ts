import type { Day } from '../base/index.ts';
import type { Tag } from './rule.ts';

/** A day on which parts of the Data (Use and Access) Act 2025 came into force. `part`: only some of the provision. */
export interface Commencement {
  readonly on: Day;
  readonly sections: readonly number[];
  readonly partly: readonly number[];
  readonly schedules: readonly string[];
  readonly tag: Tag;
}

/** DUAA 2025 by day. Sch 11 ¶32 and the regulations under ss.164B, 22D and 6A were not found. */
export const DUAA_COMMENCEMENT: readonly Commencement[] = [
  { on: '2025-06-19', sections: [78], partly: [], schedules: [], tag: 'verified' },
  { on: '2025-08-19', sections: [69, 82, 96, 97], partly: [], schedules: [], tag: 'verified' },
  {
    on: '2025-08-20',
    sections: [74, 91, 92, 93, 95, 102, 104, 106, 107, 109, 111, 113],
    partly: [108, 110, 117],
    schedules: [],
    tag: 'verified',
  },
  // Early September, by others' accounts that name no day: in force at the latest when the month had ended.
  { on: '2025-09-30', sections: [79, 88], partly: [], schedules: [], tag: 'secondary' },
  { on: '2025-11-17', sections: [89, 90], partly: [], schedules: [], tag: 'secondary' },
  {
    on: '2026-02-05',
    sections: [
      67, 68, 70, 71, 72, 73, 75, 76, 77, 80, 81, 83, 85, 86, 87, 94, 98, 99, 100, 101, 105, 110, 112, 114,
      115, 116, 120,
    ],
    partly: [],
    schedules: ['4', '5', '6', '7', '8', '9', '11 save ¶32', '12', '13'],
    tag: 'verified',
  },
  { on: '2026-06-19', sections: [103], partly: [], schedules: ['10'], tag: 'verified' },
  { on: '2026-09-30', sections: [118, 119], partly: [], schedules: [], tag: 'secondary' },
];

/** The row that brought a section wholly into force; null where none is known. */
export const commencementOf = (section: number): Commencement | null =>
  DUAA_COMMENCEMENT.find((row) => row.sections.includes(section)) ?? null;

/** Whether a section of DUAA 2025 was wholly in force on that day, so far as is known. */
export function duaaInForce(section: number, on: Day): boolean {
  const commenced = commencementOf(section);
  return commenced !== null && commenced.on <= on;
}
