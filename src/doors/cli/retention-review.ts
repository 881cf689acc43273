import { day, isId, sayDay } from '../../base/index.ts';
import {
  listProposals,
  type ProposalSeen,
  policyInForce,
  review,
  seeProposal,
  stopProposal,
} from '../../procedures/index.ts';
import { openReviews, REVIEW_OUTCOMES } from '../../retention/index.ts';
import { asStaff } from './as-staff.ts';
import { EXIT, type Exit, print, printJson } from './command.ts';
import { BY, misuse, type Options, type Part } from './retention-options.ts';

/** What waits for people: lists it, shows one, agrees to it in somebody's name, or stops it. */
export const reviewPart: Part = async (house, options, [id]) => {
  if (id === undefined) return list(house, options, []);
  if (!isId(id)) return misuse('name a proposal or a record by its id, as "kept retention review" shows it.');
  if (options.outcome) return decide(house, id, options);
  if (options.approve) {
    const { as, approve: hash } = options;
    if (!as) return misuse('say who agrees: --as olive@rose.example. They are asked for password and code.');
    await asStaff(house, as, (staff) => staff.send('POST', `/retention/proposals/${id}/approval`, { hash }));
  }
  if (options.stop) {
    const { because = '', again } = options;
    if (because.trim().length < 10 || !again)
      return misuse('a stop needs --because "…" and --again <date>, the day from which it is asked again.');
    await stopProposal(house, { id, because: because.trim(), againOn: day(again) }, BY);
  }
  return show(house, id, options);
};

const list: Part = async (house, options) => {
  const [waiting, reviews] = [await listProposals(house), await openReviews(house.store.db)];
  if (options.json) {
    printJson({ proposals: waiting, reviews });
    return EXIT.fine;
  }
  for (const one of waiting) print(line(one));
  for (const { id, rule, asked_on } of reviews)
    print(`${id}  a record under ${rule}, asked on ${asked_on}: keep, erase or returned?`);
  if (waiting.length + reviews.length === 0) print('Nothing waits for anybody.');
  return EXIT.fine;
};

const line = (one: ProposalSeen): string => {
  const many = one.left === 1 ? '' : 's';
  const what = one.system === null ? `record${many}` : `row${many} of ${one.system}.${one.table}`;
  return `${one.id}  ${one.rule}: ${one.left} ${what}, then ${one.then}; ${stateOf(one)}`;
};

function stateOf(one: ProposalSeen): string {
  const by = one.stages[(one.stage ?? 1) - 1]?.by;
  if (one.state === 'asked') return `waits for ${by} (stage ${one.stage}), decide by ${one.decide_by}`;
  if (one.state === 'announced') return `goes from ${one.goes_from}`;
  return one.again_on ? `${one.state}, asked again from ${one.again_on}` : one.state;
}

const show = async (house: Parameters<Part>[0], id: string, options: Options): Promise<Exit> => {
  const one = await seeProposal(house, id);
  if (options.json) {
    printJson(one);
    return EXIT.fine;
  }
  print(line(one));
  for (const { point, goes_on, records, whole, fields } of one.parts)
    print(`  ${sayDay(goes_on)}  ${records} of ${point}, ${whole ? 'whole' : `only ${fields.join(', ')}`}`);
  for (const { goes_on, records, spared, along } of one.rows?.parts ?? []) {
    const below = Object.entries(along).map(([table, n]) => `${n} of ${table}`);
    print(
      `  ${sayDay(goes_on)}  ${records} of ${one.table}${below.length > 0 ? ` with ${below.join(', ')}` : ''}` +
        `${spared.length > 0 ? `, but not ${spared.join(', ')}` : ''}`,
    );
  }
  for (const { stage, role, at } of one.approvals) print(`  stage ${stage}: a ${role} agreed on ${at}`);
  if (one.state === 'asked')
    print(`To agree: kept retention review ${one.id} --approve ${one.hash} --as <address>`);
  return EXIT.fine;
};

const decide = async (house: Parameters<Part>[0], id: string, options: Options): Promise<Exit> => {
  const { rule = '', again } = options;
  const outcome = REVIEW_OUTCOMES.find((known) => known === options.outcome);
  if (!outcome || !(rule in (await policyInForce(house)).retention))
    return misuse(`a decision needs --outcome ${REVIEW_OUTCOMES.join('|')} and --rule <rule>.`);
  await review(house, { id, rule, outcome, againOn: again ? day(again) : null }, BY);
  if (options.json) printJson({ id, outcome });
  else print('Decided.');
  return EXIT.fine;
};
