import type { Answer, Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import {
  beyondRegister,
  type HandedOver,
  type Prohibition,
  prohibits,
  speaksOfSharing,
} from './register.rules.ts';

const STRANGER = 'eventco-whom-nobody-declared';

/** Nobody gets what the prohibition speaks of, and a stranger least of all. */
export async function proveProhibited(
  twin: Twin,
  policy: Policy,
  declared: Prohibition | undefined,
): Promise<void> {
  const { scene } = twin;
  const forbidden = declared && speaksOfSharing(declared) ? forbiddenBy(policy, declared) : [];
  if (declared && forbidden.length > 0) {
    const refused = await scene.when(
      `${[...new Set(forbidden.map(({ recipient }) => recipient))].join(', ')} ask for ${said(forbidden)}`,
      () => inTurn(forbidden, (one) => asks(twin, one)),
    );
    await scene.then(
      'each is refused, because of the prohibition',
      () =>
        refused.map((answer, at) => [
          forbidden[at]?.recipient,
          answer.status,
          because(answer, declared.says),
        ]),
      forbidden.map(({ recipient }) => [recipient, 403, true]),
    );
  }
  if (forbidden.length === 0) await refusesListedBeyond(twin, policy);
  await refusesStranger(twin, policy, declared?.purposes?.[0], declared?.data);
}

const because = ({ json }: Answer, says: string): boolean =>
  json.code === 'share.prohibited' &&
  ((json.because ?? []) as { says: string }[]).some((one) => one.says.includes(says));

/**
 * Every hand-over that the prohibition names: to each recipient of its, for each purpose, of each category. Where it leaves a part
 * open one stands for all: a recipient to whom the register would give such data, the purpose that they are listed for.
 */
function forbiddenBy(policy: Policy, declared: Prohibition): HandedOver[] {
  const { data, except } = declared;
  const open = (one: string): boolean => !except?.recipients?.includes(one);
  const registered = Object.keys(policy.recipients).filter(open);
  const one =
    registered.find((each) => data?.some((some) => policy.recipients[each]?.receives?.includes(some))) ??
    registered[0];
  return (declared.recipients?.filter(open) ?? (one === undefined ? [] : [one])).flatMap((recipient) => {
    const listed = policy.recipients[recipient];
    const [purpose] = [...(listed?.for ?? []), ...Object.keys(policy.purposes)].filter((each) =>
      concerns(policy, declared, each),
    );
    return (declared.purposes ?? (purpose === undefined ? [] : [purpose]))
      .filter((each) => concerns(policy, declared, each))
      .flatMap((each) =>
        (data ?? listed?.receives ?? policy.purposes[each]?.data ?? []).map((category) => ({
          recipient,
          purpose: each,
          data: [category],
        })),
      );
  });
}

/** Whether that purpose is about people whom the prohibition protects, and none that it lets through. */
const concerns = (policy: Policy, { people, except }: Prohibition, purpose: string): boolean => {
  if (except?.purposes?.includes(purpose)) return false;
  const about = policy.purposes[purpose]?.people ?? [];
  return !people || about.length === 0 || about.some((one) => people.includes(one));
};

/** A prohibition of whatever is not declared: those in the register get nothing that it does not give them. */
async function refusesListedBeyond(twin: Twin, policy: Policy): Promise<void> {
  const { scene } = twin;
  const [beyond] = Object.entries(policy.recipients).flatMap(([recipient, listed]) =>
    Object.keys(policy.data)
      .map((category) => ({
        recipient,
        purpose: listed.for?.[0] ?? Object.keys(policy.purposes)[0] ?? '',
        data: [category],
      }))
      .filter((handed) => beyondRegister(policy, handed)),
  );
  if (!beyond) return;
  const answer = await scene.when(
    `${beyond.recipient} asks for ${said([beyond])}, which the register does not give them`,
    () => asks(twin, beyond),
  );
  await scene.then('it is refused', () => [answer.status, answer.json.verdict ?? null], [403, 'deny']);
}

/** Whom the register does not know asks for what those in it get, and gets nothing; that they asked is on record. */
export async function refusesStranger(
  twin: Twin,
  policy: Policy,
  purpose: string = Object.keys(policy.purposes)[0] ?? '',
  data: readonly string[] = policy.purposes[purpose]?.data ?? Object.keys(policy.data).slice(0, 1),
): Promise<void> {
  const { scene } = twin;
  const asked = { recipient: STRANGER, purpose, data };
  const before = await refusedCount(twin);
  const answer = await scene.when(
    `somebody exports ${data.join(', ')} of 200 people to "${STRANGER}", whom the register does not know`,
    () => asks(twin, asked, 200),
  );
  // What a prohibition speaks of is refused for that, which weighs more than the register.
  const forbidden = Object.values(policy.prohibitions).some((one) => prohibits(policy, one, asked));
  await scene.then('it is refused', () => [answer.status, answer.json.code], [
    403,
    forbidden ? 'share.prohibited' : 'share.unlisted-recipient',
  ]);
  await scene.then('the attempt is logged', async () => (await refusedCount(twin)) - before, 1);
}

const said = (asked: readonly HandedOver[]): string =>
  [...new Set(asked.flatMap(({ data, purpose }) => data.map((one) => `${one} (${purpose})`)))].join(', ');

const asks = (twin: Twin, { recipient, purpose, data }: HandedOver, people = 1): Promise<Answer> =>
  twin.call('POST', '/api/disclosures', { recipient, purpose, data, people });

/** One after the other: what is asked of one twin at once would be told in no order. */
async function inTurn<Each, Made>(
  each: readonly Each[],
  work: (one: Each) => Promise<Made>,
): Promise<Made[]> {
  const made: Made[] = [];
  for (const one of each) made.push(await work(one));
  return made;
}

const refusedCount = async (twin: Twin): Promise<number> =>
  (
    await twin.rows<{ n: number }>(
      `select count(*)::int as n from disclosure where verdict = 'deny' and recipient = $1`,
      [STRANGER],
    )
  )[0]?.n ?? -1;
