import { identityOf, mayBeHandedOver, type Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';

/** A text as its words alone: how a page marks them up does not matter. */
export const wordsIn = (text: string): string =>
  text
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&[a-z#0-9]+;/g, ' ')
    .replaceAll(/\W+/g, ' ')
    .trim()
    .toLowerCase();

/** What a reply has to say of the point that somebody used, and does not. */
export function missingWords(policy: Policy, point: string, page: string): string[] {
  const text = wordsIn(page);
  const used = (policy.collection[point]?.purposes ?? []).flatMap((name) => policy.purposes[name] ?? []);
  const data = new Set(used.flatMap((purpose) => purpose.data));
  const kept = Object.values(policy.retention).filter(
    (rule) => rule.people === undefined && rule.data?.some((kind) => data.has(kind)),
  );
  const words = [
    ...used.map(({ says }) => says),
    ...[...data].map((kind) => policy.data[kind]?.says ?? kind),
    ...kept.flatMap(({ told, because }) => [told, because]),
    ...used.flatMap(({ recipients = [] }) =>
      recipients.map((name) => policy.recipients[name]?.name ?? policy.recipients[name]?.says ?? name),
    ),
  ];
  return words.filter((said) => said !== undefined && !text.includes(wordsIn(said))).map(String);
}

/** Whatever may be handed to somebody for a purpose of that point is, once; null: nothing may. */
export async function handsOn(
  twin: Twin,
  policy: Policy,
  point: string,
): Promise<{ name: string; purpose: string; on: string } | null> {
  for (const purpose of policy.collection[point]?.purposes ?? []) {
    const { recipients = [], data = [] } = policy.purposes[purpose] ?? {};
    for (const recipient of recipients) {
      const claim = await mayBeHandedOver(twin, 'ada', policy, { recipient, purpose });
      const asked = { recipient, purpose, data: data.slice(0, 1), people: 1, ...claim };
      const about = [{ identity: identityOf('ada') }];
      const { status } = await twin.call('POST', '/api/disclosures', { ...asked, about });
      if (status !== 201) continue;
      const { name, says } = policy.recipients[recipient] ?? {};
      await twin.scene.given(`what they gave was handed to ${name ?? says ?? recipient}`, async () => {});
      return { name: name ?? says ?? recipient, purpose, on: twin.today() };
    }
  }
  return null;
}
