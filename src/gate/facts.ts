import type { Day, Instant } from '../base/index.ts';
import type { Fact, FactParameters } from '../controls/index.ts';
import { relationshipsFact } from '../people/index.ts';
import { permissionFact, suppressionFact } from '../permission/index.ts';
import { type Reader, rows } from '../store/index.ts';
import type { Facts } from './act.rules.ts';

const FACTS: readonly Fact[] = [permissionFact, suppressionFact, relationshipsFact];

const PARAMETERS: FactParameters = {
  person: '$1::uuid',
  purpose: '$2::text',
  channel: '$3::text',
  suppressionHashes: '$4::bytea[]',
  recipient: '$5::text',
  at: '$6::timestamptz',
  today: '$7::date',
};

/** All facts of one question in one statement, composed once. Exported for the test that reads its plan. */
export const FACTS_STATEMENT = `select ${FACTS.map((fact) => `${fact.sql(PARAMETERS)} as "${fact.name}"`).join(',\n')}
  from (values (${Object.values(PARAMETERS).join(', ')})) as asked`;

export type Question = {
  personId: string | null;
  purpose: string;
  channel: string;
  suppressionHashes: readonly Uint8Array[];
  recipient: string;
  at: Instant;
  today: Day;
};

export async function gatherFacts(reader: Reader, asked: Question): Promise<Facts> {
  const [facts] = await rows<{
    permission: Facts['permission'];
    suppression: string | null;
    relationships: Facts['relationships'] | null;
  }>(reader, FACTS_STATEMENT, [
    asked.personId,
    asked.purpose,
    asked.channel,
    asked.suppressionHashes,
    asked.recipient,
    asked.at,
    asked.today,
  ]);
  return {
    permission: facts?.permission ?? null,
    suppression: facts?.suppression ?? null,
    relationships: facts?.relationships ?? [],
  };
}
