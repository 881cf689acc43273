import { endsAll, type Twin } from '../controls/index.ts';
import { type Policy, reachOf } from '../policy/index.ts';
import { asksOnForm, carriedOut, comesIn, confirms, lettersTo, pointsToTry, requestOf } from './acts.ts';

/** What law orders kept of what comes in at one point: under which rule, and which fields. */
type Ordered = { point: string; because: string; fields: readonly string[] };

/** Points at which some of what comes in has to be kept although its person asks to have it deleted; not all of it. */
function orderedAt(policy: Policy): Ordered[] {
  const usable = pointsToTry(policy);
  return Object.values(policy.retention).flatMap((rule) =>
    rule.duty && rule['held-by'] === undefined
      ? reachOf(policy, rule)
          .filter(({ point, fields }) => usable.includes(point) && fields.length > 0)
          .map(({ point, fields }) => ({ point, fields, because: rule.because }))
      : [],
  );
}

/** Somebody of whom law orders something kept asks as well: that stays, nothing else does, and their letter says why. */
export async function staysByLaw(twin: Twin, policy: Policy): Promise<void> {
  const { scene } = twin;
  const ordered = orderedAt(policy);
  const [first] = ordered;
  if (!first) return;
  const { point, fields } = await scene.given(
    `data of somebody else comes in, of which law orders some kept (${first.because})`,
    () =>
      comesIn(
        twin,
        policy,
        'cleo',
        ordered.map((one) => one.point),
      ),
  );
  const all = ordered.filter((one) => one.point === point);
  const stays = new Set(all.flatMap((one) => one.fields));
  await scene.given('nothing that they had with us goes on', () => endsAll(twin, 'cleo'));
  await scene.when('they ask for it on the form, confirm, and it is carried out', async () => {
    await asksOnForm(twin, 'erasure', 'cleo');
    await confirms(twin, 'cleo');
    await carriedOut(twin, (await requestOf(twin, 'erasure'))?.id ?? '');
  });
  await scene.then(
    'what law orders kept of it is there, and nothing else is',
    () => shownFields(twin, point),
    Object.keys(fields)
      .filter((field) => stays.has(field))
      .sort(),
  );
  const letter = (await lettersTo(twin, 'cleo')).at(-1)?.text.replaceAll(/\s+/g, ' ') ?? '';
  await scene.then(
    'their letter says what stays, and why',
    () => [
      letter.includes('What stays, why, and until when:'),
      all.some(({ because }) => letter.includes(because.replaceAll(/\s+/g, ' ').slice(0, 100))),
    ],
    [true, true],
  );
}

/** The fields of the newest record of a point, as staff see them. */
async function shownFields(twin: Twin, point: string): Promise<string[]> {
  const { json } = await twin.call('GET', `/api/records?point=${point}&limit=1`);
  const [newest] = json.items as { id: string }[];
  const shown = await twin.call('POST', `/api/records/${newest?.id}/look`, { reason: 'proving' });
  return Object.keys((shown.json.fields ?? {}) as object).sort();
}
