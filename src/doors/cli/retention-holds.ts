import { day, isId, sayDay } from '../../base/index.ts';
import { hold, lookAtHold, release } from '../../procedures/index.ts';
import { HOLD_KINDS, standingHolds } from '../../retention/index.ts';
import { EXIT, print, printJson } from './command.ts';
import { BY, misuse, type Part } from './retention-options.ts';

/** The holds that stand; with --kind one more, with an id and --review-on one that stands on. */
export const holdPart: Part = async (house, options, [id]) => {
  const { kind, because = '', owner, reviewOn, identity = [], point = [], kinds = [] } = options;
  const { clientTold, clientHow = '' } = options;
  if (id !== undefined) {
    if (!isId(id) || !reviewOn)
      return misuse('to let a hold stand on: kept retention hold <id> --review-on <date>.');
    await lookAtHold(house, id, day(reviewOn), BY);
  } else if (kind !== undefined) {
    const known = HOLD_KINDS.find((one) => one === kind);
    if (!known) return misuse(`--kind can be: ${HOLD_KINDS.join(', ')}.`);
    if (because.trim().length < 10 || !owner || !reviewOn)
      return misuse('a hold needs --because "…" (no names), --owner <officer> and --review-on <date>.');
    const identities = identity.map((said) => {
      const [, what, value = ''] = /^(email|phone|external)=(.+)$/.exec(said) ?? [];
      return { kind: what, value };
    });
    const whose = identities.flatMap(({ kind: what, value }) =>
      what === 'email' || what === 'phone' || what === 'external' ? [{ kind: what, value } as const] : [],
    );
    if (whose.length < identities.length)
      return misuse('--identity says whose it is: email=…, phone=… or external=….');
    if (clientTold && clientHow.trim().length < 3)
      return misuse('say how the client was told as well: --client-how "…".');
    const client = clientTold ? { toldOn: day(clientTold), how: clientHow.trim() } : undefined;
    const asked = { client, kind: known, because: because.trim(), owner, reviewOn: day(reviewOn) };
    await hold(house, { ...asked, data: kinds, points: point, identities: whose, people: [] }, BY);
  }
  const holds = await standingHolds(house.store.db);
  if (options.json) printJson({ holds });
  else if (holds.length === 0) print('Nothing is held back.');
  for (const one of options.json ? [] : holds)
    print(
      `${one.id}  ${one.kind}: ${one.because}; ${one.data.join(', ') || 'all data'} of ` +
        `${one.points.length > 0 ? `everybody at ${one.points.join(', ')}` : `${one.people} ${one.people === 1 ? 'person' : 'people'}`}; ` +
        `the ${one.owner} looks again on ${sayDay(one.review_on)}`,
    );
  return EXIT.fine;
};

/** Lets deletion go on from the next night. */
export const liftPart: Part = async (house, options, [id = '']) => {
  if (!isId(id)) return misuse('say which hold: kept retention lift <id>.');
  await release(house, id, BY);
  if (options.json) printJson({ id, lifted: true });
  else print('Lifted. What it kept past its day goes with the next night.');
  return EXIT.fine;
};
