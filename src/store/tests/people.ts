import { createHash } from 'node:crypto';
import type pg from 'pg';
import { quoted } from '../backup.rules.ts';
import { tablesOf } from '../backup-tables.ts';
import { asAdministrator } from '../databases.ts';
import type { Address } from '../door.ts';

/** So many people with what an organisation has about them: some ten rows each, sealed bytes as random as real ones. */
export async function fillWithPeople(address: Address, people: number): Promise<void> {
  await asAdministrator(address, async (client) => {
    const sealed = (bytes: number) =>
      `decode(repeat(md5(n::text || random()::text), ${Math.ceil(bytes / 32)}) || md5(random()::text) || md5(random()::text), 'hex')`;
    const at = "timestamptz '2026-01-01' + n * interval '7 minutes 1.234567 seconds'";
    await client.query(`
      create temporary table made as select n, gen_random_uuid() as id from generate_series(1, ${people}) n;
      insert into person select id, ${at} from made;
      insert into identity select sha256(id::text::bytea), id, 'email', ${sealed(48)}, ${at} from made;
      insert into relationship select id, gen_random_uuid(), 'client-work', date '2026-01-01' + n % 300,
        case when n % 3 = 0 then date '2026-11-01' end from made;
      insert into event select id, gen_random_uuid(), kind, ${at}, ${at} from made, unnest(array['signed-up', 'ordered', 'paid']) kind;
      insert into record select id, gen_random_uuid(), 'contact-form', 'enquiry', ${sealed(160)}, '2026-11-01', ${at} from made;
      insert into permission select id, gen_random_uuid(), 'newsletter', 'email', state, '3', 'newsletter-form',
        jsonb_build_object('seen', n), ${at}, ${at} from made, unnest(array['asked', 'granted']) state;
      insert into decision select id, gen_random_uuid(), 'send', 'newsletter', 'email', null, 'allow', 'fine',
        '{"permission":"granted","at":"2026-11-01"}', repeat(md5('p'), 2), ${at} from made;
      insert into suppression select sha256(n::text::bytea), 'marketing', 'asked', ${at} from made where n % 10 = 0;
      drop table made`);
  });
}

/** A digest of each table's rows, whatever their order, and how many they are. */
export const digestsOf = (address: Address): Promise<Record<string, string>> =>
  asAdministrator(address, async (client: pg.Client) => {
    await client.query("set timezone = 'UTC'; set bytea_output = 'hex'; set extra_float_digits = 1");
    const digests: Record<string, string> = {};
    for (const table of await tablesOf(client)) {
      const { rows } = await client.query(
        `select count(*) as rows, coalesce(string_agg(row, '' order by row), '') as all
         from (select md5(t::text) as row from ${quoted(table)} t) as r`,
      );
      digests[quoted(table)] = `${rows[0].rows} ${createHash('sha256').update(rows[0].all).digest('hex')}`;
    }
    return digests;
  });
