import { addDays, addPeriod, type Day, daysBetween } from '../base/index.ts';
import { atRisk, attested, broken, control, entriesOf, signatureCounts } from '../controls/index.ts';
import { type Policy, sayTerm } from '../policy/index.ts';
import { type Attestation, nextDue, warnDaysOf } from './attestation.rules.ts';

/** A duty that only a human can do is signed for within its interval, or its promise is broken. */
export const attestationCalendar = control<Attestation, Policy>({
  id: 'attest.calendar',
  applies: (_, { path }) => path.startsWith('attestations.'),

  async state(live, { name, declared }) {
    const [last] = await live.rows<{ signed_on: Day; evidence: string }>(
      `select signed_on, evidence from attestation where name = $1 and ${signatureCounts('$2')} order by signed_on desc limit 1`,
      [name, live.today],
    );
    const due = nextDue(declared, last?.signed_on ?? null, live.inForceSince);
    const figures = { lastSigned: last?.signed_on ?? null, due };
    const entries = await entriesOf(live, 'attestation.signed', { field: 'attestation', is: name });
    if (live.today > due)
      return broken({
        because: `The ${sayTerm(declared.by)} was to sign for this by ${due}, and has not.`,
        figures,
        entries,
      });
    if (!last)
      return {
        verdict: 'nothing-yet',
        because: `Nobody has signed for this yet; the first signature is due by ${due}.`,
        figures,
        entries: [],
      };
    if (daysBetween(live.today, due) <= warnDaysOf(declared, due))
      return atRisk({ because: `The ${sayTerm(declared.by)} must sign again by ${due}.`, figures, entries });
    return attested({
      because: `The ${sayTerm(declared.by)} signed for this on ${last.signed_on}; again by ${due}.`,
      figures,
      entries,
    });
  },

  async prove(twin, { name, path, declared }) {
    const { scene } = twin;
    const evidence = declared.evidence === 'statement' ? '' : `${declared.evidence} 4711`;
    const sign = (signedOn: Day, shown: string) =>
      twin.call('POST', '/api/attestations', { name, role: declared.by, signedOn, evidence: shown });
    const stranger = await scene.when('somebody in another role signs for it', () =>
      twin.call('POST', '/api/attestations', {
        name,
        role: 'somebody-else',
        signedOn: twin.today(),
        evidence: 'x',
      }),
    );
    await scene.then('that does not count', () => [stranger.status, stranger.json.code], [
      422,
      'assurance.wrong-role',
    ]);
    const ahead = await scene.when(`the ${sayTerm(declared.by)} signs that it was done tomorrow`, () =>
      sign(addDays(twin.today(), 1), evidence),
    );
    await scene.then('that does not count either', () => ahead.json.code, 'assurance.from-the-future');
    if (declared.evidence !== 'statement') {
      const empty = await scene.when(`the ${sayTerm(declared.by)} signs without a ${declared.evidence}`, () =>
        sign(twin.today(), ' '),
      );
      await scene.then('nor does that', () => empty.json.code, 'assurance.no-evidence');
    }
    const signed = await scene.when(`the ${sayTerm(declared.by)} signs today`, () =>
      sign(twin.today(), evidence),
    );
    await scene.then('it is taken', () => signed.status, 201);
    await scene.then('the board says attested', () => twin.stateOf('attest.calendar', path), 'attested');
    const due = addPeriod(twin.today(), declared.every);
    await scene.when(`nobody signs again, and ${due} comes, the last day`, () => twin.travelTo(due));
    await scene.then('the board warns', () => twin.stateOf('attest.calendar', path), 'at-risk');
    await scene.when('the day after', () => twin.travelTo(addDays(due, 1)));
    await scene.then('the board says broken', () => twin.stateOf('attest.calendar', path), 'broken');
  },
});
