import { isId, newId, Refused } from '../base/index.ts';
import { isYesTo } from '../permission/index.ts';
import { rows } from '../store/index.ts';
import { type House, momentOf, policyInForce } from './house.ts';
import { openLink } from './links.ts';
import { newestWords, trackingPurpose } from './mailing-decide.ts';
import type { Followed } from './mailing-letter.ts';

/**
 * What a picture or a link of ours in a mail tells: an opening or a click is recorded only if the person still agrees to that.
 * Answers where the link leads; null for a picture. Refuses `link.invalid` for what we did not make, so that nobody can use
 * our address to lead people elsewhere.
 */
export async function noteEngagement(
  house: House,
  token: string,
  kind: 'opened' | 'followed',
): Promise<string | null> {
  const { personId, purpose } = await openLink(house, token, kind);
  const said = readFollowed(purpose);
  const policy = await policyInForce(house);
  const { now } = momentOf(house, policy);
  await house.store.inTransaction(async (tx) => {
    const [word] = await newestWords(tx, [{ personId, purpose: said.under }]);
    const agreed =
      isYesTo(policy.purposes[said.under], word) && trackingPurpose(policy, said.of) === said.under;
    if (!agreed) return;
    await rows(
      tx,
      `insert into engagement (person_id, id, purpose, under, mail, kind, at)
       select $1, $2, $3, $4, $5, $6, $7 where exists (select 1 from person where id = $1)`,
      [personId, newId(now), said.of, said.under, said.mail, kind === 'opened' ? 'opened' : 'clicked', now],
    );
  });
  return said.to;
}

function readFollowed(text: string): Followed {
  const said: Partial<Followed> = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  if (!said.mail || !isId(said.mail) || !said.of || !said.under)
    throw new Refused('link.invalid', 'This link is not complete.');
  return { mail: said.mail, of: said.of, under: said.under, to: said.to ?? null };
}
