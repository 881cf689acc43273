import { broken, control, identityOf, kept, nothingYet } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { becomesConcerned, verdictOf } from './acts.ts';

type Purpose = Policy['purposes'][string];

/** The register of purposes is closed: what it says is what runs, and what it does not name does not. */
export const purposeRegister = control<Purpose, Policy>({
  id: 'purpose.register',

  async state(live, { name }) {
    const [found] = await live.rows<{ asked: number; unknown: number }>(
      `select count(*)::int as asked, count(*) filter (where v.hash is null)::int as unknown
       from decision d left join policy_version v on v.hash = d.policy and v.in_force_at is not null
       where d.purpose = $1 and d.verdict = 'allow' and d.decided_at > $2::timestamptz - interval '1 year'`,
      [name, live.now],
    );
    if (!found || found.asked === 0) return nothingYet('Nothing has been done for this purpose yet.');
    return found.unknown > 0
      ? broken({
          because: `${found.unknown} uses were allowed by a register that was never in force.`,
          figures: found,
        })
      : kept({
          because: 'Everything done for it was allowed by a register that was in force.',
          figures: found,
        });
  },

  async prove(twin, { name, declared, policy }) {
    const { scene } = twin;
    const register = await scene.when('a connected system reads the register of purposes', async () => {
      const { json } = await twin.call('GET', '/api/purposes');
      return json.purposes as ({ purpose: string } & Record<string, unknown>)[];
    });
    await scene.then(
      'it names every purpose of the policy, and none besides',
      () => register.map(({ purpose }) => purpose).sort(),
      Object.keys(policy.purposes).sort(),
    );
    await scene.then('this one stands there with its basis, its data and its people, as declared', () => {
      const row = register.find(({ purpose }) => purpose === name);
      return [row?.basis, row?.data, row?.people, row?.says];
    }, [declared.basis, declared.data, declared.people, declared.says]);
    await scene.given('somebody whom it is about', () =>
      becomesConcerned(twin, 'somebody', name, declared, policy),
    );
    const use = (purpose: string, data: readonly string[]) =>
      verdictOf(twin, { act: 'use', purpose, data, identity: identityOf('somebody') });
    await scene.when('the gate is asked for each kind of data that there is', async () => {
      const allowed: string[] = [];
      for (const category of Object.keys(policy.data))
        if ((await use(name, [category])) === 'allow') allowed.push(category);
      await scene.then(
        'it lets through exactly those of the register',
        () => allowed.sort(),
        [...declared.data].sort(),
      );
    });
    await scene.when('it is asked for a purpose that the register does not name', async () => {
      await scene.then('it refuses', () => use(`${name}-unlisted`, declared.data), 'deny');
    });
  },
});
