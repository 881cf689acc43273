import {
  addressOf,
  type Bound,
  broken,
  control,
  grownUp,
  identityOf,
  kept,
  meets,
  nothingYet,
  remembers,
  says,
  type Twin,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { restsOnYes, verdictOf } from './acts.ts';

type Declared = Policy['purposes'][string] | Policy['prohibitions'][string] | Policy['collection'][string];
type Here = Bound<Declared, Policy>;

/** What companies have called a yes, and is none: recital 32 of the GDPR, and the notices that this was written for. */
const NEVER_A_YES = [
  'browsing',
  'continued-use',
  'terms-acceptance',
  'pre-ticked',
  'silence',
  'application',
] as const;

const PAGES = ['/', '/notice', '/promises', '/preferences'] as const;

/** The purposes of which a yes could be made up: that of the declaration, those of its form, or all that need one. */
function atStake({ path, name, declared, policy }: Here): string[] {
  const all = Object.keys(policy.purposes).filter((one) => {
    const purpose = policy.purposes[one];
    return purpose !== undefined && restsOnYes(purpose);
  });
  if (path.startsWith('purposes.')) return all.includes(name) ? [name] : [];
  const { asks } = declared as { asks?: string[] };
  return path.startsWith('collection.') && asks ? asks : all;
}

/** "We never sell", "we buy no lists": whoever says yes to whatever, it is about something else. */
const isOfTrade = ({ path, name, policy }: Here): boolean =>
  path.startsWith('prohibitions.') && ['sell', 'buy-lists'].includes(policy.prohibitions[name]?.act ?? '');

/** A yes is something that a person did in order to say it: nothing else is taken for one, however often it is said to be. */
export const consentQuality = control<Declared, Policy>({
  id: 'consent.quality',
  applies: (_, bound) =>
    /^(purposes|collection|prohibitions)\./.test(bound.path) &&
    !isOfTrade(bound) &&
    atStake(bound).length > 0,

  async state(live, bound) {
    const [found] = await live.rows<{ yes: number; deemed: number }>(
      `select count(*)::int as yes, count(*) filter (where source = any ($2::text[]) or evidence ->> 'how' = any ($2::text[]))::int as deemed
       from permission where purpose = any ($1::text[]) and state in ('granted', 'confirmed')`,
      [atStake(bound), [...NEVER_A_YES]],
    );
    if (!found || found.yes === 0)
      return nothingYet(
        bound.path.startsWith('prohibitions.')
          ? 'Nobody has said yes to anything yet, so nothing was taken for a yes.'
          : 'Nobody has agreed to this yet.',
      );
    return found.deemed > 0
      ? broken({ because: `${found.deemed} times something else was taken for a yes.`, figures: found })
      : kept({ because: 'Every yes was said by somebody who meant to say it.', figures: found });
  },

  async prove(twin, bound) {
    const { scene } = twin;
    const [purpose = ''] = atStake(bound);
    const declared = bound.policy.purposes[purpose];
    if (!declared) return;
    const channel = declared.channels?.[0];
    const use = (tag: string) =>
      verdictOf(twin, { act: 'use', purpose, data: declared.data, identity: identityOf(tag) });
    const yeses = async () =>
      (
        await twin.rows<{ n: number }>(
          `select count(*)::int as n from permission where state in ('granted', 'confirmed')`,
        )
      )[0]?.n;
    await scene.given('somebody whom we know, and who never said anything', async () => {
      await twin.call('POST', '/api/people', { identities: [identityOf('visitor')] });
      // All else that the purpose asks is so: what is missing is their yes.
      remembers(
        twin,
        'visitor',
        purpose,
        await meets(twin, 'visitor', { name: purpose, declared }, bound.policy),
      );
    });
    await scene.when('they look at every page', async () => {
      for (const page of PAGES) await twin.visit(page);
      await scene.then('nothing of that is a yes', yeses, 0);
    });
    await proveForms(twin, bound);
    for (const how of NEVER_A_YES)
      await scene.when(`a system says that they agreed by "${how}"`, async () => {
        const answer = await twin.call('POST', '/api/permissions', {
          identity: identityOf('visitor'),
          purpose,
          ...(channel && { channel }),
          state: 'granted',
          wording: 'terms-2026',
          source: 'shop',
          evidence: { how },
        });
        await scene.then(
          'it is refused, and nothing is a yes',
          async () => [answer.status, await yeses()],
          [422, 0],
        );
      });
    await scene.then('no data is used for it', () => use('visitor'), 'deny');
    const other = Object.entries(bound.policy.purposes).find(
      ([name, one]) => name !== purpose && restsOnYes(one),
    );
    if (other) {
      await scene.when(`they say yes to something else, "${other[0]}"`, () =>
        says(twin, 'visitor', other[0], 'confirmed', other[1].channels?.[0]),
      );
      await scene.then('it counts for nothing else', () => use('visitor'), 'deny');
    }
    await scene.when('they say yes to this', () => says(twin, 'visitor', purpose, 'confirmed', channel));
    await scene.then('now data may be used for it', () => use('visitor'), 'allow');
  },
});

/** On each form that asks: nothing is ticked, what is sent without a tick is no yes, and none is taken that was not asked for. */
async function proveForms(twin: Twin, { path, name, policy }: Here): Promise<void> {
  const { scene } = twin;
  const asking = Object.entries(policy.collection).filter(
    ([point, { asks }]) =>
      asks && (path === `collection.${point}` || path.startsWith('prohibitions.') || asks.includes(name)),
  );
  for (const [point, { fields }] of asking.slice(0, 2)) {
    const page = await twin.visit(`/forms/${point}`);
    if (page.status !== 200) continue;
    await scene.then(`nothing is ticked beforehand on "${point}"`, () => /\schecked/.test(page.text), false);
    const notice = /name="notice" value="([0-9a-f]{64})"/.exec(page.text)?.[1] ?? '';
    const filled = Object.fromEntries(
      Object.keys(fields).map((field) => [
        `field.${field}`,
        /mail/.test(field) ? addressOf('filler') : '01632 960123',
      ]),
    );
    await scene.when(`somebody fills in "${point}" and ticks nothing`, () =>
      twin.submitForm(`/forms/${point}`, { ...filled, notice, ...grownUp(page.text) }),
    );
    await scene.then(
      'nothing is a yes',
      () => twin.rows(`select 1 from permission where state in ('granted', 'confirmed', 'asked')`),
      [],
    );
  }
}
