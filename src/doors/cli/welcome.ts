import { Refused, sayDay } from '../../base/index.ts';
import { checkPolicy } from '../../policy/index.ts';
import { type House, type Proposed, policyInForce } from '../../procedures/index.ts';
import type { Config } from '../config.ts';
import { currentBoard } from '../live.ts';

/** What somebody reads who has just started Kept: that it runs, where, and what to do next. */
export async function welcome(
  house: House,
  {
    url,
    seconds,
    proposed,
    config,
    firstSignIn,
  }: {
    url: string | null;
    seconds: string;
    /** A refusal: the policy in the folder was not taken, and what was in force goes on. */
    proposed: Proposed | Refused;
    config: Config;
    /** The link of the first owner; null: there is one. */
    firstSignIn: string | null;
  },
): Promise<string> {
  const policy = await policyInForce(house);
  const { totals, promises } = await currentBoard(house);
  const lines = [`Kept runs the policy of ${policy.organisation.name}. Ready in ${seconds} s.`, ''];
  if (house.demonstration)
    lines.push(
      `A demonstration: everybody in it is made up, and there it is ${sayDay(house.clock.today(policy.organisation.zone))}.`,
      '',
    );
  if (url) {
    lines.push(
      `  privacy centre   ${url}/`,
      `  notice           ${url}/notice`,
      `  promises         ${url}/promises   ${promises.length} promises: ${totals.kept} kept, ${totals.broken} broken, ${totals.unproven} not shown yet`,
      `  console          ${url}/console`,
      `  API              ${url}/docs`,
      '',
    );
    if (firstSignIn)
      lines.push(
        house.demonstration
          ? 'You come in as one of those who work there by this link, once, within three days:'
          : 'Nobody works here yet. The first owner comes in by this link, once, within a day:',
        `  ${firstSignIn}`,
        '',
      );
  } else lines.push('  the worker only: no pages here', '');
  if (proposed instanceof Refused)
    lines.push(
      'The policy in the folder was not taken:',
      `  ${proposed.message.replaceAll('\n', '\n  ')}`,
      '',
    );
  else if (proposed.outcome === 'coming') {
    lines.push(
      `The policy in the folder changes what people were told; it takes effect ${proposed.effectiveOn ? `on ${sayDay(proposed.effectiveOn)}` : 'never, until the policy says how people are told'}:`,
    );
    lines.push(...proposed.changes.slice(0, 5).map((change) => `  - ${change}`), '');
  }
  const today = house.clock.today(policy.organisation.zone);
  const errors = checkPolicy(policy, { on: today }).filter((one) => one.severity === 'error').length;
  if (errors > 0) lines.push(`This policy has errors in law (${errors}): see "kept check".`, '');
  if (!config.smtpUrl)
    lines.push('No SMTP_URL is set: mails wait, and forms that only relay cannot send.', '');
  lines.push(
    'Next:  kept prove <folder>   tries every promise on a twin',
    '       kept board            the live state of every promise',
    '       kept key --name crm   lets another system in',
    '',
    'Stop with Ctrl-C.',
  );
  return lines.join('\n');
}
